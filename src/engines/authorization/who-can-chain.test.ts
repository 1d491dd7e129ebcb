// Who can, by the whole chain, equals asking about everybody.
import { array, assert, boolean, constantFrom, property, record, shuffledSubarray, type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import type { ResourceAttributes } from "../../kubernetes/index.ts";
import {
  authorize,
  buildRbacIndex,
  nodeAuthority,
  whoCanByChain,
  type AbacPolicy,
  type Authorizer,
  type Chain,
  type RbacObjects,
} from "./index.ts";

const version = "1.37";
const nodes = ["n1", "n2"];
const usernames = [
  "jane",
  "joe",
  "system:serviceaccount:a:robot",
  "system:node:n1",
  "system:node:n2",
  "system:node:n3",
];
const groups = ["dev", "system:masters", "system:nodes"];

function subjectNames(username: string): readonly string[] {
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username);
  return [account === null ? `User ${username}` : `ServiceAccount ${account[1]}/${account[2]}`];
}

const line: Arbitrary<AbacPolicy> = record({
  user: constantFrom("", "jane", "system:serviceaccount:a:robot"),
  group: constantFrom("", "dev", "system:authenticated"),
  readonly: boolean(),
  apiGroup: constantFrom("", "*"),
  resource: constantFrom("pods", "*"),
  namespace: constantFrom("a", "*"),
  nonResourcePath: constantFrom(""),
  line: constantFrom(1),
  // A line that names both asks for both: it is listed under the user, and its group is not in the subject's name alone.
}).filter(({ user, group }) => (user === "") !== (group === ""));

const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
const rbacWorld: Arbitrary<RbacObjects> = record({
  user: constantFrom("jane", "joe"),
  group: constantFrom("dev", "other"),
  namespaced: boolean(),
}).map(({ user, group, namespaced }) => {
  const metadata = namespaced ? { name: "b", namespace: "a" } : { name: "b" };
  const binding = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: namespaced ? "RoleBinding" : "ClusterRoleBinding",
    metadata,
    roleRef: { kind: "ClusterRole", name: "r" },
    subjects: [
      { kind: "User", name: user },
      { kind: "Group", name: group },
    ],
  };
  const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "r" }, rules };
  return {
    clusterRoles: [role],
    clusterRoleBindings: namespaced ? [] : [binding],
    roles: [],
    roleBindings: namespaced ? [binding] : [],
  };
});

const pod = {
  metadata: { name: "p", namespace: "a" },
  spec: { nodeName: "n1", volumes: [{ secret: { secretName: "s" } }] },
};
const graph = nodeAuthority({ pods: [pod], persistentVolumes: [], volumeAttachments: [] }, version);

const chain: Arbitrary<Chain> = record({ abac: array(line, { maxLength: 3 }), objects: rbacWorld }).chain(
  ({ abac, objects }) =>
    shuffledSubarray<Authorizer>(
      [
        { type: "Node", node: graph },
        { type: "RBAC", rbac: buildRbacIndex(objects) },
        { type: "ABAC", abac },
        { type: "AlwaysDeny" },
      ],
      { minLength: 1 },
    ).map((authorizers) => ({ authorizers, version })),
);

const request: Arbitrary<Omit<ResourceAttributes, "user">> = record({
  verb: constantFrom("get", "delete"),
  apiGroup: constantFrom(""),
  apiVersion: constantFrom("v1"),
  resource: constantFrom("pods", "secrets", "nodes"),
  subresource: constantFrom(""),
  namespace: constantFrom("", "a"),
  name: constantFrom("", "s", "n1"),
});

describe("who can", () => {
  it("equals asking about every user with every group", () => {
    assert(
      property(chain, request, (world, asked) => {
        const able = new Set(whoCanByChain(world, asked, nodes).able.map(({ subject }) => subject));
        for (const username of usernames) {
          for (const group of [undefined, ...groups]) {
            const isNode = username.startsWith("system:node:");
            // Nodes that exist are in system:nodes; nobody else is.
            if (isNode !== (group === "system:nodes") || username === "system:node:n3") continue;
            const member = [...(group === undefined ? [] : [group]), "system:authenticated"];
            const names = [...subjectNames(username), ...member.map((name) => `Group ${name}`)];
            const { decision } = authorize(world, { ...asked, user: { username, groups: member } });
            expect({ username, group, can: names.some((name) => able.has(name)) }).toEqual({
              username,
              group,
              can: decision === "allow",
            });
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("names webhooks, which cannot be listed", () => {
    const hook: Authorizer = { type: "Webhook", name: "guard", webhook: { answer: () => ({ allowed: true }) } };
    const asked = { verb: "get", path: "/x" };
    expect(whoCanByChain({ authorizers: [hook], version }, asked, []).notListable).toEqual(["guard"]);
    const everybody = whoCanByChain({ authorizers: [{ type: "AlwaysAllow" }], version }, asked, []).able;
    expect(everybody.map(({ subject }) => subject)).toContain("Group system:unauthenticated");
  });
});
