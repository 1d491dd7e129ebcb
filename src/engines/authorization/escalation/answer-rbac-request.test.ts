// Writes of roles and bindings; many more are in the conformance vectors and in test/control-plane/authorization.test.ts.
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue, Minor } from "../../../core/index.ts";
import { buildRbacIndex } from "../rbac/rbac-index.ts";
import { answerRbacRequest, type RbacResponse } from "./answer-rbac-request.ts";

const group = "rbac.authorization.k8s.io";
const apiVersion = `${group}/v1`;
const base = `/apis/${apiVersion}`;
const writer = {
  verbs: ["create", "update", "patch", "delete"],
  apiGroups: [group],
  resources: ["roles", "rolebindings", "clusterroles", "clusterrolebindings"],
};
const getPods = { verbs: ["get"], apiGroups: [""], resources: ["pods"] };
const clusterRole = (name: string, ...rules: readonly object[]): JsonObject => ({
  apiVersion,
  kind: "ClusterRole",
  metadata: { name },
  rules: rules as never,
});
const bind = (role: string, user: string): JsonObject => ({
  apiVersion,
  kind: "ClusterRoleBinding",
  metadata: { name: `${role}-${user}` },
  roleRef: { apiGroup: group, kind: "ClusterRole", name: role },
  subjects: [{ kind: "User", apiGroup: group, name: user }],
});

const rbac = buildRbacIndex({
  clusterRoles: [
    clusterRole("writer", writer),
    clusterRole("pods", getPods),
    clusterRole("all", { verbs: ["*"], apiGroups: ["*"], resources: ["*"] }, { verbs: ["*"], nonResourceURLs: ["*"] }),
    clusterRole("escalate-named", {
      verbs: ["escalate"],
      apiGroups: [group],
      resources: ["roles"],
      resourceNames: ["new"],
    }),
  ] as never,
  clusterRoleBindings: [
    bind("writer", "jane"),
    bind("pods", "jane"),
    bind("writer", "esc"),
    bind("escalate-named", "esc"),
    bind("all", "root"),
  ] as never,
  roles: [],
  roleBindings: [],
});

function send(
  user: string,
  method: string,
  path: string,
  body: JsonValue,
  existing?: JsonObject,
  version: Minor = "1.37",
): RbacResponse | undefined {
  const guard = { rbac, chain: { version, authorizers: [{ type: "RBAC", rbac }] } } as const;
  const contentType = method === "PATCH" ? "application/merge-patch+json" : "application/json";
  return answerRbacRequest(guard, {
    user: { username: user },
    method,
    path: `${base}${path}`,
    contentType,
    body,
    ...(existing === undefined ? {} : { existing }),
  });
}
const role = (rules: readonly object[], tweak: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind: "Role",
  metadata: { name: "new", ...tweak },
  rules: rules as never,
});
const roles = "/namespaces/shop/roles";
const getSecrets = { ...getPods, resources: ["secrets"] };

