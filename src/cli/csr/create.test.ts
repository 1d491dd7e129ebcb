// plimsoll csr create, without a cluster: files, their modes, and what is refused.
import { createPrivateKey, createPublicKey } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder, type Run } from "../../../test/fixtures/command-line.ts";
import { readSigningRequest } from "../../engines/certificates/index.ts";
import type { JsonObject } from "../../core/index.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";
import { parseCertificateRequest, readPem } from "../../languages/x509/index.ts";
import type { CsrCreate } from "../../use-cases/csr/index.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

const create = (...words: readonly string[]): Promise<Run> =>
  run(["csr", "create", "--out-dir", folder.path, ...words]);

describe("csr create", () => {
  it.each(["ecdsa", "rsa", "ed25519"])("makes a key, a request for it, and the object (%s)", async (key) => {
    const { exitCode, out, err } = await create("--user", "jane", "--group", "dev", "--key", key, "-o", "json");
    expect([exitCode, err]).toEqual([0, ""]);
    expect(readdirSync(folder.path).sort()).toEqual(["jane.csr", "jane.csr.yaml", "jane.key"]);
    expect(statSync(folder.file("jane.key")).mode & 0o777).toBe(0o600);
    const [block] = readPem(folder.read("jane.csr")).blocks;
    const parsing = parseCertificateRequest(block?.bytes ?? new Uint8Array());
    if ("error" in parsing) throw new Error(parsing.error);
    const ours = createPublicKey(createPrivateKey(folder.read("jane.key"))).export({ type: "spki", format: "der" });
    expect(Buffer.from(parsing.request.publicKey.spki).equals(ours)).toBe(true);
    const object = parseYamlDocuments(folder.read("jane.csr.yaml")).documents[0]?.value as unknown as JsonObject;
    expect(readSigningRequest(object)).toMatchObject({
      request: { signerName: "kubernetes.io/kube-apiserver-client", expirationSeconds: 90 * 86_400 },
    });
    const answer = JSON.parse(out) as CsrCreate;
    expect(answer.commands).toHaveLength(4);
    expect(answer.applied).toBeUndefined();
    const secret = folder.read("jane.key").split("\n")[1] ?? "?";
    expect(out).not.toContain(secret);
  });

  it("quotes what a shell would obey", async () => {
    const { out } = await create("--user", "o'neil; rm -rf $HOME", "--name", "o-neil", "-o", "json");
    const { commands } = JSON.parse(out) as CsrCreate;
    expect(commands.at(-1)).toMatch(/ 'o'\\''neil; rm -rf \$HOME'$/);
    const flag = await create("--user=--kubeconfig=/x", "-o", "json");
    expect((JSON.parse(flag.out) as CsrCreate).commands.at(-1)).toMatch(/ -- --kubeconfig=\/x$/);
    expect(existsSync(folder.file("o-neil-rm-rf-home.key"))).toBe(true);
  });

  it("asks for what kubelets' signers want", async () => {
    const node = ["--user", "system:node:n1", "--group", "system:nodes"];
    const client = await create(...node, "--signer", "kubernetes.io/kube-apiserver-client-kubelet", "-o", "json");
    expect((JSON.parse(client.out) as CsrCreate).usages).toContain("key encipherment");
    const server = ["--signer", "kubernetes.io/kubelet-serving", "--ip", "10.0.0.7,fd00::7", "--dns", "n1"];
    const made = await run(["csr", "create", ...node, ...server, "--out-dir", folder.file("serving")]);
    expect([made.exitCode, made.out]).toEqual([0, expect.not.stringContaining("set-credentials")]);
  });

  it("gives a service account's certificate its name and groups", async () => {
    const { out } = await create("--sa", "shop/web", "-o", "json");
    expect(JSON.parse(out)).toMatchObject({
      user: "system:serviceaccount:shop:web",
      groups: ["system:serviceaccounts", "system:serviceaccounts:shop"],
    });
  });

  it("never writes over a key", async () => {
    folder.write("jane.key", "precious");
    const { exitCode, err } = await create("--user", "jane");
    expect([exitCode, err]).toEqual([2, expect.stringContaining("is there already")]);
    expect(folder.read("jane.key")).toBe("precious");
    expect(readdirSync(folder.path)).toEqual(["jane.key"]);
  });

  it.each<[string, RegExp]>([
    ["", /not said whom/],
    ["--user jane --sa shop/web", /not said whom/],
    ["--user jane --approve", /--approve does nothing without --apply/],
    ["--user jane --days 0", /--days 0 is not a number/],
    ["--user jane --days 0.001", /less than 600 seconds/],
    ["--user jane --key dsa", /dsa/],
    ["--user jane --usages server-auth", /Unsupported value: "server-auth"/],
    ["--user jane --group system:masters", /system:masters group is not allowed/],
    ["--user jane --signer nothing", /signerName/],
    ["--user jane --signer kubernetes.io/legacy-unknown", /legacy signerName is not allowed/],
    ["--user jane --signer kubernetes.io/kube-apiserver-client-kubelet", /organization is not system:nodes/],
    ["--user system:node:n --group system:nodes --signer kubernetes.io/kubelet-serving", /subjectAltName is required/],
    ["--user jane --ip 10.0.0.300", /is not an IP address/],
    ["--user jane --name a/b", /metadata.name: Invalid value: "a\/b"/],
    ["--sa web", /names no service account/],
  ])("refuses `%s` before it writes anything", async (words, message) => {
    const { exitCode, out, err } = await create(...words.split(" ").filter((word) => word !== ""));
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
