// Properties of RBAC decisions, over random worlds.
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  subarray,
  tuple,
  uniqueArray,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyRule, RequestAttributes, ResourceAttributes, Subject, UserInfo } from "../../kubernetes/index.ts";
import {
  authorize,
  buildRbacIndex,
  uncoveredRules,
  whoCan,
  type ClusterRoleBinding,
  type RbacObjects,
  type Role,
} from "./index.ts";

const apiVersion = "rbac.authorization.k8s.io/v1";
const namespaces = ["a", "b"];
const usernames = ["jane", "joe", "system:serviceaccount:a:robot"];
const groups = ["dev", "ops", "system:authenticated"];

const some = (...values: string[]): Arbitrary<string[]> =>
  uniqueArray(constantFrom(...values), { minLength: 1, maxLength: 3 });
const resourceRule = record({
  verbs: some("get", "list", "create", "*", "ge*"),
  apiGroups: some("", "apps", "*"),
  resources: some("pods", "pods/log", "deployments", "*", "*/log", "pods/*"),
  resourceNames: oneof({ weight: 3, arbitrary: constant([]) }, { weight: 1, arbitrary: some("x", "y", "") }),
});
const pathRule = record({ verbs: some("get", "*"), nonResourceURLs: some("/metrics", "/healthz/*", "*", "/a**") });
const rule: Arbitrary<PolicyRule> = oneof({ weight: 4, arbitrary: resourceRule }, { weight: 1, arbitrary: pathRule });

const subject: Arbitrary<Subject> = oneof(
  record({ kind: constant("User"), name: constantFrom(...usernames) }),
  record({ kind: constant("Group"), name: constantFrom(...groups) }),
  record({ kind: constant("ServiceAccount"), name: constant("robot"), namespace: constantFrom("a", "") }),
  record({ kind: constant("user"), name: constantFrom(...usernames) }),
);

const roleKeys = constantFrom("r0", "r1", "gone");

function role(kind: string, name: string, rules: readonly PolicyRule[], namespace?: string): Role {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, rules };
}

const rules = array(rule, { maxLength: 4 });
const scopes = [undefined, ...namespaces];
const roles = tuple(
  ...scopes.flatMap((namespace) =>
    ["r0", "r1"].map((name) =>
      rules.map((list) => role(namespace === undefined ? "ClusterRole" : "Role", name, list, namespace)),
    ),
  ),
);
const binding = tuple(
  constantFrom(...scopes),
  boolean(),
  roleKeys,
  array(subject, { maxLength: 3 }),
  nat(1_000_000),
).map(([namespace, cluster, name, subjects, id]): ClusterRoleBinding => ({
  apiVersion,
  kind: namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
  metadata: { name: `b${id}`, ...(namespace === undefined ? {} : { namespace }) },
  roleRef: { kind: namespace === undefined || cluster ? "ClusterRole" : "Role", name },
  subjects,
}));

function world(allRoles: readonly Role[], bindings: readonly ClusterRoleBinding[]): RbacObjects {
  const kind = <T extends { readonly kind: string }>(list: readonly T[], name: string): readonly T[] =>
    list.filter((one) => one.kind === name);
  return {
    clusterRoles: kind(allRoles, "ClusterRole"),
    roles: kind(allRoles, "Role"),
    clusterRoleBindings: kind(bindings, "ClusterRoleBinding"),
    roleBindings: kind(bindings, "RoleBinding"),
  };
}
const anyWorld = tuple(roles, array(binding, { maxLength: 8 })).map(([all, bindings]) => world(all, bindings));

