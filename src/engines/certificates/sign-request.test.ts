// The certificate that comes of a request: how long it is valid, what it says; and when requests are removed.
import { describe, expect, it } from "vitest";
import { buildCertificate, commonName, made } from "../../../test/fixtures/certificates/build-certificate.ts";
import { approved, base64, organization, stored } from "../../../test/fixtures/certificates/post-request.ts";
import type { Minor } from "../../core/index.ts";
import { parseCertificate } from "../../languages/x509/index.ts";
import { cleanUp, signRequest, signers, type SigningRequest } from "./index.ts";

describe("signRequest", () => {
  const now = Date.UTC(2026, 5, 1, 12);
  const parsing = parseCertificate(
    buildCertificate({
      notAfter: "260701000000Z",
      extensions: [made.authority(), [14, false, Buffer.from([4, 1, 7])]],
    }),
  );
  if ("error" in parsing) throw new Error(parsing.error);
  const authority = parsing.certificate;
  const sign = (request: SigningRequest, version: Minor = "1.37", at = now): ReturnType<typeof signRequest> =>
    signRequest(request, { authority, version, now: at, duration: 72 * 3600 });
  const minutes = (expirationSeconds: number | undefined, version: Minor): readonly number[] => {
    const spec = expirationSeconds === undefined ? {} : { expirationSeconds };
    const signing = sign({ ...approved(stored({})), ...spec }, version);
    if (signing.outcome !== "signed") return [];
    return [signing.certificate.notBefore, signing.certificate.notAfter].map((time) => (time - now) / 60_000);
  };

  it.each<[number | undefined, Minor, readonly number[]]>([
    [undefined, "1.37", [-5, 72 * 60 - 5]],
    [undefined, "1.20", [-5, 72 * 60 - 5]],
    [3600, "1.21", [-5, 72 * 60 - 5]],
    [3600, "1.22", [-5, 60]],
    [28_799, "1.37", [-5, 28_799 / 60]],
    [28_800, "1.37", [-5, 8 * 60 - 5]],
    [1, "1.37", [-5, 10]],
    [1e9, "1.37", [-5, 72 * 60 - 5]],
  ])("asked for %s seconds, %s gives from and to (minutes) %j", (seconds, version, expected) => {
    expect(minutes(seconds, version)).toEqual(expected);
  });

  it("ends no later than its authority, and signs nothing after that", () => {
    const late = sign(approved(stored({})), "1.37", authority.notAfter - 1000);
    expect(late.outcome === "signed" && late.certificate.notAfter).toBe(authority.notAfter);
    const after = (milliseconds: number): unknown =>
      sign(approved(stored({})), "1.37", authority.notAfter + milliseconds);
    const error = "refusing to sign a certificate that expired in the past: NotAfter=2026-07-01T00:00:00Z";
    expect(after(0)).toEqual({ outcome: "error", error });
    expect(after(300_000)).toEqual({
      outcome: "error",
      error: "the signer has expired: NotAfter=2026-07-01T00:00:00Z",
    });
  });

  it("keeps what Go knows of the subject, in Go's order, and nothing that makes an authority", () => {
    const subject = [
      ...commonName("first"),
      [["1.3.6.1.4.1.57683.2", "uid", 12]],
      [[organization, "longer", 19]],
      [[organization, "\u00e9", 12]],
      [[organization, "b", 19]],
      ...commonName("last"),
      [["2.5.4.6", "DE", 19]],
    ] as const;
    const spec = { request: base64({ subject, asksForAuthority: true, names: [[2, "a"]] }) };
    const signing = sign(approved(stored({ spec })));
    expect(signing.outcome === "signed" && signing.certificate).toMatchObject({
      subject: [
        { oid: "2.5.4.6", values: ["DE"] },
        { oid: organization, values: ["b", "\u00e9", "longer"] },
        { oid: "2.5.4.3", values: ["last"] },
      ],
      isAuthority: false,
      names: { dns: ["a"] },
      namesCritical: false,
      extendedKeyUsages: ["client auth"],
      authorityKeyId: Buffer.from([7]),
    });
  });

  it.each<[string, Partial<SigningRequest>, object]>([
    ["not approved", { conditions: [] }, { outcome: "ignored", why: "not approved" }],
    [
      "approved and denied",
      {
        conditions: [
          { type: "Denied", status: "True" },
          { type: "Approved", status: "True" },
        ],
      },
      { why: "not approved" },
    ],
    [
      "failed before",
      {
        conditions: [
          { type: "Approved", status: "True" },
          { type: "Failed", status: "True" },
        ],
      },
      { why: "failed before" },
    ],
    ["for somebody else", { signerName: "example.com/x" }, { why: "signer of somebody else" }],
    [
      "for another use",
      { usages: ["client auth", "server auth"] },
      { condition: { message: "invalid usage for client certificate: server auth" } },
    ],
    [
      "a usage that is none",
      { signerName: signers.legacy, usages: ["odd"] },
      { outcome: "error", error: 'unrecognized usage values: ["odd"]' },
    ],
  ])("does not sign one that is %s", (_name, change, expected) => {
    expect(sign({ ...approved(stored({})), ...change })).toMatchObject(expected);
  });

  it("is cleaned up in time", () => {
    const hour = 3600_000;
    const at = (hours: number, request: SigningRequest, version: Minor = "1.37"): unknown =>
      cleanUp(request, now, now + hours * hour, version);
    const lastUpdateTime = new Date(now).toISOString();
    const decided = (type: string): SigningRequest => ({
      ...stored({}),
      conditions: [{ type, status: "True", lastUpdateTime }],
    });
    expect([at(24, stored({})), at(24.1, stored({}))]).toEqual([undefined, "pending for a day"]);
    expect([at(1, decided("Denied")), at(1.1, decided("Denied"))]).toEqual([undefined, "denied for an hour"]);
    expect(at(1.1, decided("Failed"))).toBe("failed for an hour");
    expect(at(1.1, { ...decided("Approved"), certificate: Buffer.from("x") })).toBe("issued an hour ago");
    expect(["1.34", "1.35"].map((version) => at(25, decided("Approved"), version as Minor))).toEqual([
      undefined,
      "approved but not issued for a day",
    ]);
  });
});
