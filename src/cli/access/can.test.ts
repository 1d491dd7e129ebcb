// plimsoll access can, as a user runs it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding, componentPod, role, roleBinding } from "../../testing/index.ts";
import type { AccessCan } from "../../use-cases/access/index.ts";

const folder = new WorkFolder();
let files = "";
let noApiserver = "";
let abac = "";
let webhook = "";

const objects = [
  clusterRole({
    metadata: { name: "reader" },
    rules: [{ apiGroups: [""], resources: ["pods/*", "secrets"], verbs: ["get"] }],
  }),
  clusterRoleBinding({ metadata: { name: "readers" }, roleRef: { name: "reader" } }),
  role({
    metadata: { name: "scaler" },
    rules: [
      { apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] },
      { apiGroups: [""], resources: ["*/exec"], verbs: ["create"] },
      { apiGroups: [""], resources: ["configmaps"], resourceNames: ["colours"], verbs: ["*"] },
    ],
  }),
  roleBinding({
    metadata: { name: "scalers" },
    roleRef: { kind: "Role", name: "scaler" },
    subjects: [{ kind: "ServiceAccount", name: "ci", namespace: "shop" }],
  }),
  clusterRoleBinding({
    metadata: { name: "paths" },
    roleRef: { name: "paths" },
    subjects: [{ kind: "Group", name: "system:authenticated" }],
  }),
  clusterRole({ metadata: { name: "paths" }, rules: [{ nonResourceURLs: ["/met*"], verbs: ["get"] }] }),
];

