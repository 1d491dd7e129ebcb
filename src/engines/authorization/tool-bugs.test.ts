// Questions other tools are known to answer wrongly, with the answer the API server gives.
import { describe, expect, it } from "vitest";
import type { PolicyRule, ResourceAttributes } from "../../kubernetes/index.ts";
import {
  authorize,
  buildRbacIndex,
  parseAbacPolicy,
  reviewRules,
  whoCan,
  type Chain,
  type RbacIndex,
} from "./index.ts";

const apiVersion = "rbac.authorization.k8s.io/v1";

function indexOf(rule: PolicyRule, subjects = [{ kind: "User", name: "jane" }]): RbacIndex {
  const metadata = { name: "x" };
  return buildRbacIndex({
    clusterRoles: [{ apiVersion, kind: "ClusterRole", metadata, rules: [rule] }],
    clusterRoleBindings: [
      { apiVersion, kind: "ClusterRoleBinding", metadata, roleRef: { kind: "ClusterRole", name: "x" }, subjects },
    ],
    roles: [],
    roleBindings: [],
  });
}

const request = {
  verb: "get",
  apiGroup: "",
  apiVersion: "v1",
  resource: "pods",
  subresource: "",
  namespace: "shop",
  name: "web",
};
type Asked = Omit<ResourceAttributes, "user">;
const ask = (tweak: Partial<Asked> | string): Asked => (typeof tweak === "string" ? request : { ...request, ...tweak });

const rule = (
  verbs: string,
  apiGroups: string,
  resources: string,
  ...resourceNames: readonly string[]
): PolicyRule => ({
  verbs: verbs.split(","),
  apiGroups: apiGroups.split(","),
  resources: resources.split(","),
  resourceNames,
});
const exec = { verb: "create", subresource: "exec" };

describe("questions other tools get wrong", () => {
  it.each<[string, PolicyRule, Partial<Asked>, boolean]>([
    [
      "a role for deployments alone is in apps, not in core",
      rule("create", "apps", "deployments"),
      { verb: "create", apiGroup: "apps", resource: "deployments", name: "" },
      true,
    ],
    ["pods/* is no wildcard", rule("create", "", "pods/*"), exec, false],
    ["*/exec covers pods/exec", rule("create", "", "*/exec"), exec, true],
    ["*/* is no wildcard", rule("create", "", "*/*"), exec, false],
    ["pods does not cover pods/exec", rule("create", "", "pods"), exec, false],
    ["a rule with names counts for those names", rule("create", "", "pods/exec", "web"), exec, true],
    ["and for no others", rule("create", "", "pods/exec", "db"), exec, false],
    ["names do not help to list", rule("list", "", "pods", "web"), { verb: "list", name: "" }, false],
    ["unless the list asks for that name", rule("list", "", "pods", "web"), { verb: "list" }, true],
    [
      "get is enough for nodes/proxy",
      rule("get", "", "nodes/proxy"),
      { resource: "nodes", subresource: "proxy", namespace: "" },
      true,
    ],
    [
      "and create is, too",
      rule("create", "", "nodes/proxy"),
      { verb: "create", resource: "nodes", subresource: "proxy", namespace: "" },
      true,
    ],
    ["the group counts", rule("get", "metrics.k8s.io", "pods"), {}, false],
    ["* stands for every verb", rule("*", "", "pods"), { verb: "impersonate" }, true],
    ["* stands for every resource and subresource", rule("get", "*", "*"), { subresource: "log" }, true],
    ["verbs are no globs", rule("g*,ge?", "", "pods"), {}, false],
    ["names are no globs", rule("get", "", "pods", "we*", "*"), {}, false],
    [
      "verbs of constrained impersonation are no prefixes",
      rule("impersonate-on:*", "", "pods"),
      { verb: "impersonate-on:user-info:get" },
      false,
    ],
    [
      "deployments/scale is a subresource, not a name",
      rule("get", "apps", "deployments", "scale"),
      { apiGroup: "apps", resource: "deployments", subresource: "scale", name: "" },
      false,
    ],
  ])("%s", (_, given, tweak, expected) => {
    const rbac = indexOf(given);
    const chain = { version: "1.37", authorizers: [{ type: "RBAC", rbac }] } as const;
    const asked = ask(tweak);
    expect(authorize(chain, { ...asked, user: { username: "jane" } }).decision === "allow").toBe(expected);
    expect(whoCan(rbac, asked).some(({ subject }) => subject === "User jane")).toBe(expected);
  });

  it("who-can knows */sub, URL globs, * and the built-in group", () => {
    const url = indexOf({ verbs: ["get"], nonResourceURLs: ["/healthz/*"] });
    expect(whoCan(url, { verb: "get", path: "/healthz/etcd" }).map(({ subject }) => subject)).toEqual([
      "Group system:masters",
      "User jane",
    ]);
    expect(whoCan(url, { verb: "get", path: "/healthz" }).map(({ subject }) => subject)).toEqual([
      "Group system:masters",
    ]);
    const all = indexOf({ verbs: ["*"], nonResourceURLs: ["*"] }, [{ kind: "Group", name: "ops" }]);
    expect(whoCan(all, { verb: "post", path: "/x" })).toMatchObject([
      { means: [] },
      { subject: "Group ops", means: [{ rule: 0 }] },
    ]);
  });
});

