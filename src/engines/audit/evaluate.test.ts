// What a policy decides, and why rules before the deciding one are passed over.
import { describe, expect, it } from "vitest";
import { evaluate, explain } from "./evaluate.ts";
import type { AuditedRequest, AuditPolicy, AuditRule } from "./policy.ts";

const anyRule: AuditRule = {
  level: "Metadata",
  users: [],
  userGroups: [],
  verbs: [],
  resources: [],
  namespaces: [],
  nonResourceURLs: [],
  omitStages: [],
};

function policyOf(...rules: readonly Partial<AuditRule>[]): AuditPolicy {
  return { rules: rules.map((rule) => ({ ...anyRule, ...rule })), omitStages: [], omitManagedFields: false };
}

function request(change: Partial<Extract<AuditedRequest, { resource: string }>> = {}): AuditedRequest {
  const user = { username: "alice", groups: ["ops", "system:authenticated"] };
  const target = {
    apiGroup: "",
    apiVersion: "v1",
    resource: "secrets",
    subresource: "",
    namespace: "web",
    name: "key",
  };
  return { user, verb: "get", ...target, ...change };
}

const core = (resources: readonly string[], resourceNames: readonly string[] = []): AuditRule["resources"][number] => {
  return { group: "", resources, resourceNames };
};

describe("explain", () => {
  it.each<[Partial<AuditRule>, AuditedRequest, string, string]>([
    [{ users: ["bob"] }, request(), "users", 'the user "alice" is not one of "bob"'],
    [{ users: ["bob"] }, request({ user: undefined }), "users", "the rule names users, and a failed login has none"],
    [
      { userGroups: ["dev"] },
      request(),
      "userGroups",
      'none of the user\'s groups ("ops", "system:authenticated") is one of "dev"',
    ],
    [{ verbs: ["*"] }, request(), "verbs", 'the verb "get" is not one of "*"'],
    [
      { namespaces: ["kube-system"] },
      request({ verb: "list", namespace: "", name: "" }),
      "namespaces",
      'the request\'s namespace "" is not one of "kube-system"',
    ],
    [
      { resources: [{ group: "apps", resources: [], resourceNames: [] }] },
      request(),
      "resources",
      'the request is for secrets of group "", the rule names groups "apps"',
    ],
    [
      { resources: [core(["pods"])] },
      request({ resource: "pods", subresource: "log" }),
      "resources",
      'the request is for pods/log of group "", the rule has "pods"',
    ],
    [{ resources: [core(["secrets"], ["tls"])] }, request(), "resources", 'the name "key" is not one of "tls"'],
    [
      { resources: [core(["secrets"], ["tls"])] },
      request({ verb: "list", name: "" }),
      "resources",
      'the request names no object, the rule is for "tls"',
    ],
    [{ nonResourceURLs: ["/x"] }, request(), "nonResourceURLs", "the rule is for paths that are no resources"],
    [
      { nonResourceURLs: ["/healthz"] },
      { verb: "get", path: "/healthz/ping" },
      "nonResourceURLs",
      'the path "/healthz/ping" is not covered by "/healthz"',
    ],
    [
      { resources: [core([])] },
      { verb: "get", path: "/version" },
      "resources",
      'the rule is for resources, and "/version" is none',
    ],
  ])("%j", (rule, asked, field, because) => {
    const { decision, passed } = explain(policyOf(rule, {}), asked);
    expect(decision).toMatchObject({ level: "Metadata", rule: 1 });
    expect(passed).toEqual([{ rule: 0, field, because }]);
  });

  it("decides None where nothing matches, with the policy's own stages", () => {
    const policy: AuditPolicy = {
      ...policyOf({ users: ["x"], omitStages: ["Panic"] }),
      omitStages: ["RequestReceived"],
      omitManagedFields: true,
    };
    const none = { level: "None", omitStages: ["RequestReceived"], omitManagedFields: true, rule: undefined };
    expect(evaluate(policy, request())).toEqual(none);
    const first = { level: "Metadata", omitStages: ["Panic", "RequestReceived"], omitManagedFields: true, rule: 0 };
    expect(evaluate(policy, request({ user: { username: "x" } }))).toEqual(first);
  });

  it("lets a rule override the policy's managed fields", () => {
    const policy: AuditPolicy = { ...policyOf({ omitManagedFields: false }), omitManagedFields: true };
    expect(evaluate(policy, request()).omitManagedFields).toBe(false);
  });
});
