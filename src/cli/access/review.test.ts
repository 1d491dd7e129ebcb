// plimsoll access review, as a user runs it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding, componentPod, role, roleBinding } from "../../testing/index.ts";
import type { AccessReview } from "../../use-cases/access/index.ts";

const folder = new WorkFolder();
let files = "";

beforeAll(() => {
  const dev = [{ kind: "Group", name: "dev" }];
  const items = [
    clusterRole({ metadata: { name: "look" }, rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] }),
    clusterRoleBinding({ metadata: { name: "look" }, roleRef: { name: "look" }, subjects: dev }),
    role({
      metadata: { name: "run" },
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs: ["get", "create"] },
        { apiGroups: [""], resources: ["pods"], verbs: ["create", "sneeze"] },
      ],
    }),
    roleBinding({ metadata: { name: "run" }, roleRef: { kind: "Role", name: "run" }, subjects: dev }),
    roleBinding({ metadata: { name: "same", namespace: "other" }, roleRef: { name: "look" }, subjects: dev }),
    roleBinding({ metadata: { name: "gone" }, roleRef: { kind: "Role", name: "gone" }, subjects: dev }),
    componentPod("kube-apiserver", ["--authorization-mode=RBAC"]),
  ];
  files = folder.write("all.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
});
afterAll(() => folder.remove());

async function review(words: string): Promise<AccessReview> {
  const { out, err } = await run(`access review ${words} -f ${files} --complete -o json`);
  if (out === "") throw new Error(err);
  return JSON.parse(out) as AccessReview;
}

describe("access review", () => {
  it("gives minimal rules for the cluster, and what each namespace adds", async () => {
    const { scopes, dangling, notSeen, everything } = await review("jane --as-group dev");
    expect(scopes.map(({ namespace, rules, powers }) => ({ namespace, rules, powers }))).toEqual([
      { namespace: undefined, rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }], powers: [] },
      {
        namespace: "shop",
        rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["create", "sneeze"] }],
        powers: ["run-pods"],
      },
    ]);
    expect(dangling.map(({ name }) => name)).toEqual(["gone"]);
    expect([notSeen, everything]).toEqual([[], false]);
  });

  it("is about a group alone, a service account, a user", async () => {
    expect((await review("group:dev")).user).toEqual({ username: "", groups: ["dev"] });
    expect((await review("sa:shop/web")).user.username).toBe("system:serviceaccount:shop:web");
    expect((await review("jane")).scopes).toEqual([]);
    expect((await review("root --as-group system:masters")).everything).toBe(true);
  });

  it("tells what each authorizer of the chain gives, and what cannot be listed", async () => {
    const policy = (spec: object): string =>
      JSON.stringify({ apiVersion: "abac.authorization.kubernetes.io/v1beta1", kind: "Policy", spec });
    const lines = [
      policy({ user: "jane", namespace: "prod", resource: "configmaps", apiGroup: "" }),
      policy({ user: "jane", nonResourcePath: "/version", readonly: true }),
    ];
    const abac = folder.write("abac.jsonl", `${lines.join("\n")}\n`);
    const { scopes, notes } = await review(`jane --as-group dev --authorization-mode ABAC --abac-policy ${abac}`);
    expect(scopes.map(({ namespace, rules }) => [namespace, rules])).toEqual([
      [undefined, [{ nonResourceURLs: ["/version"], verbs: ["get", "list", "watch"] }]],
      ["prod", [{ apiGroups: [""], resources: ["configmaps"], verbs: ["*"] }]],
    ]);
    expect(notes).toEqual([expect.stringMatching(/subresources/), expect.stringMatching(/RBAC is not in the chain/)]);
    expect((await review("jane --authorization-mode RBAC,AlwaysAllow")).everything).toBe(true);
    const node = await review("system:node:n1 --as-group system:nodes --authorization-mode Node,RBAC");
    expect(node.notSeen.map(({ reason }) => reason)).toContainEqual(expect.stringMatching(/Node authorizer gives/));
    const answers = folder.write("answers.json", "[]");
    const webhook = await review(`jane --authorization-mode Webhook,RBAC --webhook-answers ${answers}`);
    expect(webhook.notSeen).toHaveLength(1);
  });

  it("gives no rights on paths through a RoleBinding", async () => {
    const rules = [
      { nonResourceURLs: ["/metrics"], verbs: ["get"] },
      { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
    ];
    const items = [
      clusterRole({ metadata: { name: "paths" }, rules }),
      roleBinding({ metadata: { name: "paths" }, roleRef: { kind: "ClusterRole", name: "paths" } }),
    ];
    const file = folder.write("paths.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const { out } = await run(`access review jane -f ${file} --complete -o json`);
    const { scopes } = JSON.parse(out) as AccessReview;
    expect(scopes.flatMap((one) => one.rules)).toEqual([rules[1]]);
  });

  it("is readable", async () => {
    const { out } = await run(`access review group:dev -f ${files} --complete`, { columns: 140 });
    expect(out).toMatch(/pods +core +· +· +· +✓ .*sneeze/);
    expect(out).toContain("It can: run code in pods.");
    expect(out).toContain("RoleBinding shop/gone");
  });
});
