// The least role: lists, and nothing else.
import { describe, expect, it } from "vitest";
import { kindNames, kinds } from "./kinds.ts";
import { leastRole, roleToList } from "./least-role.ts";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

function rulesOf(secrets: boolean): readonly Rule[] {
  const role = leastRole({ secrets }).find(({ kind }) => kind === "ClusterRole");
  return role?.["rules"] as unknown as readonly Rule[];
}

describe.each([true, false])("with secrets: %s", (secrets) => {
  it("lists every kind that is read, once, and allows nothing else", () => {
    const rules = rulesOf(secrets);
    const allowed = rules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`)),
    );
    const read = kindNames.filter((name) => secrets || name !== "secrets");
    expect(allowed.sort()).toEqual(read.map((name) => `${kinds[name].group}/${kinds[name].plural}`).sort());
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(["list"]));
    expect(allowed.some((resource) => resource.includes("*"))).toBe(false);
  });
});

it("binds the role to the service account it makes", () => {
  const objects = leastRole({ secrets: false, namespace: "audit" });
  expect(objects.map(({ kind }) => kind)).toEqual(["Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding"]);
  expect(objects[1]).toMatchObject({ metadata: { name: "plimsoll", namespace: "audit" } });
  expect(objects[3]).toMatchObject({
    roleRef: { kind: "ClusterRole", name: "plimsoll" },
    subjects: [{ kind: "ServiceAccount", name: "plimsoll", namespace: "audit" }],
  });
});

it("groups resources by API group", () => {
  const role = roleToList("few", [
    { group: "", plural: "pods" },
    { group: "apps", plural: "deployments" },
    { group: "", plural: "nodes" },
  ]);
  expect(role["rules"]).toEqual([
    { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["list"] },
    { apiGroups: ["apps"], resources: ["deployments"], verbs: ["list"] },
  ]);
});
