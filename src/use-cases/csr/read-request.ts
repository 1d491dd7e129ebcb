// From an object, or a bare PKCS#10 request, to what is judged.
import type { JsonObject } from "../../core/index.ts";
import {
  parsePkcs10,
  readSigningRequest,
  type ApiVersion,
  type SigningRequest,
} from "../../engines/certificates/index.ts";
import type { UserInfo } from "../../kubernetes/index.ts";
import { encodeBase64, type CertificateRequest } from "../../languages/x509/index.ts";

/** A request that could be read, whole or as far as it goes. */
export interface ReadRequest {
  readonly name: string;
  readonly apiVersion: ApiVersion;
  readonly body: JsonObject;
  readonly request: SigningRequest;
  /** The PKCS#10 request inside, or why there is none. */
  readonly inside: CertificateRequest | undefined;
  readonly fault?: string;
  /** RFC 3339; absent for a request no server has seen. */
  readonly created?: string;
}

/** A request that is none, and why. */
export interface UnreadRequest {
  readonly name: string;
  readonly problem: string;
}

const hidden = /^«redacted /;

function nameOf(object: JsonObject): string {
  const { metadata } = object as { readonly metadata?: { readonly name?: unknown; readonly generateName?: unknown } };
  const { name, generateName } = metadata ?? {};
  return typeof name === "string" ? name : typeof generateName === "string" ? generateName : "";
}

/** Reads a CertificateSigningRequest. `requestor` stands where the object does not say who asks. */
export function readRequest(object: JsonObject, requestor?: UserInfo): ReadRequest | UnreadRequest {
  const name = nameOf(object);
  const { spec } = object as { readonly spec?: { readonly request?: unknown } };
  if (typeof spec?.request === "string" && hidden.test(spec.request))
    return { name, problem: "spec.request holds no certificate request: what it held was left out on reading" };
  const reading = readSigningRequest(object);
  if ("problems" in reading)
    return { name, problem: reading.problems.map(({ path, message }) => `${path} ${message}`).join("; ") };
  const { request: stored } = reading;
  const request = stored.user.username === "" && requestor !== undefined ? { ...stored, user: requestor } : stored;
  const parsing = parsePkcs10(request.request);
  const { creationTimestamp } = request.metadata as { readonly creationTimestamp?: unknown };
  return {
    name,
    apiVersion: object["apiVersion"] === "certificates.k8s.io/v1beta1" ? "v1beta1" : "v1",
    body: object,
    request,
    ...("error" in parsing ? { inside: undefined, fault: parsing.error } : { inside: parsing.request }),
    ...(typeof creationTimestamp === "string" ? { created: creationTimestamp } : {}),
  };
}

/** What an object says of a request beside the request itself. */
export interface RequestTerms {
  readonly name: string;
  readonly signerName: string;
  readonly usages: readonly string[];
  readonly expirationSeconds?: number;
}

/** The object that carries a PKCS#10 request (PEM text as bytes) to a signer. */
export function requestObject(pem: Uint8Array, { name, ...terms }: RequestTerms): JsonObject {
  return {
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: { name },
    spec: { request: encodeBase64(pem), ...terms, usages: [...terms.usages] },
  };
}
