// A request that writes an RBAC object, answered as kube-apiserver does: authorization, patch, escalation check, validation.
import {
  applyPatch,
  compareMinor,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type PatchOperation,
} from "../../../core/index.ts";
import {
  forbiddenMessage,
  goQuote,
  joinErrors,
  requestAttributes,
  type ResourceAttributes,
  type UserInfo,
} from "../../../kubernetes/index.ts";
import { authorize } from "../authorize.ts";
import { forbidden, guardRbacWrite, type RbacGuard, type RbacWrite, type Refusal } from "./guard-rbac-write.ts";
import { mergePatch } from "./merge-patch.ts";
import { decodeRbacObject, kindOfResource, rbacGroup, type RbacKind, type RbacObject } from "./rbac-kinds.ts";
import { validateRbac } from "./validate-rbac.ts";

/** A write of one RBAC object. */
export interface RbacRequest {
  readonly user: UserInfo;
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  readonly body?: JsonValue;
  /** The object at the path, or on POST the one that has the name already. */
  readonly existing?: JsonObject;
}

/** What the server answers. The object is the one that would be stored. */
export type RbacResponse = { readonly code: 200 | 201; readonly object?: RbacObject } | Refusal;

function badRequest(message: string): Refusal {
  return { code: 400, reason: "BadRequest", message };
}

function notFound(attributes: ResourceAttributes): Refusal {
  return {
    code: 404,
    reason: "NotFound",
    message: `${attributes.resource}.${rbacGroup} ${goQuote(attributes.name)} not found`,
  };
}

function refusedByChain({ chain }: RbacGuard, attributes: ResourceAttributes): Refusal | undefined {
  const { decision, reason, evaluationError } = authorize(chain, attributes);
  if (decision === "allow") return undefined;
  if (evaluationError !== undefined) return { code: 500, message: evaluationError };
  return forbidden(
    `${attributes.resource}.${attributes.apiGroup}`,
    attributes.name,
    forbiddenMessage(attributes, reason),
  );
}

function patched({ contentType = "", body = null }: RbacRequest, existing: JsonObject): JsonObject | Refusal {
  if (contentType.startsWith("application/json-patch+json")) {
    try {
      return applyPatch(existing, body as unknown as readonly PatchOperation[]);
    } catch (error) {
      if (error instanceof RangeError || error instanceof TypeError)
        return { code: 422, reason: "Invalid", message: error.message };
      throw error;
    }
  }
  const merged = mergePatch(existing, body);
  return isJsonObject(merged) ? merged : badRequest("the patch is no object");
}

function isRefusal(value: object): value is Refusal {
  return "code" in value && "message" in value;
}

/** The object a request would store, decoded, in the namespace of the request. */
function written(request: RbacRequest, kind: RbacKind, attributes: ResourceAttributes): RbacObject | Refusal {
  const { method, body, existing } = request;
  const raw =
    method === "PATCH"
      ? patched(request, existing ?? {})
      : isJsonObject(body)
        ? body
        : badRequest("the body is no object");
  if (isRefusal(raw)) return raw;
  const object = decodeRbacObject(raw, kind);
  if ("problems" in object)
    return badRequest(object.problems.map(({ path, message }) => `${path} ${message}`).join(", "));
  const { name = "", namespace: _, ...metadata } = object.metadata;
  const given = object.metadata.namespace ?? "";
  if (method !== "POST" && name !== attributes.name) {
    return badRequest(`the name of the object (${name}) does not match the name on the URL (${attributes.name})`);
  }
  if (kind.namespaced && given !== "" && given !== attributes.namespace)
    return namespaceMismatch(method, given, attributes);
  const place = kind.namespaced ? { namespace: attributes.namespace } : {};
  return { ...object, metadata: { ...metadata, ...(name === "" ? {} : { name }), ...place } };
}

