// Worlds of the authorization vectors: objects, policy lines and webhook rules, as a chain.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Minor } from "../../../src/core/index.ts";
import {
  answerByRules,
  buildRbacIndex,
  nodeAuthority,
  parseAbacPolicy,
  type Authorizer,
  type Chain,
  type ClusterRole,
  type NodeGraphObject,
  type RbacObjects,
  type WebhookAnswer,
  type WebhookMatch,
} from "../../../src/engines/authorization/index.ts";
import type { RequestAttributes, UserInfo } from "../../../src/kubernetes/index.ts";

/** The version whose behaviour was recorded. */
export const recordedVersion: Minor = "1.20";

/** A user as the vectors write it. */
export interface VectorUser {
  readonly name: string;
  readonly uid?: string;
  readonly groups?: readonly string[] | null;
  readonly extra?: Readonly<Record<string, readonly string[]>> | null;
}

/** A request as the vectors write it. */
export interface VectorRequest {
  readonly user: VectorUser;
  readonly verb: string;
  readonly apiGroup?: string;
  readonly apiVersion?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly nonResourcePath?: string;
}

type Bare = Readonly<Record<string, unknown>>;
type Lists = Readonly<Record<string, readonly Bare[] | undefined>>;

/** A world file. */
export interface World {
  readonly name: string;
  readonly modes: readonly string[];
  readonly abacPolicy?: readonly string[];
  readonly aggregationSource?: readonly Bare[];
  readonly webhook?: { readonly rules: readonly VectorWebhookRule[] } | null;
}

interface VectorWebhookRule {
  readonly match: WebhookMatch;
  readonly status?: Exclude<WebhookAnswer, { readonly fault: string }>;
  readonly fault?: string;
}

/** Reads JSON, plain or gzipped. */
export function readJson(file: string): unknown {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
}

const rbacKinds = {
  clusterRoles: "ClusterRole",
  clusterRoleBindings: "ClusterRoleBinding",
  roles: "Role",
  roleBindings: "RoleBinding",
} as const;

/** Go writes null for what is absent, and reads it so. */
function withoutNulls<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => inner ?? undefined)) as T;
}

/** Objects of one list of a world, with the kind the file leaves out. */
function typed(list: readonly Bare[] | null | undefined, kind: string): readonly Bare[] {
  return (list ?? []).map((one) => ({ apiVersion: "rbac.authorization.k8s.io/v1", kind, ...withoutNulls(one) }));
}

/** The RBAC objects of a world (or of any file with such lists). */
export function rbacObjectsOf(lists: unknown): RbacObjects {
  const entries = Object.entries(rbacKinds).map(([key, kind]) => [key, typed((lists as Lists)[key], kind)]);
  return Object.fromEntries(entries) as RbacObjects;
}

/** The roles of a world before the aggregation controller ran; none in most. */
export function aggregationSource(world: World): readonly ClusterRole[] {
  return typed(world.aggregationSource, "ClusterRole") as unknown as readonly ClusterRole[];
}

const faultTexts = new Map([
  ["http500", 'an error on the server ("unknown") has prevented the request from succeeding'],
  ["http403", "hook says no"],
  ["malformed", "couldn't get version/kind; json parse error: unexpected end of JSON input"],
]);

function answerOf({ status, fault }: VectorWebhookRule): WebhookAnswer {
  return fault === undefined ? (status ?? {}) : { fault: faultTexts.get(fault) ?? fault };
}

function authorizerOf(mode: string, world: World): Authorizer {
  const objects = (key: string): readonly NodeGraphObject[] => ((world as unknown as Lists)[key] ?? []) as never;
  const rules = (world.webhook?.rules ?? []).map((rule) => ({ match: rule.match, answer: answerOf(rule) }));
  const abac = parseAbacPolicy((world.abacPolicy ?? []).join("\n"), { version: recordedVersion, path: "ABACFILE" });
  switch (mode) {
    case "RBAC":
      return { type: "RBAC", rbac: buildRbacIndex(rbacObjectsOf(world)) };
    case "ABAC":
      if ("error" in abac) throw new Error(abac.error);
      return { type: "ABAC", abac: abac.policies };
    case "Webhook":
      return { type: "Webhook", webhook: { answer: answerByRules(rules) } };
    case "Node": {
      const [pods, persistentVolumes, volumeAttachments, nodes] = [
        "pods",
        "persistentVolumes",
        "volumeAttachments",
        "nodes",
      ].map(objects);
      const graph = {
        pods: pods ?? [],
        persistentVolumes: persistentVolumes ?? [],
        volumeAttachments: volumeAttachments ?? [],
        nodes: nodes ?? [],
      };
      return { type: "Node", node: nodeAuthority(graph, recordedVersion) };
    }
    case "AlwaysAllow":
    case "AlwaysDeny":
      return { type: mode };
    default:
      throw new Error(`there is no authorizer called ${mode}`);
  }
}

/** The chain of a world, in the order of its modes. */
export function chainOf(world: World): Chain {
  return { authorizers: world.modes.map((mode) => authorizerOf(mode, world)), version: recordedVersion };
}

/** A user in our terms. */
export function userOf({ name, uid, groups, extra }: VectorUser): UserInfo {
  return {
    username: name,
    ...(uid === undefined ? {} : { uid }),
    ...(groups === undefined || groups === null ? {} : { groups }),
    ...(extra === undefined || extra === null ? {} : { extra }),
  };
}

/** A request in our terms. */
export function attributesOf(request: VectorRequest): RequestAttributes {
  const { verb, apiGroup = "", apiVersion = "", resource = "", subresource = "", name = "", namespace = "" } = request;
  const user = userOf(request.user);
  if (request.nonResourcePath !== undefined) return { user, verb, path: request.nonResourcePath };
  return { user, verb, apiGroup, apiVersion, resource, subresource, name, namespace };
}

/** Canonical text in which key order, null and empty lists and mappings do not matter. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== "object" || inner === null) return inner ?? undefined;
    if (Array.isArray(inner)) return inner.length === 0 ? undefined : inner;
    const entries = Object.entries(inner).filter(
      ([, one]) => one !== null && !(Array.isArray(one) && one.length === 0),
    );
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A list of errors in brackets, in an order of its own, as text whose order is fixed. */
export function sortedErrors(reason: string): string {
  return reason.replace(/\[([^[\]]*)\]/g, (_, list: string) => `[${list.split(", ").sort().join(", ")}]`);
}
