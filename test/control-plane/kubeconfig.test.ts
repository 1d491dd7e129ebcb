// plimsoll kubeconfig against a real control plane: what it creates and takes out works, and ends when it says.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseYamlDocuments } from "../../src/languages/yaml/index.ts";
import type { KubeconfigLint, KubeconfigView } from "../../src/use-cases/kubeconfig/index.ts";
import { makeKey } from "../fixtures/certificates/build-request.ts";
import { keyPem } from "../fixtures/kubeconfigs.ts";
import { run, WorkFolder, type Run } from "../fixtures/command-line.ts";
import { describeControllerManager } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane, type KubernetesObject } from "./index.ts";
import { obtainKubectl } from "./kubectl.ts";

describeControllerManager("kubeconfig", () => {
  const folder = new WorkFolder();
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({
      controllerManager: true,
      auditPolicy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] },
    });
    const metadata = { name: "ci", namespace: "shop" };
    await plane.api.createMany([
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
      { apiVersion: "v1", kind: "ServiceAccount", metadata },
    ] satisfies KubernetesObject[]);
  });
  afterAll(async () => {
    folder.remove();
    await plane?.stop();
  });

  const now = (): string => new Date().toISOString();
  const here = (words: string, kubeconfig = plane.adminKubeconfig): Promise<Run> =>
    run(`kubeconfig ${words} --kubeconfig ${kubeconfig}`, { now: now() });

  async function whoAmI(kubeconfig: string): Promise<string> {
    const { stdout } = await plane.kubectl(["auth", "whoami", "-o", "json"], { kubeconfig });
    return (JSON.parse(stdout) as { readonly status: { readonly userInfo: { readonly username: string } } }).status
      .userInfo.username;
  }

  /** What the command line sent that was no read. */
  async function writes(): Promise<readonly string[]> {
    const events = await plane.auditEvents();
    return events
      .filter(
        ({ userAgent, stage, verb }) => userAgent === "plimsoll" && stage === "ResponseComplete" && verb !== "get",
      )
      .map(({ verb, requestURI }) => `${verb} ${requestURI}`);
  }

  it("creates one for a service account, that works and ends when asked", async () => {
    const target = folder.file("ci.yaml");
    const { exitCode, err, out } = await here(`create --service-account shop/ci --duration 20m --apply -o ${target}`);
    expect([exitCode, out], err).toEqual([0, ""]);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(await whoAmI(target)).toBe("system:serviceaccount:shop:ci");
    const view = JSON.parse((await here("view -o json", target)).out) as KubeconfigView;
    const { user, namespace } = view.contexts[0] ?? {};
    const { issued = "", expires = "", ...token } = user?.token ?? {};
    expect([Date.parse(expires) - Date.parse(issued), namespace, token]).toEqual([
      1_200_000,
      "shop",
      expect.objectContaining({ kind: "service-account", subject: "system:serviceaccount:shop:ci" }),
    ]);
    const told = /the token holds until (\S+)/.exec(err)?.[1] ?? "";
    expect(Math.abs(Date.parse(told) - Date.parse(expires))).toBeLessThan(2_000);
    expect(await writes()).toEqual(["create /api/v1/namespaces/shop/serviceaccounts/ci/token"]);
    expect(err).not.toContain("warning");
  });

  it("sends nothing without --apply, and prints commands that do the same", async () => {
    const before = await writes();
    const { out, err } = await here("create --service-account shop/ci --duration 15m -o by-hand.yaml");
    expect(err).toContain("nothing was sent");
    expect(await writes()).toEqual(before);
    const { kubectl } = await obtainKubectl();
    const env = { PATH: `${join(kubectl, "..")}:/usr/bin:/bin`, HOME: folder.path };
    execFileSync("sh", ["-e", "-c", out], { cwd: folder.path, env });
    expect(await whoAmI(folder.file("by-hand.yaml"))).toBe("system:serviceaccount:shop:ci");
    expect(statSync(folder.file("by-hand.yaml")).mode & 0o777).toBe(0o600);
    const { out: minified } = await here("create --service-account shop/ci --duration 15m --apply");
    const withoutToken = (text: string): unknown =>
      JSON.parse(JSON.stringify(parseYamlDocuments(text).documents[0]?.value).replace(/"token":"[^"]*"/, '"token":""'));
    const { preferences: _preferences, ...byHand } = withoutToken(folder.read("by-hand.yaml")) as Readonly<
      Record<string, unknown>
    >;
    expect(byHand).toEqual(withoutToken(minified));
  });

  it("tells when a token is for others, or is refused", async () => {
    const other = await here(
      `create --service-account shop/ci --audience vault --apply -o ${folder.file("vault.yaml")}`,
    );
    expect([other.exitCode, other.err]).toEqual([0, expect.stringContaining("warning: the token is for vault")]);
    const { stderr, exitCode } = await plane.kubectl(["auth", "whoami"], {
      kubeconfig: folder.file("vault.yaml"),
      mayFail: true,
    });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/Unauthorized|logged in/)]);
    const missing = await here(`create --service-account shop/none --apply -o ${folder.file("none.yaml")}`);
    expect(missing).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/not found[\s\S]*kubectl create serviceaccount/),
    });
    const refused = await here("create --service-account shop/ci --apply", folder.file("ci.yaml"));
    expect(refused).toMatchObject({
      exitCode: 2,
      out: "",
      err: expect.stringMatching(/forbidden[\s\S]*serviceaccounts\/token/),
    });
    const taken = await here(`create --service-account shop/ci --apply -o ${folder.file("vault.yaml")}`);
    expect(taken).toMatchObject({ exitCode: 2, err: expect.stringContaining("there already") });
  });

  it("creates one from an issued signing request, with the key it was made with", async () => {
    const made = await run(
      `csr create --user jane --days 1 --name jane-1 --out-dir ${folder.file("csr")} --apply --approve --kubeconfig ${plane.adminKubeconfig}`,
      { now: now() },
    );
    expect(made.exitCode, made.err).toBe(0);
    const { exitCode, err } = await here(
      `create --from-csr jane-1 --key ${folder.file("csr/jane.key")} -o ${folder.file("jane.yaml")}`,
    );
    expect(exitCode, err).toBe(0);
    expect(await whoAmI(folder.file("jane.yaml"))).toBe("jane");
    const wrong = await here(`create --from-csr jane-1 --key ${folder.write("other.key", keyPem(makeKey("Ed25519")))}`);
    expect(wrong).toMatchObject({ exitCode: 2, out: "", err: expect.stringContaining("does not belong to the key") });
  });

  it("takes out files that any HTTPS client can use", async () => {
    const keys = folder.file("keys");
    expect((await here(`extract all --out-dir ${keys}`)).exitCode).toBe(0);
    const read = (name: string): string => readFileSync(join(keys, name), "utf8");
    const path = new URL("/apis/authentication.k8s.io/v1/selfsubjectreviews", read("server"));
    const options = {
      method: "POST",
      ca: read("ca.crt"),
      cert: read("client.crt"),
      key: read("client.key"),
      headers: { "content-type": "application/json" },
    };
    const body = await new Promise<string>((resolve, reject) => {
      const outgoing = request(path, options, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => resolve(text));
      });
      outgoing.on("error", reject).end('{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}');
    });
    expect(body).toContain("system:masters");
    const script = `${(await here("extract token", folder.file("ci.yaml"))).out}${(await here("extract server", folder.file("ci.yaml"))).out}`;
    const values = execFileSync("sh", ["-c", `${script}printf '%s %s' "$KUBE_SERVER" "$KUBE_TOKEN"`], {
      env: {},
    }).toString();
    const [server, token = ""] = values.split(" ");
    expect(server).toBe(plane.url);
    const { status } = await plane.api.request({ path: "/api/v1/namespaces/shop/pods", token });
    expect(status).toBe(403);
  });

  it("minifies and merges into kubeconfigs that work", async () => {
    const merged = folder.file("merged.yaml");
    const words = `kubeconfig merge ${plane.adminKubeconfig} ${folder.file("ci.yaml")} --rename-conflicts --flatten -o ${merged}`;
    expect((await run(words)).exitCode).toBe(0);
    expect(await whoAmI(merged)).not.toBe("system:serviceaccount:shop:ci");
    const { contexts } = JSON.parse((await here("view -o json", merged)).out) as KubeconfigView;
    const name = contexts.find(({ user }) => user?.token !== undefined)?.name ?? "";
    await here(`minify --context ${name} -o ${folder.file("small.yaml")}`, merged);
    expect(await whoAmI(folder.file("small.yaml"))).toBe("system:serviceaccount:shop:ci");
  });

  it("shakes hands with the server when told to", async () => {
    const { out } = await here("lint --connect -o json");
    const { findings, notSeen } = JSON.parse(out) as KubeconfigLint;
    expect(notSeen).toEqual([]);
    expect(findings.map(({ id }) => id)).not.toContain("authority-does-not-fit");
    expect(findings.map(({ id }) => id)).toContain("masters-certificate");
  });
});
