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

  it("is readable", async () => {
    const { out } = await run(`access review group:dev -f ${files} --complete`, { columns: 140 });
    expect(out).toMatch(/pods +core +· +· +· +✓ .*sneeze/);
    expect(out).toContain("It can: run code in pods.");
    expect(out).toContain("RoleBinding shop/gone");
  });
});