describe("answerRbacRequest", () => {
  it.each<[string, RbacResponse["code"], () => RbacResponse | undefined]>([
    ["grants what is held", 201, () => send("jane", "POST", roles, role([getPods]))],
    ["and nothing more", 403, () => send("jane", "POST", roles, role([getPods, getSecrets]))],
    [
      "not even a star over all that there is",
      403,
      () => send("jane", "POST", roles, role([{ ...getPods, verbs: ["*"] }])),
    ],
    ["escalate by name does not help to post", 403, () => send("esc", "POST", roles, role([getSecrets]))],
    ["but to put", 201, () => send("esc", "PUT", `${roles}/new`, role([getSecrets]))],
    [
      "an update checks the whole role, even for a label",
      403,
      () => send("jane", "PATCH", `${roles}/new`, { metadata: { labels: { a: "b" } } }, role([getSecrets])),
    ],
    [
      "finalizers and owners alone are let through",
      200,
      () =>
        send(
          "jane",
          "PATCH",
          `${roles}/new`,
          { metadata: { finalizers: ["x.io/y"], ownerReferences: [] } },
          role([getSecrets]),
        ),
    ],
    [
      "but not in a PUT that leaves out what the server filled in",
      403,
      () =>
        send(
          "jane",
          "PUT",
          `${roles}/new`,
          role([getSecrets], { finalizers: ["x.io/y"] }),
          role([getSecrets], { uid: "u" }),
        ),
    ],
    ["deleting needs no such check", 200, () => send("jane", "DELETE", `${roles}/new`, null, role([getSecrets]))],
    ["what is not there is not patched", 404, () => send("jane", "PATCH", `${roles}/new`, {})],
    ["nor deleted", 404, () => send("jane", "DELETE", `${roles}/new`, null)],
    ["nor made twice", 409, () => send("jane", "POST", roles, role([getPods]), role([getPods]))],
    ["who may not write is refused first", 403, () => send("joe", "POST", roles, role([{ ...getPods, verbs: [] }]))],
    [
      "validation comes after the check",
      422,
      () => send("root", "POST", roles, role([{ verbs: [], nonResourceURLs: ["/x"] }])),
    ],
    ["another name than in the URL", 400, () => send("root", "PUT", `${roles}/other`, role([getPods]))],
    [
      "another namespace than in the URL",
      400,
      () => send("root", "POST", roles, role([getPods], { namespace: "other" })),
    ],
    [
      "wrong types",
      400,
      () => send("root", "POST", roles, { apiVersion, kind: "Role", metadata: { name: "x" }, rules: "all" }),
    ],
    ["no body", 400, () => send("root", "POST", roles, null)],
  ])("%s: %s", (_, code, answer) => {
    expect(answer()?.code).toBe(code);
  });

  it("says what is missing, in the words of the version", () => {
    const message =
      'roles.rbac.authorization.k8s.io "new" is forbidden: user "jane" (groups=[]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}';
    expect(send("jane", "POST", roles, role([getSecrets]))).toEqual({ code: 403, reason: "Forbidden", message });
    const bindGone = { kind: "RoleBinding", metadata: { name: "b" }, roleRef: { kind: "ClusterRole", name: "gone" } };
    const path = "/namespaces/shop/rolebindings";
    expect(send("jane", "POST", path, bindGone, undefined, "1.31")).toMatchObject({
      code: 404,
      message: 'clusterroles.rbac.authorization.k8s.io "gone" not found',
    });
    expect(send("jane", "POST", path, bindGone, undefined, "1.32")).toMatchObject({
      code: 404,
      message: 'rolebindings.rbac.authorization.k8s.io "gone" not found',
    });
  });

  it("changes no reference, in the words of the version", () => {
    const path = "/namespaces/shop/rolebindings/b";
    const before = { kind: "RoleBinding", metadata: { name: "b" }, roleRef: { kind: "ClusterRole", name: "pods" } };
    const after = { ...before, roleRef: { kind: "ClusterRole", name: "writer" } };
    const told = (version: Minor): unknown => send("root", "PUT", path, after, before, version);
    expect(told("1.33")).toMatchObject({
      message: expect.stringContaining(
        'roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"ClusterRole", Name:"writer"}: cannot change roleRef',
      ) as string,
    });
    expect(told("1.37")).toMatchObject({
      message: expect.stringContaining(
        'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"ClusterRole","Name":"writer"}: field is immutable',
      ) as string,
    });
  });

  it("asks who sets, changes or removes an aggregation rule to hold everything", () => {
    const aggregated = {
      apiVersion,
      kind: "ClusterRole",
      metadata: { name: "agg" },
      aggregationRule: { clusterRoleSelectors: [{}] },
    };
    const message =
      'clusterroles.rbac.authorization.k8s.io "agg" is forbidden: must have cluster-admin privileges to use the aggregationRule';
    expect(send("jane", "POST", "/clusterroles", aggregated)).toMatchObject({ code: 403, message });
    expect(send("jane", "PATCH", "/clusterroles/agg", { aggregationRule: null }, aggregated)).toMatchObject({
      code: 403,
      message,
    });
    expect(send("root", "POST", "/clusterroles", aggregated)?.code).toBe(201);
  });

  it("answers nothing else", () => {
    expect(send("root", "GET", roles, null)).toBeUndefined();
    expect(send("root", "POST", "/x", {})).toBeUndefined();
    expect(send("root", "POST", "/../../v1/pods", {})).toBeUndefined();
  });
});
