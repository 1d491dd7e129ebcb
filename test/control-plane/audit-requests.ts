/** A scripted mix of requests, each with what becomes of it: the facts a prediction of its audit events starts from. */
import type { Ending, DecodedBody } from "../../src/engines/audit/index.ts";

/** Who sends a request: the administrator's certificate, a user of the audit world by token, nobody, or someone with a wrong token. */
export type Sender = "admin" | "alice" | "carol" | "mallory" | "anonymous" | "intruder";

/** One request of the script. */
export interface ScriptedRequest {
  readonly sender: Sender;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The status the server must answer, else the scenario did not happen. */
  readonly code: number;
  readonly ending: Ending;
  /** The user named by an Impersonate-User header. */
  readonly impersonates?: string;
}

const configMaps = "/api/v1/namespaces/harbour/configmaps";
const object: Ending = { kind: "answered", with: "object" };
const bytes: Ending = { kind: "answered", with: "bytes" };
const forbidden: Ending = { kind: "forbidden" };
const unauthenticated: Ending = { kind: "unauthenticated" };

function withBody(body: DecodedBody): Ending {
  return { kind: "answered", with: "object", body };
}

function named(name: string, more: object = {}): Ending {
  return withBody({ kind: "object", metadata: { name, ...more } });
}

function configMap(metadata: object, data: object = { depth: "7" }): object {
  return { apiVersion: "v1", kind: "ConfigMap", metadata, data };
}

function get(sender: Sender, path: string, code: number, ending: Ending): ScriptedRequest {
  return { sender, method: "GET", path, code, ending };
}

const mergePatch = { "content-type": "application/merge-patch+json" };
const applyPatch = { "content-type": "application/apply-patch+yaml" };
const options = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Background" };

const reads: readonly ScriptedRequest[] = [
  get("admin", "/api/v1/namespaces/harbour/secrets", 200, object),
  get("admin", "/api/v1/secrets?limit=5", 200, object),
  get("admin", `${configMaps}?fieldSelector=metadata.name%3Dtide`, 200, object),
  get("alice", configMaps, 200, object),
  get("alice", `${configMaps}/nowhere`, 404, object),
  get("admin", "/api/v1/namespaces/harbour", 200, object),
  get("admin", "/apis/apps/v1/namespaces/harbour/deployments/crane/scale", 200, object),
  { sender: "admin", method: "HEAD", path: "/api/v1/namespaces/harbour", code: 405, ending: object },
  get("mallory", "/api/v1/namespaces/harbour/secrets/key", 403, forbidden),
  get("anonymous", "/api/v1/pods", 403, forbidden),
  get("intruder", "/api/v1/pods", 401, unauthenticated),
  get("admin", "/api/v1/namespaces/harbour/pods/hull", 200, object),
  get("admin", "/apis/no.such.group/v1/things", 404, bytes),
];

const writes: readonly ScriptedRequest[] = [
  {
    sender: "alice",
    method: "POST",
    path: configMaps,
    body: configMap({ name: "tide" }),
    code: 201,
    ending: named("tide"),
  },
  {
    sender: "alice",
    method: "POST",
    path: configMaps,
    body: configMap({ generateName: "wave-" }),
    code: 201,
    ending: withBody({ kind: "object", metadata: {} }),
  },
  {
    sender: "alice",
    method: "POST",
    path: `${configMaps}?dryRun=All`,
    body: configMap({ name: "never", namespace: "harbour" }),
    code: 201,
    ending: named("never", { namespace: "harbour" }),
  },
  {
    sender: "alice",
    method: "POST",
    path: configMaps,
    body: configMap({ name: "No Name" }),
    code: 422,
    ending: named("No Name"),
  },
  { sender: "alice", method: "POST", path: configMaps, body: "garbage", code: 400, ending: object },
  {
    sender: "alice",
    method: "PUT",
    path: `${configMaps}/tide`,
    body: configMap({ name: "tide", resourceVersion: "1" }),
    code: 409,
    ending: named("tide", { resourceVersion: "1" }),
  },
  {
    sender: "alice",
    method: "PUT",
    path: `${configMaps}/tide`,
    body: configMap({ name: "tide" }, { depth: "8" }),
    code: 200,
    ending: named("tide"),
  },
  {
    sender: "alice",
    method: "PATCH",
    path: `${configMaps}/tide`,
    headers: mergePatch,
    body: { data: { wind: "SW" } },
    code: 200,
    ending: withBody({ kind: "patch" }),
  },
  {
    sender: "alice",
    method: "PATCH",
    path: `${configMaps}/applied?fieldManager=crew`,
    headers: applyPatch,
    body: configMap({ name: "applied" }),
    code: 201,
    ending: withBody({ kind: "patch" }),
  },
  {
    sender: "mallory",
    method: "POST",
    path: configMaps,
    body: configMap({ name: "loot" }),
    code: 403,
    ending: forbidden,
  },
  { sender: "anonymous", method: "DELETE", path: `${configMaps}/tide`, code: 403, ending: forbidden },
  {
    sender: "alice",
    method: "DELETE",
    path: `${configMaps}/applied`,
    body: options,
    code: 200,
    ending: withBody({ kind: "delete-options" }),
  },
  { sender: "alice", method: "DELETE", path: `${configMaps}/tide`, code: 200, ending: object },
  { sender: "admin", method: "DELETE", path: `${configMaps}?labelSelector=none%3Dhere`, code: 200, ending: object },
  {
    sender: "admin",
    method: "DELETE",
    path: configMaps,
    body: options,
    code: 200,
    ending: withBody({ kind: "delete-options" }),
  },
  {
    sender: "admin",
    method: "PATCH",
    path: "/apis/apps/v1/namespaces/harbour/deployments/crane/scale",
    headers: mergePatch,
    body: { spec: { replicas: 0 } },
    code: 200,
    ending: withBody({ kind: "patch" }),
  },
  {
    sender: "admin",
    method: "POST",
    path: "/api/v1/namespaces/harbour/serviceaccounts/pilot/token",
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 600 } },
    code: 201,
    ending: withBody({ kind: "object" }),
  },
  {
    sender: "mallory",
    method: "POST",
    path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    body: {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { nonResourceAttributes: { verb: "get", path: "/x" } },
    },
    code: 201,
    ending: withBody({ kind: "object" }),
  },
  {
    sender: "admin",
    method: "POST",
    path: "/api/v1/namespaces",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name: "dock" } },
    code: 201,
    ending: named("dock"),
  },
  { sender: "admin", method: "DELETE", path: "/api/v1/namespaces/dock", code: 200, ending: object },
  { sender: "admin", method: "OPTIONS", path: "/api/v1/namespaces/harbour/pods", code: 405, ending: object },
];

