// plimsoll kubeconfig create without a cluster: what it prints, and what it refuses. test/control-plane has one.
import { statSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { base64, authorityPem, kubeconfig, soundUser, unsignedToken } from "../../../test/fixtures/kubeconfigs.ts";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());
const admin = folder.write("admin", kubeconfig());

function create(words: string) {
  return run(`kubeconfig create ${words} --kubeconfig ${admin}`);
}

describe("kubeconfig create", () => {
  it("prints the commands and sends nothing without --apply", async () => {
    const { out, err, exitCode } = await create("--service-account shop/ci --duration 90m --audience vault -o ci.yaml");
    expect([exitCode, err]).toEqual([0, expect.stringContaining("nothing was sent")]);
    expect(out).toContain("umask 077\n");
    expect(out).toContain(
      `kubectl --kubeconfig=${admin} create token ci --namespace=shop --duration=1h30m0s --audience=vault > ci.yaml.token\n`,
    );
    expect(out).toContain(
      "--server=https://api.example.com:6443 --certificate-authority=ci.yaml.ca --embed-certs=true main\n",
    );
    expect(out).toContain("kubectl config --kubeconfig=ci.yaml use-context ci@main\n");
  });

  it("quotes what a kubeconfig could smuggle into the commands", async () => {
    const evil = "x'; touch /tmp/pwned; '$(id)";
    const text = kubeconfig(
      soundUser,
      {},
      {
        clusters: [{ name: evil, cluster: { server: "https://a/'$(id)", "tls-server-name": evil } }],
        contexts: [{ name: "work", context: { cluster: evil, user: "dora" } }],
      },
    );
    const { out } = await run(`kubeconfig create --service-account a/b --kubeconfig ${folder.write("evil", text)}`);
    const words = out.replace(/'(?:[^']|'\\'')*'/g, "QUOTED");
    expect(words).not.toMatch(/\$\(id\)|touch/);
    expect(out).toContain("touch");
  });

  it("lets no name of a kubeconfig pass for a flag", async () => {
    const name = "--kubeconfig=/etc/passwd";
    const more = {
      clusters: [{ name, cluster: { server: "https://a" } }],
      contexts: [{ name: "work", context: { cluster: name, user: "dora" } }],
    };
    const file = folder.write("flag", kubeconfig(soundUser, {}, more));
    const { out } = await run(`kubeconfig create --service-account a/b --kubeconfig ${file}`);
    expect(out).toContain("set-cluster --server=https://a -- --kubeconfig=/etc/passwd\n");
  });

  it("prints no password of a proxy", async () => {
    const proxied = kubeconfig(soundUser, { server: "https://a", "proxy-url": "http://me:hush@proxy:8080" });
    const { out } = await run(
      `kubeconfig create --service-account a/b --kubeconfig ${folder.write("proxied", proxied)}`,
    );
    expect(out).not.toContain("hush");
    expect(out).toMatch(/--proxy-url="\$\(kubectl .* 'jsonpath=\{\.clusters\[0\]\.cluster\.proxy-url\}'\)" main\n/);
  });

  it("makes a kubeconfig of a token, for its owner only", async () => {
    const token = unsignedToken({ iss: "https://k", sub: "system:serviceaccount:shop:ci", exp: 1_900_000_000 });
    const file = folder.write("token", `${token}\n`);
    const target = folder.file("made.yaml");
    const { out, err, exitCode } = await create(`--token-file ${file} -o ${target}`);
    expect([out, exitCode]).toEqual(["", 0]);
    expect(err).toContain("the token holds until 2030-03-17");
    expect(err).not.toContain(token);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(parseYamlDocuments(folder.read("made.yaml")).documents[0]?.value).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "main",
          cluster: { server: "https://api.example.com:6443", "certificate-authority-data": base64(authorityPem) },
        },
      ],
      users: [{ name: "ci", user: { token } }],
      contexts: [{ name: "ci@main", context: { cluster: "main", namespace: "shop", user: "ci" } }],
      "current-context": "ci@main",
    });
    expect(await create(`--token-file ${file} -o ${target}`)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("there already"),
    });
  });

  it.each<[string, RegExp]>([
    ["", /not said, or said twice/],
    ["--service-account a/b --token-file x", /said twice/],
    ["--service-account b", /names no service account/],
    ["--service-account a/b/c", /names no service account/],
    ["--service-account A/b", /names no service account/],
    ["--service-account ../x", /names no service account/],
    ["--service-account a/b --duration soon", /is no duration/],
    ["--service-account a/b --duration 5m", /at least 10m/],
    ["--token-file x --duration 1h", /are for --service-account/],
    ["--from-csr jane", /belong together/],
    ["--from-csr jane --key /no/such/key", /no such file/],
    ["--token-file /no/such/token", /no such file/],
    ["--token-file /dev/zero", /no plain file/],
    ["--service-account a/b --context none", /no context "none"/],
  ])("refuses %j", async (words, message) => {
    const { exitCode, out, err } = await run([
      "kubeconfig",
      "create",
      ...words.split(" ").filter((one) => one !== ""),
      "--kubeconfig",
      admin,
    ]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });
});
