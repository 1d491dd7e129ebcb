// The chain: who is asked, who decides, and what is said.
import { describe, expect, it } from "vitest";
import type { ResourceAttributes, UserInfo } from "../../kubernetes/index.ts";
import {
  answerByRules,
  authorize,
  buildRbacIndex,
  explainAuthorization,
  parseAbacPolicy,
  type Authorizer,
  type RbacObjects,
  type WebhookAnswer,
} from "./index.ts";

const apiVersion = "rbac.authorization.k8s.io/v1";
const objects: RbacObjects = {
  clusterRoles: [
    {
      apiVersion,
      kind: "ClusterRole",
      metadata: { name: "reader" },
      rules: [{ verbs: ["get"], apiGroups: [""], resources: ["pods"] }],
    },
  ],
  roles: [],
  clusterRoleBindings: [],
  roleBindings: [
    {
      apiVersion,
      kind: "RoleBinding",
      metadata: { name: "readers", namespace: "shop" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "reader" },
      subjects: [
        { kind: "Group", name: "nobody" },
        { kind: "User", name: "jane" },
      ],
    },
    {
      apiVersion,
      kind: "RoleBinding",
      metadata: { name: "lost", namespace: "shop" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "gone" },
      subjects: [{ kind: "User", name: "joe" }],
    },
  ],
};
const rbac: Authorizer = { type: "RBAC", rbac: buildRbacIndex(objects) };
const abacReading = parseAbacPolicy('# first\n{"user":"jane","resource":"pods","namespace":"shop"}', {
  version: "1.37",
  path: "f",
});
const abac: Authorizer = { type: "ABAC", abac: "policies" in abacReading ? abacReading.policies : [] };
const webhook = (
  answer: WebhookAnswer,
  failurePolicy: "NoOpinion" | "Deny" = "NoOpinion",
  name?: string,
): Authorizer => ({
  type: "Webhook",
  ...(name === undefined ? {} : { name }),
  webhook: { answer: () => answer, failurePolicy },
});

function getPod(user: UserInfo): ResourceAttributes {
  return {
    user,
    verb: "get",
    apiGroup: "",
    apiVersion: "v1",
    resource: "pods",
    subresource: "",
    namespace: "shop",
    name: "web",
  };
}
const jane = getPod({ username: "jane" });
const joe = getPod({ username: "joe" });