beforeAll(() => {
  const list = (items: readonly unknown[]): string => JSON.stringify({ apiVersion: "v1", kind: "List", items });
  files = folder.write(
    "all.json",
    list([...objects, componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"])]),
  );
  noApiserver = folder.write("rbac.json", list(objects));
  abac = folder.write(
    "abac.jsonl",
    '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"jane","resource":"*","namespace":"*","apiGroup":"*"}}\n',
  );
  webhook = folder.write("webhook.yaml", "- match: {verb: get}\n  answer: {denied: true, reason: not today}\n");
});
afterAll(() => folder.remove());

async function can(words: string, more = ""): Promise<readonly [string, number]> {
  const { out, err, exitCode } = await run(`access can ${words} -f ${files} --complete -o json${more}`);
  if (out === "") throw new Error(err);
  return [(JSON.parse(out) as AccessCan).answer, exitCode];
}

describe("access can", () => {
  it.each<[string, string, number]>([
    ["--as jane get secrets -n shop", "yes", 0],
    ["--as jane list secrets -n shop", "no", 1],
    ["--as jane get pods/log web-0 -n shop", "no", 1],
    ["--as sa:shop/ci update deploy web -n shop", "yes", 0],
    // kubectl auth can-i takes "scale" for a name here, and says yes.
    ["--as sa:shop/ci update deployments/scale web -n shop", "no", 1],
    ["--as sa:shop/ci update deployments web -n other", "no", 1],
    ["--as sa:shop/ci create pods/exec web-0 -n shop", "yes", 0],
    ["--as sa:shop/ci get configmaps colours -n shop", "yes", 0],
    ["--as sa:shop/ci get configmaps -n shop", "no", 1],
    ["--as sa:shop/ci get deployments -A", "no", 1],
    ["--as anyone --raw GET /metrics", "yes", 0],
    ["--as anyone --raw POST /metrics", "no", 1],
    ["--as system:anonymous --raw GET /metrics", "no", 1],
    ["--as sa:shop/ci --raw PUT /apis/apps/v1/namespaces/shop/deployments/web", "yes", 0],
    ["--as root --as-group system:masters delete nodes", "yes", 0],
    ["--as jane impersonate users root", "no", 1],
    ["--as jane get widgets.example.com -n shop", "no", 1],
  ])("%s: %s", async (words, answer, exitCode) => {
    expect(await can(words)).toEqual([answer, exitCode]);
  });

  it("shows who decided by which binding, role and rule", async () => {
    const { out } = await run(`access can --as jane get secrets -n shop -f ${files} --complete`);
    expect(out).toContain("Yes: RBAC allows jane to get secrets in namespace shop.");
    expect(out).toMatch(/ClusterRoleBinding.*readers[\s\S]*ClusterRole.*reader/);
    const { out: no } = await run(`access can --as jane list secrets -n shop -f ${files} --complete`);
    expect(no).toContain("whose rules[0] differs in verbs");
  });

  it("never says a bare yes or no where the chain or the bindings were not all seen", async () => {
    const yes = await run(`access can --as jane get secrets -n shop -f ${noApiserver} --complete`);
    expect(yes).toMatchObject({ exitCode: 0, out: expect.stringContaining("the rest of the chain was not seen") });
    expect((await run(`access can --as jane get secrets -n shop -f ${noApiserver} --strict`)).exitCode).toBe(1);
    const no = await run(`access can --as jane delete nodes -f ${files}`);
    expect(no).toMatchObject({ exitCode: 1, out: expect.stringContaining("not all was seen") });
  });

  it("asks authorizers that are handed over", async () => {
    expect(await can("--as jane delete nodes", ` --authorization-mode=ABAC --abac-policy=${abac}`)).toEqual(["yes", 0]);
    const modes = ` --authorization-mode=Webhook,RBAC --webhook-answers=${webhook}`;
    expect(await can("--as jane get secrets -n shop", modes)).toEqual(["no", 1]);
    expect(await can("--as jane get secrets -n shop", " --authorization-mode=Webhook,RBAC")).toEqual(["unknown", 0]);
  });

  it("reads an AuthorizationConfiguration: a webhook whose conditions are false is not asked", async () => {
    const settings = {
      timeout: "3s",
      subjectAccessReviewVersion: "v1",
      matchConditionSubjectAccessReviewVersion: "v1",
      failurePolicy: "Deny",
      connectionInfo: { type: "KubeConfigFile", kubeConfigFile: "/etc/hook" },
      matchConditions: [{ expression: "request.resourceAttributes.resource == 'secrets'" }],
    };
    const file = folder.write(
      "chain.json",
      JSON.stringify({
        apiVersion: "apiserver.config.k8s.io/v1",
        kind: "AuthorizationConfiguration",
        authorizers: [
          { type: "Webhook", name: "guard", webhook: settings },
          { type: "RBAC", name: "rbac" },
        ],
      }),
    );
    const config = ` --authorization-config=${file}`;
    expect(await can("--as jane get secrets -n shop", config)).toEqual(["unknown", 0]);
    expect(await can("--as sa:shop/ci get configmaps colours -n shop", config)).toEqual(["yes", 0]);
    // The condition fails for paths, and the failure policy is Deny.
    expect(await can("--as anyone --raw GET /metrics", config)).toEqual(["unknown", 0]);
    const played = folder.write("guard.yaml", "guard:\n- match: {verb: get}\n  answer: {denied: true}\n");
    expect(await can("--as jane get secrets -n shop", `${config} --webhook-answers=${played}`)).toEqual(["no", 1]);
    expect(await can("--as anyone --raw GET /metrics", `${config} --webhook-answers=${played}`)).toEqual(["no", 1]);
    const { exitCode, err } = await run(
      `access can --as jane get pods -f ${files} --authorization-config ${folder.write("bad.json", '{"apiVersion":"apiserver.config.k8s.io/v1","kind":"AuthorizationConfiguration"}')}`,
    );
    expect([exitCode, err]).toEqual([2, expect.stringContaining("at least one authorization mode must be defined")]);
  });

  it.each<[string, string, string, number]>([
    // Legacy: the right to impersonate, whatever is asked.
    ["1.35", "--as boss --impersonate jane get secrets -n shop", "yes", 0],
    ["1.35", "--as boss --impersonate jane list secrets -n shop", "no", 1],
    ["1.35", "--as jane --impersonate boss get secrets -n shop", "no", 1],
    ["1.35", "--as boss --impersonate jane --impersonate-group dev get secrets -n shop", "no", 1],
    // Constrained: for reads of pods alone.
    ["1.35", "--as helper --impersonate watcher get pods web -n shop", "no", 1],
    ["1.36", "--as helper --impersonate watcher get pods web -n shop", "yes", 0],
    ["1.36", "--as helper --impersonate watcher delete pods web -n shop", "no", 1],
  ])("%s: %s is %s", async (version, words, answer, exitCode) => {
    const bind = (name: string, rules: readonly object[]): object[] => [
      clusterRole({ metadata: { name }, rules }),
      clusterRoleBinding({ metadata: { name }, roleRef: { name }, subjects: [{ kind: "User", name }] }),
    ];
    const core = (verb: string, resource: string): object => ({
      apiGroups: [""],
      resources: [resource],
      verbs: [verb],
    });
    const items = [
      ...objects,
      ...bind("boss", [core("impersonate", "users")]),
      ...bind("watcher", [core("*", "pods")]),
      ...bind("helper", [
        core("impersonate-on:user-info:get", "pods"),
        { apiGroups: ["authentication.k8s.io"], resources: ["users"], verbs: ["impersonate:user-info"] },
      ]),
      componentPod("kube-apiserver", ["--authorization-mode=RBAC"]),
    ];
    const file = folder.write("impersonation.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const {
      out,
      err,
      exitCode: code,
    } = await run(`access can ${words} -f ${file} --complete -o json --kubernetes-version ${version}`);
    if (out === "") throw new Error(err);
    expect([(JSON.parse(out) as AccessCan).answer, code]).toEqual([answer, exitCode]);
  });

  it.each<[string, "yes" | "no"]>([
    ["bind clusterroles admin -n shop", "yes"],
    ["bind clusterroles admin", "no"],
    ["impersonate users boss -n shop", "no"],
    ["impersonate serviceaccounts web -n shop", "yes"],
    ["approve signers kubernetes.io/kube-apiserver-client -n shop", "no"],
    ["get namespaces shop", "yes"],
    ["get namespaces other -n shop", "no"],
    ["list namespaces -n shop", "no"],
    ["get /metrics", "no"],
  ])("a RoleBinding in shop to everything: %s is %s", async (words, answer) => {
    const items = [
      clusterRole({
        metadata: { name: "all" },
        rules: [
          { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
          { nonResourceURLs: ["*"], verbs: ["*"] },
        ],
      }),
      roleBinding({ metadata: { name: "all" }, roleRef: { kind: "ClusterRole", name: "all" } }),
      componentPod("kube-apiserver", ["--authorization-mode=RBAC"]),
    ];
    const file = folder.write("bound.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const { out } = await run(`access can --as jane ${words} -f ${file} --complete -o json`);
    expect((JSON.parse(out) as AccessCan).answer).toBe(answer);
  });

  it("takes a path in place of a resource, as kubectl does", async () => {
    const { out, exitCode } = await run(`access can --as jane get /metrics/x -f ${files} --complete -o json`);
    expect([(JSON.parse(out) as AccessCan).request, exitCode]).toMatchObject([{ verb: "get", path: "/metrics/x" }, 0]);
    const api = await run(`access can --as jane get /api/v1/pods -f ${files} --complete -o json`);
    expect((JSON.parse(api.out) as AccessCan).notes).toEqual([expect.stringMatching(/--raw GET \/api\/v1\/pods/)]);
  });

  it("shows the rights to impersonate that were asked for", async () => {
    const { out } = await run(`access can --as jane --impersonate boss get pods -f ${files} --complete`);
    expect(out).toMatch(/Refused with 403: [\s\S]*impersonate/);
    expect(out).toContain("impersonate users boss: not allowed");
  });

  it.each<[string, RegExp]>([
    ["get pods", /not said whom.*\n.*--as jane/],
    ["--as jane get", /cannot be understood/],
    ["--as sa:shop get pods", /names no service account/],
    ["--as jane get pods/web-0", /pods has no subresource "web-0"[\s\S]*pods web-0/],
    ["--as jane get /metrics x", /a path has no name/],
    ["--as jane --raw GET metrics", /begin it with a slash/],
    ["--as jane --raw GET /api/v1/pods%zz", /refuses/],
    ["--as jane get pods --authorization-mode RBAK", /"RBAK" is not an authorizer/],
    ["--as jane get pods --abac-policy /no/such/file", /cannot be read/],
  ])("refuses %s", async (words, message) => {
    const { exitCode, out, err } = await run(`access can ${words} -f ${files}`);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
  });
});
