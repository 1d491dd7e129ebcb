// Public test certificates of the shared corpus: `pki list` says of each what openssl said. The corpus is not part of the project:
// PLIMSOLL_SHARED names it, else ../shared beside the repository; without it this is skipped.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { PkiCertificate, PkiList } from "../../src/use-cases/pki/index.ts";
import { run, WorkFolder } from "../fixtures/command-line.ts";

interface Case {
  readonly source: string;
  readonly valid: boolean;
  readonly pem: string;
  readonly openssl: string;
}

const shared = process.env["PLIMSOLL_SHARED"] ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const file = join(shared, "corpus", "certs", "certs.jsonl");
const there = existsSync(file);
const cases: readonly Case[] = there
  ? readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Case)
  : [];
const folder = new WorkFolder();
afterAll(() => folder.remove());

/** One line of openssl's reading: `subject`, `notAfter`, `serial`. */
function read(openssl: string, name: string): string {
  return (
    openssl
      .split("\n")
      .find((line) => line.startsWith(`${name}=`))
      ?.slice(name.length + 1) ?? ""
  );
}

/** `C = US, CN = a` as RFC 2253 writes it, last part first. */
function rfc2253(name: string): string {
  return name
    .split(", ")
    .map((part) => part.replace(" = ", "="))
    .toReversed()
    .join(",");
}

function said(openssl: string): object {
  return {
    subject: rfc2253(read(openssl, "subject")),
    issuer: rfc2253(read(openssl, "issuer")),
    notBefore: Date.parse(read(openssl, "notBefore")),
    notAfter: Date.parse(read(openssl, "notAfter")),
    serial: BigInt(`0x${read(openssl, "serial")}`).toString(),
    sha256: read(openssl, "sha256 Fingerprint").replaceAll(":", "").toLowerCase(),
    isClient: openssl.includes("TLS Web Client Authentication"),
    isAuthority: openssl.includes("CA:TRUE"),
  };
}

function seen(one: PkiCertificate): object {
  return {
    subject: one.subject.text,
    issuer: one.issuer,
    notBefore: Date.parse(one.notBefore),
    notAfter: Date.parse(one.notAfter),
    serial: one.serial,
    sha256: one.sha256,
    isClient: one.extendedKeyUsages.includes("client auth"),
    isAuthority: one.roles.includes("authority"),
  };
}

describe.skipIf(!there)("certificates of the corpus", () => {
  it("are there to be read", () => expect(cases.filter(({ valid }) => valid).length).toBeGreaterThan(5));

  it.each(cases.map((one) => [one.source, one] as const))("%s", async (_source, { pem, valid, openssl }) => {
    const { out } = await run(["pki", "list", folder.write("one.pem", pem), "-o", "json"]);
    const { certificates, problems } = JSON.parse(out) as PkiList;
    if (valid) expect(certificates.map(seen)).toEqual([said(openssl)]);
    else expect([certificates, problems.length]).toEqual([[], 1]);
  });
});
