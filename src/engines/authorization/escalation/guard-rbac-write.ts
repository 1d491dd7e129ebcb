// The check against escalation on writes of roles and bindings (pkg/registry/rbac policybased storages and escalation_check.go).
import { compareMinor } from "../../../core/index.ts";
import { goQuote, mastersGroup, type PolicyRule, type ResourceAttributes } from "../../../kubernetes/index.ts";
import { authorize } from "../authorize.ts";
import type { Chain } from "../chain.ts";
import type { RbacIndex } from "../rbac/rbac-index.ts";
import { escalationFault, storageError } from "./confirm-no-escalation.ts";
import { rbacGroup, type RbacKind, type RbacObject } from "./rbac-kinds.ts";

/** A write as the check sees it. */
export interface RbacWrite {
  readonly kind: RbacKind;
  /** What the request was authorized for; its name is empty when a whole object is posted. */
  readonly attributes: ResourceAttributes;
  readonly object: RbacObject;
  /** Absent on creation. */
  readonly existing?: RbacObject;
}

/** Why a write is refused, as the API server answers it. */
export interface Refusal {
  readonly code: 400 | 403 | 404 | 409 | 422 | 500;
  readonly reason?: string;
  readonly message: string;
}

/** What the check decides from: the whole chain for the verbs bind and escalate, RBAC alone for rights held. */
export interface RbacGuard {
  readonly chain: Chain;
  readonly rbac: RbacIndex;
}

const fullAuthority: readonly PolicyRule[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
  { verbs: ["*"], nonResourceURLs: ["*"] },
];

/** A 403 about an object by name; objects without one are not named. */
export function forbidden(resource: string, name: string, why: string): Refusal {
  const what = name === "" ? resource : `${resource} ${goQuote(name)}`;
  return { code: 403, reason: "Forbidden", message: `${what} is forbidden: ${why}` };
}

function mayDo(guard: RbacGuard, attributes: ResourceAttributes): boolean {
  return authorize(guard.chain, attributes).decision === "allow";
}

function without(metadata: RbacObject["metadata"]): unknown {
  const { ownerReferences: _, finalizers: _f, managedFields: _m, selfLink: _s, ...rest } = metadata;
  return rest;
}

/** Canonical text of a value in which nothing, null and empty are the same, and keys are in no order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== "object" || inner === null) return inner === null ? undefined : inner;
    if (Array.isArray(inner)) return inner.length === 0 ? undefined : (inner as unknown[]);
    const entries = Object.entries(inner).filter(
      ([, one]) => one !== null && one !== "" && !(Array.isArray(one) && one.length === 0),
    );
    return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Whether a write changes owners and finalizers only, as the garbage collector does. */
function changesOwnersOnly({ object, existing }: RbacWrite): boolean {
  if (existing === undefined) return false;
  const comparable = (one: RbacObject): string =>
    canonical({ ...one, metadata: without(one.metadata), hasRule: one.aggregationRule !== undefined });
  return comparable(object) === comparable(existing);
}

function aggregates(object: RbacObject | undefined): boolean {
  return (object?.aggregationRule?.clusterRoleSelectors ?? []).length > 0;
}

/** What a missing role is called since 1.32. */
function nameForMissing({ chain }: RbacGuard, { resource }: RbacKind): string | undefined {
  return compareMinor(chain.version, "1.32") < 0 ? undefined : resource;
}

function guardRole(guard: RbacGuard, { kind, attributes, object, existing }: RbacWrite): Refusal | undefined {
  const escalate = { ...attributes, verb: "escalate", apiVersion: "*", subresource: "" };
  if (mayDo(guard, escalate)) return undefined;
  const { user, namespace } = attributes;
  const resource = `${kind.resource}.${rbacGroup}`;
  const name = object.metadata.name ?? "";
  const fault = escalationFault(guard.rbac, user, namespace, object.rules ?? [], nameForMissing(guard, kind));
  if (fault !== undefined) return forbidden(resource, name, fault);
  if (kind.namespaced || (!aggregates(object) && !aggregates(existing))) return undefined;
  if (escalationFault(guard.rbac, user, namespace, fullAuthority) === undefined) return undefined;
  return forbidden(resource, name, "must have cluster-admin privileges to use the aggregationRule");
}

const statusReasons = { 400: "BadRequest", 404: "NotFound" } as const;

function guardBinding(guard: RbacGuard, { kind, attributes, object }: RbacWrite): Refusal | undefined {
  const { user, namespace } = attributes;
  const { apiGroup = "", kind: roleKind = "", name = "" } = object.roleRef ?? {};
  const resources = new Map([
    ["ClusterRole", "clusterroles"],
    ["Role", "roles"],
  ]);
  const resource = resources.get(roleKind);
  const bind = { user, verb: "bind", apiGroup, apiVersion: "*", subresource: "", namespace, name };
  if (resource !== undefined && mayDo(guard, { ...bind, resource })) return undefined;
  const found = guard.rbac.find(roleKind, name, namespace);
  if (!("role" in found)) return missingRole(roleKind, namespace, storageError(found, nameForMissing(guard, kind)));
  const fault = escalationFault(guard.rbac, user, namespace, found.rules, nameForMissing(guard, kind));
  return fault === undefined
    ? undefined
    : forbidden(`${kind.resource}.${rbacGroup}`, object.metadata.name ?? "", fault);
}

function missingRole(kind: string, namespace: string, error: ReturnType<typeof storageError>): Refusal {
  if (kind === "Role" && namespace === "")
    return { code: 400, reason: "BadRequest", message: "Namespace parameter required." };
  const { code, message } = error ?? { code: 500, message: "" };
  return code === 500 ? { code, message } : { code, reason: statusReasons[code], message };
}

/**
 * Whether the user may write this: undefined if so. Members of system:masters may; who may `escalate` (roles) or `bind` (bindings)
 * may; all others only what covers no more than their own RBAC rights there. Writes of owners and finalizers alone are let through.
 */
export function guardRbacWrite(guard: RbacGuard, write: RbacWrite): Refusal | undefined {
  const { user } = write.attributes;
  if (user.groups?.includes(mastersGroup) === true || changesOwnersOnly(write)) return undefined;
  return write.kind.isRole ? guardRole(guard, write) : guardBinding(guard, write);
}
