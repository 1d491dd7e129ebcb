// Impersonation by version and mode: rights asked for, users that result, words of refusals.
import { describe, expect, it } from "vitest";
import type { Minor } from "../../../core/index.ts";
import type { RequestAttributes, UserInfo } from "../../../kubernetes/index.ts";
import { impersonate, type AuthorizeAnswer } from "../index.ts";

type Headers = readonly (readonly [string, string])[];

const jane: UserInfo = { username: "jane", groups: ["system:authenticated"] };
const agent: UserInfo = {
  username: "system:serviceaccount:kube-system:agent",
  extra: { "authentication.kubernetes.io/node-name": ["node-1"], a: ["b"] },
};

/** `verb resource[/sub] name` of a right, `verb path` of a path. */
function rightOf(attributes: RequestAttributes): string {
  if (attributes.path !== undefined) return `${attributes.verb} ${attributes.path}`;
  const { verb, apiGroup, resource, subresource, name } = attributes;
  const what = `${resource}${apiGroup === "" ? "" : `.${apiGroup}`}${subresource === "" ? "" : `/${subresource}`}`;
  return `${verb} ${what}${name === "" ? "" : ` ${name}`}`;
}

function ask(
  version: Minor,
  headers: Headers,
  rights: readonly string[] | "all",
  user: UserInfo = jane,
  answer: Partial<AuthorizeAnswer> = {},
) {
  const attributes = {
    user,
    verb: "list",
    apiGroup: "",
    apiVersion: "v1",
    resource: "pods",
    subresource: "",
    namespace: "shop",
    name: "",
  };
  const request = { headers, attributes, requestUri: "/api/v1/namespaces/shop/pods?a=<b>" };
  return impersonate(request, {
    version,
    authorize: (asked) => ({
      decision: rights === "all" || rights.includes(rightOf(asked)) ? "allow" : "no-opinion",
      reason: "",
      ...answer,
    }),
  });
}

const user = (name: string) => ["Impersonate-User", name] as const;
const group = (name: string) => ["Impersonate-Group", name] as const;
const asked = (result: ReturnType<typeof ask>) =>
  "checks" in result ? result.checks.map(({ attributes }) => rightOf(attributes)) : [];

describe("without a name", () => {
  it.each<[Minor, number, string]>([
    [
      "1.20",
      500,
      'Internal Server Error: "/api/v1/namespaces/shop/pods?a=&lt;b&gt;": requested [{Group  dev    } {UserExtra  x  authentication.k8s.io/v1  k}] without impersonating a user\n',
    ],
    [
      "1.35",
      400,
      "requested [{Group  dev    } {UserExtra  x  authentication.k8s.io/v1  k}] without impersonating a user",
    ],
    [
      "1.36",
      400,
      'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"dev"}, Extra:map[string][]string{"k":[]string{"x"}}} without impersonating a user name',
    ],
  ])("%s answers %i", (version, code, message) => {
    expect(ask(version, [group("dev"), ["Impersonate-Extra-K", "x"]], "all")).toMatchObject({
      outcome: "refused",
      code,
      message,
    });
  });

  it("a uid alone is nothing before 1.22", () => {
    expect(ask("1.21", [["Impersonate-Uid", "7"]], "all").outcome).toBe("not-impersonated");
    expect(ask("1.22", [["Impersonate-Uid", "7"]], "all").outcome).toBe("refused");
  });
});

describe("the legacy right", () => {
  it("is asked for every value, before anyone is switched", () => {
    const headers = [
      user("bob"),
      group("dev"),
      ["Impersonate-Uid", "7"],
      ["Impersonate-Extra-Acme.io%2FTeam", "x"],
    ] as const;
    const result = ask("1.34", headers, "all");
    expect(asked(result)).toEqual([
      "impersonate users bob",
      "impersonate groups dev",
      "impersonate userextras.authentication.k8s.io/acme.io/team x",
      "impersonate uids.authentication.k8s.io 7",
    ]);
    expect(result).toMatchObject({
      user: { username: "bob", uid: "7", groups: ["dev", "system:authenticated"], extra: { "acme.io/team": ["x"] } },
      constraint: "",
    });
  });

  it("refuses what was allowed with an error until 1.35", () => {
    const error = { evaluationError: "broken" };
    expect(ask("1.34", [user("bob")], "all", jane, error).outcome).toBe("refused");
    expect(ask("1.36", [user("bob")], "all", jane, error).outcome).toBe("impersonated");
  });

  it.each<[string, Headers, UserInfo]>([
    [
      "a service account",
      [user("system:serviceaccount:shop:web")],
      {
        username: "system:serviceaccount:shop:web",
        groups: ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
      },
    ],
    [
      "one with a group",
      [user("system:serviceaccount:shop:web"), group("x")],
      { username: "system:serviceaccount:shop:web", groups: ["x", "system:authenticated"] },
    ],
    ["a node", [user("system:node:n")], { username: "system:node:n", groups: ["system:authenticated"] }],
    [
      "the anonymous user",
      [user("system:anonymous")],
      { username: "system:anonymous", groups: ["system:unauthenticated"] },
    ],
  ])("makes %s", (_, headers, expected) => {
    expect(ask("1.30", headers, "all")).toMatchObject({ user: expected });
  });
});

