// plimsoll pki list on files that are unusual, but met: pipes, several documents, odd dates, keys in older forms.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeKey, pem } from "../../../test/fixtures/certificates/build-request.ts";
import { kubeconfigText, purpose, TestAuthority } from "../../../test/fixtures/certificates/kubeadm-layout.ts";
import { pkiList } from "../../../test/fixtures/certificates/pki-list.ts";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

const authority = new TestAuthority("ca");
const client = { extensions: purpose.client() };

it("every kubeconfig of a file with several documents is listed", async () => {
  const [a, b] = [authority.issue("CN=a", client), authority.issue("CN=b", client)];
  const texts = [a, b].map((user) => kubeconfigText(authority.certificate, user));
  const { certificates, keys } = await pkiList([folder.write("several.conf", texts.join("\n---\n"))]);
  expect(certificates.map(({ subject }) => subject.text).sort()).toEqual(["CN=a", "CN=b", "CN=ca"]);
  expect(keys).toHaveLength(2);
});

it("a key behind its parameters, with Windows line ends, fits its certificate", async () => {
  const key = makeKey("P-256");
  const { certificate } = authority.issue("CN=a", { ...client, key });
  const sec1 = String(key.privateKey.export({ type: "sec1", format: "pem" }));
  const parameters = pem("EC PARAMETERS", Buffer.from("06082a8648ce3d030107", "hex"));
  const file = folder.write("both.pem", (parameters + sec1 + certificate).replaceAll("\n", "\r\n"));
  const { certificates, problems } = await pkiList([file]);
  expect([certificates[0]?.privateKey?.fits, problems]).toEqual(["yes", []]);
});

it.each([
  ["before 1970", { notBefore: "500101000000Z", notAfter: "690101000000Z" }, "1969-01-01T00:00:00Z", true],
  ["for a thousand years", { notAfter: "30261123000000Z" }, "3026-11-23T00:00:00Z", false],
  ["to the end of time", { notAfter: "99991231235959Z" }, "9999-12-31T23:59:59Z", false],
])("a certificate %s is listed in every format", async (_what, times, notAfter, isExpired) => {
  const file = folder.write("odd.crt", authority.issue("CN=a", { ...client, ...times }).certificate);
  const { certificates, expired } = await pkiList([file]);
  expect([certificates[0]?.notAfter, expired]).toEqual([notAfter, isExpired ? 1 : 0]);
  for (const format of ["terminal", "csv", "markdown", "html"]) {
    const { out, exitCode } = await run(["pki", "list", file, "-o", format]);
    expect([exitCode, out.includes(notAfter.slice(0, 4))]).toEqual([isExpired ? 1 : 0, true]);
  }
});

describe.skipIf(process.platform === "win32")("a pipe", () => {
  it("is not waited for, beside files that are read", async () => {
    execFileSync("mkfifo", [join(folder.path, "pipe")]);
    const file = folder.write("a.crt", authority.issue("CN=a", client).certificate);
    const answer = await pkiList([join(folder.path, "pipe"), file]);
    expect(answer.certificates).toHaveLength(1);
    expect(answer.problems.map(({ message }) => message)).toEqual(["is not a file"]);
    expect(answer.exitCode).toBe(1);
  });
});
