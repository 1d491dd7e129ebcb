// plimsoll access risky: rights judged as RBAC matches them, where other tools go wrong too.
import { afterAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding } from "../../testing/index.ts";
import type { AccessRisky } from "../../use-cases/access/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

async function risky(rules: readonly object[], namespace?: string, options = ""): Promise<AccessRisky> {
  const metadata = namespace === undefined ? { name: "r" } : { name: "r", namespace };
  const items =
    namespace === undefined
      ? [clusterRole({ metadata, rules }), clusterRoleBinding({ metadata, roleRef: { name: "r" } })]
      : [role({ metadata, rules }), roleBinding({ metadata, roleRef: { kind: "Role", name: "r" } })];
  const file = folder.write("rbac.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  const { out, err } = await run(`access risky -f ${file} --complete -o json${options}`);
  if (out === "") throw new Error(err);
  return JSON.parse(out) as AccessRisky;
}

function rule(verbs: string, resources: string, apiGroup = "", resourceNames: readonly string[] = []): object {
  return { apiGroups: [apiGroup], resources: resources.split(" "), verbs: verbs.split(" "), resourceNames };
}

const powersOf = ({ subjects }: AccessRisky): readonly string[] =>
  subjects.flatMap(({ rights }) => rights.map(({ power }) => power)).toSorted();

describe("access risky", () => {
  it.each<[string, readonly object[], string | undefined, readonly string[]]>([
    ["everything", [rule("*", "*", "*")], undefined, ["everything"]],
    ["reads of Secrets", [rule("list", "secrets")], undefined, ["read-secrets"]],
    ["no named Secrets", [rule("get", "secrets", "", ["tls"])], undefined, []],
    [
      "workloads of apps, which some tools look for in the core group",
      [rule("create", "deployments", "apps")],
      "shop",
      ["create-workloads"],
    ],
    ["exec through */exec", [rule("create", "*/exec")], "shop", ["exec"]],
    ["no exec through pods/*, which is no wildcard", [rule("create", "pods/*")], "shop", []],
    ["get of nodes/proxy alone", [rule("get", "nodes/proxy")], undefined, ["kubelet-api"]],
    ["no nodes/proxy in a namespace", [rule("get", "nodes/proxy")], "shop", []],
    ["bind only with a binding to write", [rule("bind", "clusterroles", "rbac.authorization.k8s.io")], undefined, []],
    [
      "bind of cluster-admin by name",
      [
        rule("bind", "clusterroles", "rbac.authorization.k8s.io", ["cluster-admin"]),
        rule("create", "clusterrolebindings", "rbac.authorization.k8s.io"),
      ],
      undefined,
      ["bind-roles"],
    ],
    [
      "approval of client certificates",
      [
        rule("update", "certificatesigningrequests/approval", "certificates.k8s.io"),
        rule("approve", "signers", "certificates.k8s.io", ["kubernetes.io/kube-apiserver-client"]),
      ],
      undefined,
      ["approve-certificates"],
    ],
    ["no impersonation through a RoleBinding: users are in no namespace", [rule("impersonate", "users")], "shop", []],
    ["everything in a namespace", [rule("*", "*", "*")], "shop", ["everything"]],
    ["DNS in kube-system alone", [rule("patch", "configmaps")], "kube-system", ["change-dns"]],
    ["no ConfigMaps elsewhere", [rule("patch", "configmaps")], "shop", []],
  ])("finds %s", async (_name, rules, namespace, expected) => {
    expect(powersOf(await risky(rules, namespace))).toEqual(expected);
  });

  it("knows versions: get on pods/exec is enough until 1.34", async () => {
    expect(powersOf(await risky([rule("get", "pods/exec")], "shop", " --kubernetes-version 1.34"))).toEqual([
      "exec-by-get",
    ]);
    expect(powersOf(await risky([rule("get", "pods/exec")], "shop", " --kubernetes-version 1.35"))).toEqual([]);
  });

  it("judges holds in namespaces one step lower, and says where and through what", async () => {
    const { subjects } = await risky([rule("get", "secrets")], "shop");
    expect(subjects).toMatchObject([
      {
        subject: "User jane",
        severity: "medium",
        rights: [{ namespaces: ["shop"], through: [{ kind: "RoleBinding" }] }],
      },
    ]);
  });

  it("fails by severity, hides what every cluster has, and is readable", async () => {
    const sample = await run("access risky --sample");
    expect(sample.exitCode).toBe(1);
    expect(sample.out).toMatch(/ServiceAccount ci\/runner +critical +do anything +whole cluster/);
    expect(sample.out).not.toContain("system:masters");
    expect((await run("access risky --sample --all")).out).toContain("Group system:masters");
    expect((await run("access risky --sample --fail-on none")).exitCode).toBe(0);
  });
});