/** One question for each tool, named; the tools and the places in them are those of their sources in 2026. */
describe("by tool", () => {
  const can = (given: PolicyRule, tweak: Partial<Asked>): boolean =>
    authorize(
      { version: "1.37", authorizers: [{ type: "RBAC", rbac: indexOf(given) }] },
      { ...ask(tweak), user: { username: "jane" } },
    ).decision === "allow";

  it.each<[tool: string, PolicyRule, Partial<Asked>, boolean]>([
    [
      "KubeHound asks for the core group where a role creates jobs",
      rule("create", "batch", "cronjobs"),
      { verb: "create", apiGroup: "batch", resource: "cronjobs", name: "" },
      true,
    ],
    ["KubeHound takes pods/* for a wildcard", rule("create", "", "pods/*"), exec, false],
    ["KubeHound passes over */exec", rule("create", "", "*/exec"), exec, true],
    [
      "rbac-police knows nodes/proxy by create alone",
      rule("get", "", "nodes/proxy"),
      { resource: "nodes", subresource: "proxy", namespace: "", name: "n-1" },
      true,
    ],
    ["rbac-police drops rules with names", rule("create", "", "pods/exec", "web"), exec, true],
    ["KubiScan leaves out the group", rule("get", "metrics.k8s.io", "pods"), {}, false],
    ["KubiScan leaves out the names", rule("get", "", "secrets", "db"), { resource: "secrets" }, false],
    ["KubiScan takes * for one verb among others", rule("*", "*", "*"), { verb: "escalate" }, true],
    ["IceKube compares verbs as globs", rule("impersonat?", "", "users"), { verb: "impersonate" }, false],
    [
      "IceKube compares names as globs",
      rule("get", "", "secrets", "db-*"),
      { resource: "secrets", name: "db-1" },
      false,
    ],
    ["kubesplaining passes over */log", rule("get", "", "*/log"), { subresource: "log" }, true],
    [
      "kubesplaining takes a verb for a prefix",
      rule("impersonate-on:user-info:*", "", "pods"),
      { verb: "impersonate-on:user-info:list" },
      false,
    ],
    [
      "kubectl auth can-i takes deployments/scale for the deployment called scale",
      rule("update", "apps", "deployments"),
      { verb: "update", apiGroup: "apps", resource: "deployments", subresource: "scale", name: "" },
      false,
    ],
  ])("%s", (_, given, tweak, expected) => expect(can(given, tweak)).toBe(expected));

  it("kubectl auth can-i --list shows a list as if it were all there is", () => {
    const rbac = indexOf(rule("get", "", "pods"));
    const chain: Chain = {
      version: "1.37",
      authorizers: [
        { type: "RBAC", rbac },
        { type: "Webhook", webhook: { answer: () => ({ allowed: true }) } },
      ],
    };
    const review = reviewRules(chain, { username: "jane" }, "shop");
    expect("status" in review ? review.status.incomplete : undefined).toBe(true);
  });

  it("who-can and rbac-tool pass over the beginnings of addresses, and who-can over the built-in group", () => {
    const url = indexOf({ verbs: ["get"], nonResourceURLs: ["/metrics*"] });
    const able = (path: string): readonly string[] => whoCan(url, { verb: "get", path }).map(({ subject }) => subject);
    expect(able("/metrics/slis")).toEqual(["Group system:masters", "User jane"]);
    expect(able("/metric")).toEqual(["Group system:masters"]);
  });

  it("who-can passes over */scale", () => {
    const scale = ask({ verb: "update", apiGroup: "apps", resource: "deployments", subresource: "scale" });
    const able = whoCan(indexOf(rule("update", "apps", "*/scale")), scale);
    expect(able.map(({ subject }) => subject)).toContain("User jane");
  });

  it("tools for RBAC say no where another authorizer of the chain says yes", () => {
    const line = JSON.stringify({
      apiVersion: "abac.authorization.kubernetes.io/v1beta1",
      kind: "Policy",
      spec: { user: "jane", namespace: "shop", resource: "pods", apiGroup: "" },
    });
    const reading = parseAbacPolicy(line, { version: "1.37", path: "policy.jsonl" });
    const abac = "policies" in reading ? reading.policies : [];
    const authorizers = [
      { type: "RBAC", rbac: indexOf(rule("get", "", "nodes")) },
      { type: "ABAC", abac },
    ] as const;
    const asked = { ...ask(exec), user: { username: "jane" } };
    expect(authorize({ version: "1.37", authorizers }, asked).decision).toBe("allow");
  });
});