describe("the constrained rights", () => {
  const on = "impersonate-on:user-info:list pods";
  const review = "authentication.k8s.io";

  it("need both the action and the user", () => {
    const rights = [on, `impersonate:user-info users.${review} bob`];
    expect(ask("1.36", [user("bob")], rights)).toMatchObject({
      outcome: "impersonated",
      constraint: "impersonate:user-info",
    });
    expect(ask("1.36", [user("bob")], rights.slice(0, 1))).toMatchObject({
      outcome: "refused",
      code: 403,
      message: `users.${review} "bob" is forbidden: User "jane" cannot impersonate:user-info resource "users" in API group "${review}" at the cluster scope`,
    });
    expect(ask("1.36", [user("bob")], rights.slice(1))).toMatchObject({
      message:
        'pods is forbidden: User "jane" cannot impersonate-on:user-info:list resource "pods" in API group "" in the namespace "shop"',
    });
    expect(ask("1.35", [user("bob")], rights).outcome).toBe("refused");
  });

  it("fall back to the legacy right", () => {
    expect(ask("1.36", [user("bob")], ["impersonate users bob"])).toMatchObject({
      outcome: "impersonated",
      constraint: "",
    });
  });

  it("never give the masters, and ask about many groups at once", () => {
    const rights = [on, `impersonate:user-info users.${review} bob`, `impersonate:user-info groups.${review} *`];
    const many = ["a", "b", "c", "d"].map(group);
    expect(ask("1.37", [user("bob"), ...many], rights)).toMatchObject({ outcome: "impersonated" });
    expect(ask("1.37", [user("bob"), ...many.slice(1)], rights)).toMatchObject({ outcome: "refused" });
    expect(ask("1.37", [user("bob"), ...many, group("system:masters")], rights)).toMatchObject({
      message: expect.stringContaining("impersonating the system:masters group is not allowed"),
    });
  });

  it("let an agent act as the node it runs on, whatever the node's name", () => {
    const rights = ["impersonate-on:associated-node:list pods", `impersonate:associated-node nodes.${review} *`];
    const own = ask("1.36", [user("system:node:node-1")], rights, agent);
    expect(own).toMatchObject({
      constraint: "impersonate:associated-node",
      user: { username: "system:node:node-1", groups: ["system:nodes", "system:authenticated"] },
    });
    const [first] = "checks" in own ? own.checks : [];
    expect(first?.attributes.user.extra).toEqual({
      "authentication.kubernetes.io/associated-node-keys": ["a", "authentication.kubernetes.io/node-name"],
    });
    expect(ask("1.36", [user("system:node:node-2")], rights, agent).outcome).toBe("refused");
    expect(ask("1.36", [user("system:node:node-1")], rights).outcome).toBe("refused");
  });

  it("know nodes and service accounts by their name alone", () => {
    const rights = [
      "impersonate-on:serviceaccount:list pods",
      `impersonate:serviceaccount serviceaccounts.${review} web`,
    ];
    const account = user("system:serviceaccount:shop:web");
    expect(ask("1.36", [account], rights)).toMatchObject({ constraint: "impersonate:serviceaccount" });
    expect(ask("1.36", [account, group("x")], rights)).toMatchObject({ outcome: "refused" });
  });

  it.each([
    ["Impersonate-Extra-plain", "a", "must be a domain-prefixed path"],
    ["Impersonate-Extra-acme.io%2Fx", "", "the empty string value in extra is not allowed"],
    ["Impersonate-Extra-", "a", "the empty string key in extra is not allowed"],
  ])("refuse the extra field %s", (name, value, message) => {
    const rights = [on, `impersonate:user-info users.${review} bob`];
    expect(ask("1.37", [user("bob"), [name, value]], rights)).toMatchObject({
      message: expect.stringContaining(message),
    });
  });
});
