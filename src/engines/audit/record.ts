// What a request leaves in the audit log: its events, stage by stage (k8s.io/apiserver/pkg/endpoints/filters audit.go and authn_audit.go,
// pkg/audit/request.go; bodies are put in by pkg/endpoints/handlers).
import type { UserInfo } from "../../kubernetes/index.ts";
import { evaluate, type AuditDecision } from "./evaluate.ts";
import { isResourceRequest, levels, type AuditedRequest, type AuditPolicy, type Level, type Stage } from "./policy.ts";

/** The body a handler decoded. Its metadata fills objectRef, at level Metadata too; a patch and delete options name nothing. */
export type DecodedBody =
  | { readonly kind: "object"; readonly metadata?: SentMetadata }
  | { readonly kind: "patch" | "delete-options" };

/** The metadata of a sent object that objectRef takes over where the URL leaves it empty. */
export interface SentMetadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/**
 * How a request ended, as far as its record depends on it.
 * - `unauthenticated`: 401; nobody is the user.
 * - `impersonation-refused`, `forbidden`: the authorizer said no; a Status is answered, the body is never read.
 * - `answered`: it reached its handler. `with` is what was written: an `object` (a Status of an error too), or `bytes` that are none: a watch,
 *   a log, a proxied or upgraded connection, the text of /healthz. `body` is what the handler decoded: none for connections and reads.
 * - `panicked`: the handler broke off.
 */
export type Ending =
  | { readonly kind: "unauthenticated" | "impersonation-refused" | "forbidden" }
  | { readonly kind: "answered"; readonly with: "object" | "bytes"; readonly body?: DecodedBody }
  | { readonly kind: "panicked"; readonly body?: DecodedBody };

/** What an event says the request is about; what is empty is left out of the log. */
export interface ObjectReference {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly resourceVersion: string;
  readonly subresource: string;
}

/** One event of a request. */
export interface RecordedEvent {
  readonly stage: Stage;
  readonly level: Exclude<Level, "None">;
  /** Who authenticated; absent for a failed login, which is written as an empty user. */
  readonly user: UserInfo | undefined;
  /** Who the request was made as, where impersonation was allowed; not yet known at RequestReceived. */
  readonly impersonatedUser: UserInfo | undefined;
  readonly objectRef: ObjectReference | undefined;
  /** The authorizer's answer, an annotation; absent before it was asked, and where it never was. */
  readonly decision: "allow" | "forbid" | undefined;
  readonly hasResponseStatus: boolean;
  readonly hasRequestObject: boolean;
  readonly hasResponseObject: boolean;
  /** Whether bodies in this event have lost metadata.managedFields; a patch is kept as it was sent. */
  readonly omitsManagedFields: boolean;
}

/** What a request leaves behind. */
export interface RequestRecord {
  readonly decision: AuditDecision;
  /** In the order they are written; none where nothing is recorded. */
  readonly events: readonly RecordedEvent[];
}

const longRunningVerbs = new Set(["watch", "proxy"]);
const longRunningSubresources = new Set(["attach", "exec", "proxy", "log", "portforward"]);

/** Whether a request has the stage ResponseStarted (kube-apiserver's LongRunningFunc, the same since 1.20). */
export function isLongRunning(request: AuditedRequest): boolean {
  if (longRunningVerbs.has(request.verb)) return true;
  if (isResourceRequest(request)) return longRunningSubresources.has(request.subresource);
  return request.path.startsWith("/debug/pprof/");
}

/** The stages a request goes through, whatever a policy omits. A failed login has ResponseStarted and nothing else. */
export function stagesOf(request: AuditedRequest, ending: Ending["kind"]): readonly Stage[] {
  if (ending === "unauthenticated") return ["ResponseStarted"];
  const started: readonly Stage[] = isLongRunning(request) ? ["ResponseStarted"] : [];
  return ["RequestReceived", ...started, ending === "panicked" ? "Panic" : "ResponseComplete"];
}

function bodyOf(ending: Ending): DecodedBody | undefined {
  return "body" in ending ? ending.body : undefined;
}

function reference(request: AuditedRequest, body: DecodedBody | undefined): ObjectReference | undefined {
  if (!isResourceRequest(request)) return undefined;
  const { resource, namespace, name, apiGroup, apiVersion, subresource } = request;
  const sent: SentMetadata = body?.kind === "object" ? (body.metadata ?? {}) : {};
  return {
    resource,
    subresource,
    apiGroup,
    apiVersion,
    namespace: namespace === "" ? (sent.namespace ?? "") : namespace,
    name: name === "" ? (sent.name ?? "") : name,
    uid: sent.uid ?? "",
    resourceVersion: sent.resourceVersion ?? "",
  };
}

function authorization(ending: Ending): RecordedEvent["decision"] {
  if (ending.kind === "forbidden") return "forbid";
  return ending.kind === "answered" || ending.kind === "panicked" ? "allow" : undefined;
}

/** Every refusal is written as a Status object, and a panic writes none. */
function answersObject(ending: Ending): boolean {
  return ending.kind === "answered" ? ending.with === "object" : ending.kind !== "panicked";
}

function atLeastLevel(level: Level, wanted: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(wanted);
}

/** The parts of a request that decide its record. */
export interface RecordedRequest {
  readonly request: AuditedRequest;
  readonly ending: Ending;
  /** Who the request asks to be made as. */
  readonly impersonated?: UserInfo;
}

function eventAt(
  stage: Stage,
  { request, ending, impersonated }: RecordedRequest,
  decision: AuditDecision,
): RecordedEvent {
  const received = stage === "RequestReceived";
  const { level, omitManagedFields } = decision;
  const body = received ? undefined : bodyOf(ending);
  return {
    stage,
    level: level as RecordedEvent["level"], // None writes no events
    user: ending.kind === "unauthenticated" ? undefined : request.user,
    impersonatedUser: received || authorization(ending) === undefined ? undefined : impersonated,
    objectRef: reference(request, body),
    decision: received ? undefined : authorization(ending),
    hasResponseStatus: !received,
    hasRequestObject: body !== undefined && atLeastLevel(level, "Request"),
    hasResponseObject: !received && answersObject(ending) && atLeastLevel(level, "RequestResponse"),
    omitsManagedFields: omitManagedFields,
  };
}

/**
 * The events a request leaves under a policy. A failed login is judged without a user, whatever `request` says.
 * Requests whose URL the server refuses before it audits (where requestAttributes gives none) are never recorded.
 */
export function recordOf(policy: AuditPolicy, recorded: RecordedRequest): RequestRecord {
  const { request, ending } = recorded;
  const judged: AuditedRequest = ending.kind === "unauthenticated" ? { ...request, user: undefined } : request;
  const decision = evaluate(policy, judged);
  if (decision.level === "None") return { decision, events: [] };
  const written = stagesOf(request, ending.kind).filter((stage) => !decision.omitStages.includes(stage));
  return { decision, events: written.map((stage) => eventAt(stage, recorded, decision)) };
}
