// plimsoll access diff, as a user runs it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount } from "../../testing/index.ts";
import type { AccessDiff } from "../../use-cases/access/index.ts";

const folder = new WorkFolder();
let before = "";

function list(...items: readonly unknown[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}

const pods = (...verbs: string[]): object => ({ apiGroups: [""], resources: ["pods"], verbs });
const view = clusterRole({
  metadata: { name: "view" },
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "to-view": "true" } }] },
  rules: [pods("get")],
});
const base = clusterRole({ metadata: { name: "base", labels: { "to-view": "true" } }, rules: [pods("get")] });
const extra = { metadata: { name: "extra" }, rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }] };
const everyone = clusterRoleBinding({
  metadata: { name: "everyone" },
  roleRef: { name: "view" },
  subjects: [{ kind: "Group", name: "system:serviceaccounts:shop" }],
});
const reader = role({ metadata: { name: "reader" }, rules: [pods("get", "list")] });
const jane = roleBinding({ metadata: { name: "reader" }, roleRef: { kind: "Role", name: "reader" } });

beforeAll(() => {
  const accounts = ["a", "b"].map((name) => serviceAccount({ metadata: { name } }));
  before = folder.write("before.json", list(view, base, clusterRole(extra), everyone, reader, jane, ...accounts));
});
afterAll(() => folder.remove());

async function diff(words: string): Promise<AccessDiff & { readonly exitCode: number }> {
  const { out, err, exitCode } = await run(`access diff ${words} --complete -o json`);
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as AccessDiff), exitCode };
}

describe("access diff", () => {
  it("finds nothing between equal states, and where only the wording differs", async () => {
    expect(await diff(`${before} ${before}`)).toMatchObject({ exitCode: 0, equal: true, subjects: [] });
    const reworded = role({ metadata: { name: "reader" }, rules: [pods("list"), pods("get"), pods("get")] });
    expect((await diff(`${before} --patch ${folder.write("p.json", list(reworded))}`)).exitCode).toBe(0);
  });

  it("tells what a label on a role gives to whom, through aggregation and a group", async () => {
    const labelled = clusterRole({ ...extra, metadata: { name: "extra", labels: { "to-view": "true" } } });
    const { exitCode, subjects } = await diff(`${before} --patch ${folder.write("label.json", list(labelled))}`);
    expect(exitCode).toBe(1);
    expect(subjects).toEqual([
      {
        subject: "Group system:serviceaccounts:shop",
        members: ["shop/a", "shop/b"],
        changes: [
          {
            change: "gained",
            rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }],
            through: [expect.objectContaining({ kind: "ClusterRoleBinding", name: "everyone" })],
          },
        ],
      },
    ]);
  });

  it("tells what is lost, but not what is held elsewhere", async () => {
    const lost = await diff(`${before} --remove rolebinding/shop/reader`);
    expect(lost.subjects).toMatchObject([
      { subject: "User jane", changes: [{ change: "lost", namespace: "shop", rules: [pods("get", "list")] }] },
    ]);
    const wider = list(
      clusterRole({ metadata: { name: "all" }, rules: [pods("*")] }),
      clusterRoleBinding({ metadata: { name: "all" }, roleRef: { name: "all" } }),
    );
    const both = await diff(`${before} --patch ${folder.write("wide.json", wider)} --remove rolebinding/shop/reader`);
    expect(both.subjects.flatMap(({ changes }) => changes.map(({ change }) => change))).toEqual(["gained"]);
  });

  it("is readable", async () => {
    const { out } = await run(`access diff ${before} --remove rolebinding/shop/reader --complete`);
    expect(out).toMatch(
      /User jane[\s\S]*- loses in namespace shop \(RoleBinding shop\/reader\)[\s\S]*get, list on pods of core/,
    );
  });

  it.each<[string, RegExp]>([
    ["", /two inputs are compared/],
    ["a.json", /two inputs are compared/],
    ["a b c", /two inputs are compared/],
    ["a b --patch c", /one input/],
    ["a --remove reader", /names no object/],
    ["a --remove pod/x/y/z", /names no object/],
  ])("refuses %j", async (words, message) => {
    const { exitCode, err } = await run(["access", "diff", ...words.split(" ").filter((word) => word !== "")]);
    expect([exitCode, message.test(err)]).toEqual([2, true]);
  });
});
