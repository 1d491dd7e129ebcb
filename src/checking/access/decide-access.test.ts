// What was not seen of a chain turns answers into unknown, and only where it could change them.
import { describe, expect, it } from "vitest";
import { answerByRules } from "../../engines/authorization/index.ts";
import type { RequestAttributes, UserInfo } from "../../kubernetes/index.ts";
import { clusterRole, clusterRoleBinding, componentPod, modelOf, type ModelTraits } from "../../testing/index.ts";
import { accessView, decideAccess, withImpliedGroups, type AccessInputs } from "./index.ts";

const jane: UserInfo = { username: "jane", groups: ["system:authenticated"] };

function request(verb: string, user = jane): RequestAttributes {
  const names = {
    apiGroup: "",
    apiVersion: "v1",
    resource: "configmaps",
    subresource: "",
    namespace: "shop",
    name: "a",
  };
  return { user, verb, ...names };
}

const rbac = [
  clusterRole({ metadata: { name: "reader" } }),
  clusterRoleBinding({ metadata: { name: "readers" }, roleRef: { name: "reader" } }),
];

function decide(verb: string, flags: readonly string[] | undefined, inputs?: AccessInputs, traits?: ModelTraits) {
  const pods = flags === undefined ? [] : [componentPod("kube-apiserver", flags)];
  const { answer, asSeen, gaps } = decideAccess(accessView(modelOf([...rbac, ...pods], traits), inputs), request(verb));
  return [answer, asSeen, gaps.map(({ reason }) => reason)];
}

const webhook = "--authorization-mode=Webhook,RBAC";
const webhookLast = "--authorization-mode=RBAC,Webhook";
const unseenWebhook = "what the webhook default answers was not seen";

describe("the answer", () => {
  it.each<[string, string, readonly string[], unknown]>([
    ["is yes where RBAC allows", "get", ["--authorization-mode=Node,RBAC"], ["yes", "allow", []]],
    ["is no where nobody allows", "delete", ["--authorization-mode=Node,RBAC"], ["no", "no-opinion", []]],
    ["is open where a webhook comes first", "get", [webhook], ["unknown", "allow", [unseenWebhook]]],
    ["is yes where RBAC comes before a webhook", "get", [webhookLast], ["yes", "allow", []]],
    ["is open where a webhook could still allow", "delete", [webhookLast], ["unknown", "no-opinion", [unseenWebhook]]],
    [
      "is yes where only an ABAC file is before: it cannot deny",
      "get",
      ["--authorization-mode=ABAC,RBAC"],
      ["yes", "allow", []],
    ],
    [
      "is open where an ABAC file could allow",
      "delete",
      ["--authorization-mode=ABAC,RBAC"],
      ["unknown", "no-opinion", ["the ABAC policy file was not seen"]],
    ],
    ["is yes where everything is allowed, the default of the flag", "delete", [], ["yes", "allow", []]],
  ])("%s", (_name, verb, flags, expected) => {
    expect(decide(verb, flags)).toEqual(expected);
  });

  it("is never a bare yes where the chain was not seen", () => {
    const [answer, asSeen, gaps] = decide("get", undefined);
    expect([answer, asSeen]).toEqual(["unknown", "allow"]);
    expect(gaps).toHaveLength(1);
  });

  it("is open where instances of the API server differ, or name what is no authorizer", () => {
    const other = componentPod("kube-apiserver", ["--authorization-mode=RBAC"], { metadata: { name: "second" } });
    const model = modelOf([...rbac, componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"]), other]);
    const { answer, gaps } = decideAccess(accessView(model), request("get"));
    expect([answer, gaps[0]?.reason]).toEqual(["unknown", expect.stringContaining("Node,RBAC and RBAC")]);
    expect(decide("get", ["--authorization-mode=RBACK"])[0]).toBe("unknown");
  });

  it("is open where no binding was found and not all were seen", () => {
    const traits = { missing: ["rolebindings.rbac.authorization.k8s.io"] } as const;
    expect(decide("delete", ["--authorization-mode=RBAC"], {}, traits)[0]).toBe("unknown");
    expect(decide("get", ["--authorization-mode=RBAC"], {}, traits)[0]).toBe("yes");
  });

  it("is yes for system:masters whatever was not seen", () => {
    const view = accessView(modelOf([]));
    const user = { username: "root", groups: ["system:masters"] };
    expect(decideAccess(view, request("delete", user))).toMatchObject({ answer: "yes", gaps: [] });
  });

  it("is given by what the user hands over", () => {
    const webhooks = { default: answerByRules([{ match: { verb: "get" }, answer: { denied: true } }]) };
    expect(decide("get", [webhook], { webhooks })).toEqual(["no", "deny", []]);
    expect(decide("get", undefined, { authorizers: [{ type: "RBAC" }] })).toEqual(["yes", "allow", []]);
    expect(decide("get", ["--authorization-mode=ABAC"], { abac: [] })).toEqual(["no", "no-opinion", []]);
  });
});

describe("implied groups", () => {
  it.each([
    [{ username: "jane", groups: ["dev"] }, ["dev", "system:authenticated"]],
    [
      { username: "system:serviceaccount:shop:web" },
      ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
    ],
    [{ username: "system:anonymous" }, ["system:unauthenticated"]],
    [{ username: "x", groups: ["system:authenticated"] }, ["system:authenticated"]],
  ])("of %j", (user, groups) => {
    expect(withImpliedGroups(user).groups).toEqual(groups);
  });
});