function namespaceMismatch(method: string, given: string, { namespace }: ResourceAttributes): Refusal {
  if (method === "POST")
    return badRequest("the namespace of the provided object does not match the namespace sent on the request");
  return badRequest(
    `the namespace of the object (${given}) does not match the namespace on the request (${namespace})`,
  );
}

function decodeExisting({ existing, method }: RbacRequest, kind: RbacKind, namespace: string): RbacObject | undefined {
  if (existing === undefined || method === "POST") return undefined;
  const object = decodeRbacObject(existing, kind);
  if ("problems" in object) return undefined;
  return kind.namespaced ? { ...object, metadata: { ...object.metadata, namespace } } : object;
}

/** A PUT replaces the fields a server fills in too, so that it never changes owners alone unless it repeats them. */
function seen(request: RbacRequest, existing: RbacObject | undefined): RbacObject | undefined {
  if (existing === undefined || request.method !== "PUT") return existing;
  return { ...existing, metadata: { uid: "set by the server", ...existing.metadata } };
}

function createOnUpdate(guard: RbacGuard, attributes: ResourceAttributes): Refusal | undefined {
  const create = { ...attributes, verb: "create" };
  const { decision, reason, evaluationError } = authorize(guard.chain, create);
  if (decision === "allow") return undefined;
  if (evaluationError !== undefined)
    return { code: 500, reason: "InternalError", message: `Internal error occurred: ${evaluationError}` };
  const why = compareMinor(guard.chain.version, "1.32") < 0 ? reason : forbiddenMessage(create, reason);
  return forbidden(`${attributes.resource}.${rbacGroup}`, attributes.name, why);
}

function store(guard: RbacGuard, request: RbacRequest, write: RbacWrite): RbacResponse {
  const { kind, object, existing, attributes } = write;
  const refused = guardRbacWrite(
    guard,
    existing === undefined ? write : { ...write, existing: seen(request, existing) ?? existing },
  );
  if (refused !== undefined) return refused;
  const name = object.metadata.name ?? "";
  const faults = validateRbac(object, kind, guard.chain.version, existing);
  if (faults.length > 0) {
    const message = `${kind.kind}.${rbacGroup} ${goQuote(name)} is invalid: ${joinErrors(faults)}`;
    return { code: 422, reason: "Invalid", message };
  }
  if (request.method === "POST" && request.existing !== undefined) {
    return {
      code: 409,
      reason: "AlreadyExists",
      message: `${kind.resource}.${rbacGroup} ${goQuote(name)} already exists`,
    };
  }
  const creating = existing === undefined && request.method === "PUT" ? createOnUpdate(guard, attributes) : undefined;
  return creating ?? { code: existing === undefined ? 201 : 200, object };
}

/**
 * Answers a POST, PUT, PATCH or DELETE of a role or binding. No group is implied: list system:authenticated where the server adds it.
 * Undefined for requests that write no RBAC object.
 */
export function answerRbacRequest(guard: RbacGuard, request: RbacRequest): RbacResponse | undefined {
  const { method, path, user } = request;
  const attributes = requestAttributes(method, path, user, guard.chain);
  if (attributes?.path !== undefined || attributes?.apiGroup !== rbacGroup) return undefined;
  const kind = kindOfResource(attributes.resource);
  if (kind === undefined || attributes.subresource !== "" || !["POST", "PUT", "PATCH", "DELETE"].includes(method))
    return undefined;
  const refused = refusedByChain(guard, attributes);
  if (refused !== undefined) return refused;
  const existing = decodeExisting(request, kind, attributes.namespace);
  if (existing === undefined && (method === "DELETE" || method === "PATCH")) return notFound(attributes);
  if (method === "DELETE") return { code: 200 };
  const object = written(request, kind, attributes);
  if (isRefusal(object)) return object;
  return store(
    guard,
    request,
    existing === undefined ? { kind, attributes, object } : { kind, attributes, object, existing },
  );
}