const user: Arbitrary<UserInfo> = record({
  username: constantFrom(...usernames),
  groups: subarray(groups),
});
const resourceRequest: Arbitrary<ResourceAttributes> = record({
  user,
  verb: constantFrom("get", "list", "create", "delete"),
  apiGroup: constantFrom("", "apps"),
  apiVersion: constant("v1"),
  resource: constantFrom("pods", "deployments"),
  subresource: constantFrom("", "log"),
  namespace: constantFrom("", ...namespaces),
  name: constantFrom("", "x", "z"),
});
const pathRequest = record({
  user,
  verb: constantFrom("get", "post"),
  path: constantFrom("/metrics", "/healthz/etcd", "/a/b"),
});
const request: Arbitrary<RequestAttributes> = oneof(
  { weight: 4, arbitrary: resourceRequest },
  { weight: 1, arbitrary: pathRequest },
);

function decide(objects: RbacObjects, attributes: RequestAttributes): string {
  return authorize({ version: "1.37", authorizers: [{ type: "RBAC", rbac: buildRbacIndex(objects) }] }, attributes)
    .decision;
}

const runs = { numRuns: 1_000 };

describe("any world", () => {
  it("a rule more never takes a right away", () => {
    assert(
      property(anyWorld, request, rule, nat(), (objects, attributes, added, at) => {
        const widen = <T extends Role>(list: readonly T[]): readonly T[] =>
          list.map((one, index) =>
            index === at % Math.max(1, list.length) ? { ...one, rules: [added, ...(one.rules ?? [])] } : one,
          );
        const wider = { ...objects, clusterRoles: widen(objects.clusterRoles), roles: widen(objects.roles) };
        return decide(objects, attributes) !== "allow" || decide(wider, attributes) === "allow";
      }),
      runs,
    );
  });

  it("order changes no decision", () => {
    const shuffled = <T>(list: readonly T[], seed: number): readonly T[] =>
      list
        .map((item, index) => [Math.imul(index + 1, seed | 1) % 101, item] as const)
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item);
    assert(
      property(anyWorld, request, nat(1_000), (objects, attributes, seed) => {
        const other: RbacObjects = {
          clusterRoles: shuffled(objects.clusterRoles, seed).map((one) => ({
            ...one,
            rules: shuffled(one.rules ?? [], seed),
          })),
          clusterRoleBindings: shuffled(objects.clusterRoleBindings, seed).map((one) => ({
            ...one,
            subjects: shuffled(one.subjects ?? [], seed),
          })),
          roles: shuffled(objects.roles, seed),
          roleBindings: shuffled(objects.roleBindings, seed),
        };
        return decide(other, attributes) === decide(objects, attributes);
      }),
      runs,
    );
  });

  it("who-can names exactly those who can, by name or by group", () => {
    const named = (username: string): string =>
      username.startsWith("system:serviceaccount:") ? "ServiceAccount a/robot" : `User ${username}`;
    assert(
      property(anyWorld, request, (objects, { user: asker, ...asked }) => {
        expect(usernames).toContain(asker.username);
        const able = new Set(whoCan(buildRbacIndex(objects), asked as never).map(({ subject }) => subject));
        for (const username of usernames) {
          for (const mine of [[], ...groups.map((group) => [group]), groups]) {
            const listed = able.has(named(username)) || mine.some((group) => able.has(`Group ${group}`));
            const attributes = { ...asked, user: { username, groups: mine } } as RequestAttributes;
            expect(listed).toBe(decide(objects, attributes) === "allow");
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("rules cover themselves, and what covers a rule allows what it allows", () => {
    assert(
      property(array(resourceRule, { maxLength: 3 }), resourceRule, resourceRequest, (held, asked, attributes) => {
        expect(uncoveredRules([asked], [asked])).toEqual([]);
        if (uncoveredRules(held, [asked]).length > 0) return;
        const bound = (list: readonly PolicyRule[]): RbacObjects =>
          world(
            [role("ClusterRole", "r0", list)],
            [
              {
                apiVersion,
                kind: "ClusterRoleBinding",
                metadata: { name: "b" },
                roleRef: { kind: "ClusterRole", name: "r0" },
                subjects: [{ kind: "User", name: attributes.user.username }],
              },
            ],
          );
        if (decide(bound([asked]), attributes) === "allow") expect(decide(bound(held), attributes)).toBe("allow");
      }),
      runs,
    );
  });
});