describe("authorize", () => {
  const byRbac = 'RBAC: allowed by RoleBinding "readers/shop" of ClusterRole "reader" to User "jane"';
  const gone = 'RBAC: role.rbac.authorization.k8s.io "gone" not found';
  it.each<[string, readonly Authorizer[], ResourceAttributes, object]>([
    [
      "RBAC allows, and names the binding and the subject",
      [rbac],
      jane,
      { decision: "allow", authorizer: "RBAC", reason: byRbac },
    ],
    [
      "AlwaysDeny denies nothing",
      [{ type: "AlwaysDeny" }, rbac],
      jane,
      { decision: "allow", authorizer: "RBAC", reason: byRbac },
    ],
    [
      "a webhook's denial ends the chain",
      [webhook({ denied: true, reason: "no" }), rbac],
      jane,
      { decision: "deny", authorizer: "Webhook", reason: "no" },
    ],
    [
      "but not after RBAC has allowed",
      [rbac, webhook({ denied: true })],
      jane,
      { decision: "allow", authorizer: "RBAC" },
    ],
    [
      "a fault has no opinion, and is told",
      [webhook({ fault: "timeout" })],
      jane,
      { decision: "no-opinion", reason: "", evaluationError: "timeout" },
    ],
    [
      "a fault is forgotten when another allows",
      [webhook({ fault: "timeout" }), rbac],
      jane,
      { decision: "allow", reason: byRbac },
    ],
    [
      "a fault denies with failure policy Deny",
      [webhook({ fault: "x" }, "Deny"), rbac],
      jane,
      { decision: "deny", evaluationError: "x" },
    ],
    [
      "allowed and denied is denied, with an error",
      [webhook({ allowed: true, denied: true, reason: "both" })],
      jane,
      {
        decision: "deny",
        reason: "both",
        evaluationError: "webhook subject access review returned both allow and deny response",
      },
    ],
    [
      "errors of several webhooks are joined",
      [webhook({ fault: "a" }), webhook({ fault: "b" })],
      jane,
      { evaluationError: "[a, b]" },
    ],
    ["ABAC allows without a reason", [abac], jane, { decision: "allow", authorizer: "ABAC", reason: "" }],
    ["a role that is gone is the reason", [rbac], joe, { decision: "no-opinion", authorizer: "", reason: gone }],
    ["no authorizer, no opinion", [], jane, { decision: "no-opinion", authorizer: "", reason: "", verdicts: [] }],
    [
      "AlwaysAllow allows",
      [{ type: "AlwaysAllow" }],
      joe,
      { decision: "allow", authorizer: "AlwaysAllow", reason: "" },
    ],
  ])("%s", (_, authorizers, attributes, expected) => {
    expect(authorize({ authorizers, version: "1.36" }, attributes)).toMatchObject(expected);
  });

  it("allows system:masters before anyone is asked, whoever would deny", () => {
    const attributes = getPod({ username: "x", groups: ["system:masters"] });
    const answer = authorize({ authorizers: [webhook({ denied: true })], version: "1.36" }, attributes);
    expect(answer).toMatchObject({ decision: "allow", authorizer: "SystemMasters", reason: "" });
    expect(answer.verdicts).toHaveLength(1);
  });

  it("joins the reasons of all who have no opinion, since 1.37 with their names", () => {
    const authorizers = [
      { type: "AlwaysDeny" } as const,
      abac,
      rbac,
      webhook({ reason: "not mine" }),
      webhook({ reason: "nor mine" }, "NoOpinion", "other"),
    ];
    const said = ["Everything is forbidden.", "No policy matched.", gone, "not mine", "nor mine"];
    expect(authorize({ authorizers, version: "1.36" }, joe).reason).toBe(said.join("\n"));
    const names = ["alwaysdeny", "abac", "rbac", "default", "other"];
    expect(authorize({ authorizers, version: "1.37" }, joe).reason).toBe(
      said.map((text, index) => `${names[index]}: ${text}`).join("\n"),
    );
  });

  it("proves: binding, subject, role and rule; the line; what is missing", () => {
    const { evidence } = authorize({ authorizers: [rbac], version: "1.37" }, jane);
    expect(evidence).toMatchObject([
      { object: { kind: "RoleBinding", name: "readers" }, path: "subjects[1]" },
      { object: { kind: "ClusterRole", name: "reader" }, path: "rules[0]" },
    ]);
    expect(authorize({ authorizers: [abac], version: "1.37" }, jane).evidence).toMatchObject([{ value: 2 }]);
    expect(authorize({ authorizers: [rbac], version: "1.37" }, joe).verdicts[0]?.evidence).toMatchObject([
      { object: { kind: "RoleBinding", name: "lost" }, path: "roleRef" },
    ]);
  });
});

describe("webhook match conditions", () => {
  const asked = (outcome: boolean | { readonly fault: string }, failurePolicy: "NoOpinion" | "Deny"): string => {
    const authorizer: Authorizer = {
      type: "Webhook",
      webhook: { matches: () => outcome, answer: () => ({ allowed: true }), failurePolicy },
    };
    return authorize({ authorizers: [authorizer], version: "1.37" }, jane).decision;
  };
  it.each([
    [true, "Deny", "allow"],
    [false, "Deny", "no-opinion"],
    [{ fault: "no such key" }, "Deny", "deny"],
    [{ fault: "no such key" }, "NoOpinion", "no-opinion"],
  ] as const)("%j with %s: %s", (outcome, policy, decision) => {
    expect(asked(outcome, policy)).toBe(decision);
  });

  it("see the review that would be sent; rules on resources never match paths", () => {
    const answer = answerByRules([{ match: { resource: "" }, answer: { allowed: true } }]);
    const chain = { version: "1.37", authorizers: [{ type: "Webhook", webhook: { answer } }] } as const;
    expect(authorize(chain, { user: { username: "x" }, verb: "get", path: "/metrics" }).decision).toBe("no-opinion");
  });
});

describe("explainAuthorization", () => {
  it("asks everyone alone, says who was asked, and shows the rules that came close", () => {
    const attributes = { ...jane, verb: "delete" };
    const { answer, alone, nearMisses } = explainAuthorization(
      { version: "1.36", authorizers: [abac, rbac] },
      attributes,
    );
    expect(answer.authorizer).toBe("ABAC");
    expect(alone.map(({ authorizer, decision, asked }) => [authorizer, decision, asked])).toEqual([
      ["ABAC", "allow", true],
      ["RBAC", "no-opinion", false],
    ]);
    expect(nearMisses).toMatchObject([
      { binding: { name: "readers" }, role: { name: "reader" }, rule: 0, failed: ["verbs"] },
    ]);
  });
});