const connections: readonly ScriptedRequest[] = [
  get("admin", "/api/v1/namespaces/harbour/pods?watch=true&timeoutSeconds=1", 200, bytes),
  get("admin", "/api/v1/watch/namespaces/harbour/secrets?timeoutSeconds=1", 200, bytes),
  get("mallory", "/api/v1/secrets?watch=1", 403, forbidden),
  get("intruder", "/api/v1/secrets?watch=1", 401, unauthenticated),
  get("admin", "/api/v1/namespaces/harbour/pods/hull/log", 204, bytes),
  get("mallory", "/api/v1/namespaces/harbour/pods/hull/log", 403, forbidden),
  {
    sender: "admin",
    method: "POST",
    path: "/api/v1/namespaces/harbour/pods/hull/exec?command=id&stdout=true",
    code: 400,
    ending: object,
  },
  {
    sender: "mallory",
    method: "POST",
    path: "/api/v1/namespaces/harbour/pods/hull/exec?command=id",
    code: 403,
    ending: forbidden,
  },
  get("admin", "/api/v1/nodes/nowhere/proxy/metrics", 404, object),
];

const paths: readonly ScriptedRequest[] = [
  get("admin", "/healthz", 200, bytes),
  get("anonymous", "/version", 200, bytes),
  get("anonymous", "/metrics", 403, forbidden),
  get("intruder", "/healthz", 401, unauthenticated),
  get("alice", "/api", 200, object),
  get("alice", "/apis", 200, object),
  get("alice", "/apis/apps/v1", 200, object),
  get("alice", "/openapi/v2", 200, bytes),
  get("admin", "/no/such/path", 404, bytes),
  get("admin", "/api/v1/watch", 500, bytes), // refused before anything is audited
  { sender: "mallory", method: "POST", path: "/healthz", code: 403, ending: forbidden },
];

function as(
  sender: Sender,
  impersonates: string,
  more: Omit<ScriptedRequest, "sender" | "method" | "path" | "impersonates">,
): ScriptedRequest {
  const headers = { "impersonate-user": impersonates, ...more.headers };
  return { sender, method: "GET", path: configMaps, ...more, headers, impersonates };
}

const impersonations: readonly ScriptedRequest[] = [
  as("carol", "dave", { code: 403, ending: forbidden }),
  as("carol", "alice", { code: 403, ending: { kind: "impersonation-refused" } }),
  as("admin", "alice", { code: 200, ending: object }),
  as("admin", "system:serviceaccount:harbour:pilot", { code: 403, ending: forbidden }),
  {
    sender: "admin",
    method: "GET",
    path: configMaps,
    headers: { "impersonate-group": "crew" },
    code: 400,
    ending: { kind: "impersonation-refused" },
  },
];

/** The requests, in the order they are sent: later ones find what earlier ones made. */
export const script: readonly ScriptedRequest[] = [...writes, ...reads, ...connections, ...paths, ...impersonations];
