// Powers of rules, bindings and service accounts, as far as ranking needs them.
import { describe, expect, it } from "vitest";
import { clusterRole, clusterRoleBinding, modelOf, role, roleBinding, type RawObject } from "../testing/index.ts";
import { heldPowers } from "./index.ts";
import { powersOfRules } from "./role-powers.ts";

const rbac = "rbac.authorization.k8s.io";

describe("rules give", () => {
  it.each<[string, readonly string[], object]>([
    ["everything, which stands for all", ["everything"], { verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
    ["escalation by bind", ["escalate"], { verbs: ["bind"], apiGroups: [rbac], resources: ["clusterroles"] }],
    ["escalation by impersonation", ["escalate"], { verbs: ["impersonate"], apiGroups: [""], resources: ["groups"] }],
    [
      "escalation by tokens",
      ["escalate"],
      { verbs: ["create"], apiGroups: [""], resources: ["serviceaccounts/token"] },
    ],
    [
      "escalation by any token subresource",
      ["escalate"],
      { verbs: ["create"], apiGroups: [""], resources: ["*/token"] },
    ],
    ["reading Secrets", ["read-secrets"], { verbs: ["list"], apiGroups: [""], resources: ["secrets"] }],
    [
      "reading all of the core group",
      ["escalate", "read-secrets", "run-pods"],
      { verbs: ["get"], apiGroups: [""], resources: ["*"] },
    ],
    ["running pods by exec", ["run-pods"], { verbs: ["create"], apiGroups: [""], resources: ["pods/exec"] }],
    ["running pods by controllers", ["run-pods"], { verbs: ["patch"], apiGroups: ["apps"], resources: ["daemonsets"] }],
    ["nothing by another group", [], { verbs: ["bind"], apiGroups: [""], resources: ["clusterroles"] }],
    ["nothing by reading pods", [], { verbs: ["get", "list"], apiGroups: [""], resources: ["pods"] }],
    [
      "nothing over one named Secret",
      [],
      { verbs: ["get"], apiGroups: [""], resources: ["secrets"], resourceNames: ["mine"] },
    ],
    ["nothing by URLs", [], { verbs: ["*"], nonResourceURLs: ["*"] }],
    ["nothing by an empty rule", [], {}],
  ])("%s", (_what, expected, rule) => expect(powersOfRules([rule])).toEqual(expected));
});

const reader = clusterRole({
  metadata: { name: "reader" },
  rules: [{ verbs: ["get"], apiGroups: [""], resources: ["secrets"] }],
});
const toReader = { roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "reader" } };
const robot = { kind: "ServiceAccount", namespace: "shop", name: "robot" };

function powersOf(objects: readonly RawObject[]): string[] {
  const held = heldPowers(modelOf(objects)).ofServiceAccount("shop", "robot");
  return held.map(({ power, namespace = "*", via }) => `${power} ${namespace} ${via.kind}`);
}

describe("a service account holds what is given to", () => {
  it.each<[string, object]>([
    ["itself", robot],
    ["its user name", { kind: "User", name: "system:serviceaccount:shop:robot" }],
    ["all of its namespace", { kind: "Group", name: "system:serviceaccounts:shop" }],
    ["all service accounts", { kind: "Group", name: "system:serviceaccounts" }],
    ["everyone logged in", { kind: "Group", name: "system:authenticated" }],
  ])("%s", (_what, subject) => {
    expect(powersOf([reader, clusterRoleBinding({ ...toReader, subjects: [subject] })])).toEqual([
      "read-secrets * ClusterRoleBinding",
    ]);
  });
  it("itself, in the namespace of the binding, which is also its own where it names none", () => {
    const binding = roleBinding({ ...toReader, subjects: [{ kind: "ServiceAccount", name: "robot" }, robot] });
    expect(powersOf([reader, binding])).toEqual(["read-secrets shop RoleBinding"]);
  });
  it.each<[string, object]>([
    ["another account", { ...robot, name: "other" }],
    ["the same name elsewhere", { ...robot, namespace: "other" }],
    ["a user of that name", { kind: "User", name: "robot" }],
  ])("not what is given to %s", (_what, subject) => {
    expect(powersOf([reader, clusterRoleBinding({ ...toReader, subjects: [subject] })])).toEqual([]);
  });
  it("what the API server's own roles give, though they are not in the input", () => {
    const admin = { roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" }, subjects: [robot] };
    expect(powersOf([clusterRoleBinding(admin)])).toEqual(["everything * ClusterRoleBinding"]);
  });
  it.each(["unseen", "constructor"])("nothing by a role that is not there: %s", (name) => {
    expect(
      powersOf([clusterRoleBinding({ roleRef: { apiGroup: rbac, kind: "ClusterRole", name }, subjects: [robot] })]),
    ).toEqual([]);
  });
  it("a Role is looked for in the binding's namespace only", () => {
    const elsewhere = role({
      metadata: { name: "r", namespace: "other" },
      rules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
    });
    expect(
      powersOf([elsewhere, roleBinding({ roleRef: { apiGroup: rbac, kind: "Role", name: "r" }, subjects: [robot] })]),
    ).toEqual([]);
  });
});
