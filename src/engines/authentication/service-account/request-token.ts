// TokenRequest: which token a service account is given (pkg/registry/core/serviceaccount/storage/token.go).
import { compareMinor, type JsonObject, type Minor } from "../../../core/index.ts";
import { goQuote, isGateOn, joinErrors, FieldErrors, type FeatureGates } from "../../../kubernetes/index.ts";
import type { BoundObject, BoundResource, ServiceAccountTokens } from "../authenticators.ts";
import { serviceAccountName } from "../service-account-name.ts";

/** What is asked for (authentication.k8s.io TokenRequestSpec). */
export interface TokenRequestSpec {
  readonly audiences?: readonly string[];
  /** Default an hour. */
  readonly expirationSeconds?: number;
  readonly boundObjectRef?: {
    readonly kind?: string;
    readonly apiVersion?: string;
    readonly name?: string;
    readonly uid?: string;
  };
}

/** The server that signs. */
export interface TokenIssuing {
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
  readonly issuer: string;
  readonly apiAudiences: readonly string[];
  readonly objects: ServiceAccountTokens["objects"];
  /** --service-account-max-token-expiration in seconds. */
  readonly maxExpiration?: number;
  /** --service-account-extend-token-expiration; on by default since 1.21. */
  readonly extendExpiration?: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The token's id, which servers since 1.30 choose at random. */
  readonly newId: string;
}

/** The claims of the token, the server's refusal, or what would have to be seen to tell. */
export type TokenAnswer =
  | { readonly code: 201; readonly claims: JsonObject; readonly expirationSeconds: number }
  | { readonly code: 400 | 404 | 409 | 422; readonly message: string }
  | { readonly code: "unknown"; readonly reason: string };

const year = 365 * 24 * 3600;
/** What admission asks for in pods: the one duration that is extended. */
const injectedSeconds = 3607;

type Refusal = Exclude<TokenAnswer, { readonly code: 201 }>;

function validationFault(seconds: number, version: Minor): Refusal | undefined {
  const errors = new FieldErrors(version);
  const path = "spec.expirationSeconds";
  if (seconds < 600) errors.invalid(path, seconds, ["may not specify a duration less than 10 minutes"]);
  if (seconds > 2 ** 32) errors.invalid(path, seconds, ["may not specify a duration larger than 2^32 seconds"]);
  const { messages } = errors;
  if (messages.length === 0) return undefined;
  return { code: 422, message: `TokenRequest.authentication.k8s.io "" is invalid: ${joinErrors(messages)}` };
}

function found(resource: BoundResource, namespace: string, name: string, issuing: TokenIssuing): BoundObject | Refusal {
  const object = issuing.objects(resource, namespace, name);
  if (object === "absent") return { code: 404, message: `${resource} ${goQuote(name)} not found` };
  if (object === "unseen") return { code: "unknown", reason: `${name} of ${resource} was not seen` };
  return object;
}

/** What the token is bound to, as its claims name it. */
interface Binding {
  readonly claims: JsonObject;
  readonly isPod: boolean;
}

function nodeClaim(pod: BoundObject, issuing: TokenIssuing): JsonObject {
  const { nodeName } = pod;
  if (nodeName === undefined || !isGateOn("ServiceAccountTokenPodNodeInfo", issuing.version, issuing.featureGates))
    return {};
  const node = issuing.objects("nodes", "", nodeName);
  return { node: { name: nodeName, ...(typeof node === "string" ? {} : { uid: node.uid }) } };
}

function bind(
  namespace: string,
  account: string,
  { kind = "", apiVersion = "", name = "", uid }: NonNullable<TokenRequestSpec["boundObjectRef"]>,
  issuing: TokenIssuing,
): Binding | Refusal {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/", 2) : ["", apiVersion];
  const bindsNodes = compareMinor(issuing.version, "1.31") >= 0;
  const known = new Map<string, BoundResource>([
    ["Pod", "pods"],
    ["Secret", "secrets"],
    ...(bindsNodes ? [["Node", "nodes"] as const] : []),
  ]);
  const resource = group === "" ? known.get(kind) : undefined;
  if (resource === undefined)
    return { code: 400, message: `cannot bind token to object of type ${group}/${version}, Kind=${kind}` };
  const object = found(resource, resource === "nodes" ? "" : namespace, name, issuing);
  if ("code" in object) return object;
  if (resource === "pods" && object.serviceAccountName !== account) {
    const message = `cannot bind token for serviceaccount ${goQuote(account)} to pod running with different serviceaccount name.`;
    return { code: 400, message };
  }
  if (uid !== undefined && uid !== "" && uid !== object.uid) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    return { code: 409, message: `Operation cannot be fulfilled on ${kind} ${goQuote(name)}: ${why}` };
  }
  const claims = { [kind.toLowerCase()]: { name, uid: object.uid } };
  return resource === "pods"
    ? { claims: { ...claims, ...nodeClaim(object, issuing) }, isPod: true }
    : { claims, isPod: false };
}

function isExtended(seconds: number, isPod: boolean, audiences: readonly string[], issuing: TokenIssuing): boolean {
  const { version, apiAudiences, extendExpiration = compareMinor(version, "1.21") >= 0 } = issuing;
  const isForApi = compareMinor(version, "1.24") < 0 || audiences.every((one) => apiAudiences.includes(one));
  return extendExpiration && isPod && seconds === injectedSeconds && isForApi;
}

/** Answers a request for a token of `namespace/account`. Bindings to webhook configurations (alpha in 1.37) are not given. */
export function answerTokenRequest(
  namespace: string,
  account: string,
  spec: TokenRequestSpec,
  issuing: TokenIssuing,
): TokenAnswer {
  const { version, featureGates, issuer, apiAudiences, maxExpiration = Infinity, now, newId } = issuing;
  const { expirationSeconds: asked = 3600, boundObjectRef } = spec;
  const invalid = validationFault(asked, version);
  const looksFirst = compareMinor(version, "1.24") >= 0;
  if (invalid !== undefined && !looksFirst) return invalid;
  const object = found("serviceaccounts", namespace, account, issuing);
  if ("code" in object) return object;
  if (invalid !== undefined) return invalid;
  const binding = boundObjectRef === undefined ? undefined : bind(namespace, account, boundObjectRef, issuing);
  if (binding !== undefined && "code" in binding) return binding;
  const audiences = spec.audiences === undefined || spec.audiences.length === 0 ? apiAudiences : spec.audiences;
  const seconds = Math.min(asked, maxExpiration);
  const extended = isExtended(seconds, binding?.isPod === true, audiences, issuing);
  const start = Math.floor(now / 1000);
  const claims: JsonObject = {
    aud: [...audiences],
    exp: start + (extended ? year : seconds),
    iat: start,
    iss: issuer,
    ...(isGateOn("ServiceAccountTokenJTI", version, featureGates) ? { jti: newId } : {}),
    "kubernetes.io": {
      namespace,
      ...binding?.claims,
      serviceaccount: { name: account, uid: object.uid },
      ...(extended ? { warnafter: start + seconds } : {}),
    },
    nbf: start,
    sub: serviceAccountName(namespace, account),
  };
  return { code: 201, claims, expirationSeconds: seconds };
}
