// Shadowed and empty rules, with what covers them.
import { describe, expect, it } from "vitest";
import { parsePolicy } from "./parse-policy.ts";
import type { AuditPolicy } from "./policy.ts";
import { ruleReach } from "./rule-reach.ts";

function policyOf(rules: string): AuditPolicy {
  const reading = parsePolicy(`apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [${rules}]`, "1.37");
  if ("policy" in reading) return reading.policy;
  throw new Error(reading.error);
}

describe("ruleReach of the last rule", () => {
  it.each<[string, string, object]>([
    ["after a catch-all", "{level: None}, {level: Metadata, users: [a]}", { status: "shadowed", by: [0] }],
    [
      "covered by two rules together",
      "{level: None, namespaces: [a]}, {level: None, users: [x]}, {level: None, namespaces: [b]}, {level: Metadata, namespaces: [a, b], resources: [{group: ''}]}",
      { status: "shadowed", by: [0, 2] },
    ],
    [
      "covered by resources and paths",
      "{level: None, resources: [{group: '*'}]}, {level: None, nonResourceURLs: ['*']}, {level: Metadata}",
      { status: "shadowed", by: [0, 1] },
    ],
    [
      "covered by every verb there is",
      "{level: None, verbs: [get, list, watch, create, update, patch, delete, deletecollection, proxy, '']}, {level: Metadata, resources: [{group: ''}]}",
      { status: "shadowed", by: [0] },
    ],
    [
      "pods under pods/*",
      "{level: None, resources: [{group: '', resources: ['pods/*']}]}, {level: Metadata, resources: [{group: '', resources: [pods, pods/log]}]}",
      { status: "shadowed", by: [0] },
    ],
    [
      "not covered: a status of something else",
      "{level: None, resources: [{group: '', resources: ['*/log']}]}, {level: Metadata, resources: [{group: '', resources: ['pods/*']}]}",
      { status: "reachable", witness: { resource: "pods" } },
    ],
    [
      "reached by lists alone, that have no name",
      "{level: None, verbs: [get], resources: [{group: '', resources: [secrets]}]}, {level: Metadata, verbs: [get, list], resources: [{group: '', resources: [secrets]}]}",
      { status: "reachable", witness: { verb: "list" } },
    ],
    [
      "after everyone with a group: failed logins are left",
      "{level: None, userGroups: ['system:authenticated', 'system:unauthenticated']}, {level: Metadata}",
      { status: "reachable", witness: { user: undefined } },
    ],
    [
      "the anonymous are left",
      "{level: None, userGroups: ['system:authenticated']}, {level: Metadata}",
      { status: "reachable", witness: { user: { username: "system:anonymous" } } },
    ],
    ["a verb no request has", "{level: Metadata, verbs: [GET], resources: [{group: ''}]}", { status: "empty" }],
    ["the path of a resource", "{level: Metadata, nonResourceURLs: ['/api/v1/pods*']}", { status: "empty" }],
    ["a path before resources", "{level: Metadata, nonResourceURLs: ['/api/v1*']}", { status: "reachable" }],
    [
      "get without a name",
      "{level: Metadata, verbs: [get], resources: [{group: '', resources: [pods], resourceNames: ['']}]}",
      { status: "empty" },
    ],
    [
      "a resource with two slashes",
      "{level: Metadata, resources: [{group: '', resources: [a/b/c]}]}",
      { status: "empty" },
    ],
  ])("%s", (_name, rules, expected) => {
    expect(ruleReach(policyOf(rules)).at(-1)).toMatchObject(expected);
  });

  it("proves it in words", () => {
    const rules =
      "{level: None, verbs: [list]}, {level: None, users: [a]}, {level: Metadata, users: [a], verbs: [list, get], resources: [{group: apps, resources: [deployments], resourceNames: [x]}]}";
    expect(ruleReach(policyOf(rules)).at(-1)).toEqual({
      rule: 2,
      status: "shadowed",
      by: [1],
      proof: [
        'rule 2 takes users "a", verbs "list", "get", resources "deployments" called "x" of group "apps"',
        'rule 1, before it, takes users "a"',
        "it leaves nothing of that",
      ],
    });
  });

  it("is bounded", () => {
    const words = (prefix: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, at) => `${prefix}${at}`);
    const rule = (at: number): AuditPolicy["rules"][number] => ({
      level: "Metadata",
      users: words(`u${at}-`, 200),
      userGroups: words("g", 200),
      verbs: [],
      resources: [],
      namespaces: words("n", 200),
      nonResourceURLs: [],
      omitStages: [],
    });
    const reach = ruleReach({
      rules: words("", 500).map((_word, at) => rule(at)),
      omitStages: [],
      omitManagedFields: false,
    });
    expect(reach[0]?.status).toBe("reachable");
    expect(reach.at(-1)).toEqual({ rule: 499, status: "undecided" });
  });
});
