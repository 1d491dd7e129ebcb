// What is gained and lost is what the authorizer answers differently, asked about everything there is.
import {
  array,
  assert,
  boolean,
  constantFrom,
  option,
  property,
  record,
  uniqueArray,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { rbacIndex } from "../../../checking/access/index.ts";
import { allowsPath, allowsResource, authorize } from "../../../engines/authorization/index.ts";
import type { PolicyRule, UserInfo } from "../../../kubernetes/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { clusterRole, clusterRoleBinding, modelOf, role, roleBinding } from "../../../testing/index.ts";
import { askAccessDiff, type AccessDiff } from "./ask-access-diff.ts";

const some = (...values: string[]): Arbitrary<string[]> =>
  uniqueArray(constantFrom(...values), { minLength: 1, maxLength: 2 });
const rules: Arbitrary<PolicyRule[]> = array(
  record({
    apiGroups: some("", "apps", "*"),
    resources: some("pods", "pods/log", "*/log", "secrets", "*"),
    verbs: some("get", "list", "*"),
    resourceNames: constantFrom<string[]>([], [], ["a"], ["a", "b"]),
  }),
  { maxLength: 2 },
);
const pathRules = array(record({ nonResourceURLs: some("/m", "/m*", "*"), verbs: some("get", "*") }), { maxLength: 1 });

const subjects = [
  { kind: "User", name: "jane" },
  { kind: "Group", name: "dev" },
  { kind: "ServiceAccount", name: "web", namespace: "shop" },
];
/** Who is asked for the subject of a binding: nobody but it. */
const users: readonly (readonly [subject: string, user: UserInfo])[] = [
  ["User jane", { username: "jane" }],
  ["Group dev", { username: "somebody", groups: ["dev"] }],
  ["ServiceAccount shop/web", { username: "system:serviceaccount:shop:web" }],
];

const roleNames = ["one", "two"];
const clusterRoles = array(
  record({ name: constantFrom(...roleNames), rules, paths: pathRules }).map((one) =>
    clusterRole({ metadata: { name: one.name }, rules: [...one.rules, ...one.paths] }),
  ),
  { maxLength: 2 },
);
const roles = array(
  record({ name: constantFrom(...roleNames), namespace: constantFrom("shop", "other"), rules }).map((one) =>
    role({ metadata: { name: one.name, namespace: one.namespace }, rules: one.rules }),
  ),
  { maxLength: 2 },
);
/** Some lead to no role. */
const bindings = array(
  record({
    name: constantFrom("x", "y", "z"),
    namespace: option(constantFrom("shop", "other"), { nil: undefined }),
    role: constantFrom(...roleNames),
    local: boolean(),
    subject: constantFrom(...subjects),
  }).map(({ name, namespace, role: roleName, local, subject }) =>
    namespace === undefined
      ? clusterRoleBinding({ metadata: { name }, roleRef: { name: roleName }, subjects: [subject] })
      : roleBinding({
          metadata: { name, namespace },
          roleRef: { kind: local ? "Role" : "ClusterRole", name: roleName },
          subjects: [subject],
        }),
  ),
  { maxLength: 3 },
);
const world = record({ clusterRoles, roles, bindings }).map((one) =>
  modelOf([...one.clusterRoles, ...one.roles, ...one.bindings]),
);

const namespaces = ["", "shop", "other"];
const onResources = namespaces.flatMap((namespace) =>
  ["", "apps", "batch"].flatMap((apiGroup) =>
    ["pods", "secrets", "nodes"].flatMap((resource) =>
      ["", "log"].flatMap((subresource) =>
        ["get", "list", "odd"].flatMap((verb) =>
          ["", "a", "c"].map((name) => ({ namespace, apiGroup, apiVersion: "v1", resource, subresource, verb, name })),
        ),
      ),
    ),
  ),
);
const onPaths = ["/m", "/more", "/x"].flatMap((path) => ["get", "post"].map((verb) => ({ verb, path })));
type Request = (typeof onResources)[number] | (typeof onPaths)[number];

function allowed(model: ClusterModel, user: UserInfo, request: Request): boolean {
  const chain = { authorizers: [{ type: "RBAC", rbac: rbacIndex(model) }], version: "1.37" } as const;
  return authorize(chain, { ...request, user }).decision === "allow";
}

function covers(list: readonly PolicyRule[], request: Request): boolean {
  if ("path" in request) return list.some((rule) => allowsPath(rule, request));
  const { resource, subresource } = request;
  const whole = subresource === "" ? resource : `${resource}/${subresource}`;
  return list.some((rule) => allowsResource(rule, { ...request, resource: whole }));
}

/** Whether the changes of a subject say that a request is gained, or lost. */
function told(diff: AccessDiff, subject: string, change: "gained" | "lost", request: Request): boolean {
  const namespace = "path" in request ? "" : request.namespace;
  const changes = diff.subjects.find((one) => one.subject === subject)?.changes ?? [];
  const counted = changes.filter((one) => one.change === change && ["", namespace].includes(one.namespace ?? ""));
  return covers(
    counted.flatMap((one) => one.rules),
    request,
  );
}

describe("askAccessDiff", () => {
  it("tells every request that is answered otherwise, and is empty where none is", () => {
    assert(
      property(world, world, (before, after) => {
        const { data } = askAccessDiff(before, after, { edited: true });
        for (const [subject, user] of users) {
          for (const request of [...onResources, ...onPaths]) {
            const [was, is] = [allowed(before, user, request), allowed(after, user, request)];
            if (!was && is) expect([request, told(data, subject, "gained", request)]).toEqual([request, true]);
            if (was && !is) expect([request, told(data, subject, "lost", request)]).toEqual([request, true]);
            // A rule that is gained may overlap one that was held; a request nobody may make is never in it.
            if (!is) expect([request, told(data, subject, "gained", request)]).toEqual([request, false]);
            if (!was) expect([request, told(data, subject, "lost", request)]).toEqual([request, false]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  const pods = { apiGroups: [""], resources: ["pods"], verbs: ["get"] };
  const secrets = { apiGroups: [""], resources: ["secrets"], verbs: ["get"] };
  const view = clusterRole({
    metadata: { name: "view" },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: "view" } }] },
    rules: [pods],
  });
  const source = (labels: object, rule = secrets): object =>
    clusterRole({ metadata: { name: "source", labels }, rules: [rule] });
  const bound = clusterRoleBinding({ metadata: { name: "view" }, roleRef: { name: "view" } });
  const changes = (before: object[], after: object[], edited: boolean, given = false): unknown =>
    askAccessDiff(modelOf(before, { given }), modelOf(after, { given }), { edited }).data.subjects.flatMap((one) =>
      one.changes.map(({ change, rules: changed }) => [change, changed]),
    );

  it.each([true, false])("keeps rules of an aggregated role whose sources are in no file (given: %s)", (given) => {
    expect(changes([view], [view, bound], true, given)).toEqual([["gained", [pods]]]);
    expect(changes([view, bound], [view], true, given)).toEqual([["lost", [pods]]]);
  });

  it("follows aggregation after an edit, and in manifests that the controller has not seen", () => {
    const labelled = source({ part: "view" });
    expect(changes([view, bound, source({})], [view, bound, labelled], true)).toEqual([["gained", [secrets]]]);
    const filled = { ...view, rules: [pods, secrets] };
    expect(changes([filled, bound, labelled], [filled, bound, source({})], true)).toEqual([["lost", [secrets]]]);
    const empty = { ...view, rules: [] };
    expect(changes([empty, bound, source({})], [empty, bound, labelled], false)).toEqual([["gained", [secrets]]]);
  });
});
