// CertificateSigningRequests, and the PKCS#10 request inside.
import { isJsonObject, type JsonObject, type Minor } from "../../core/index.ts";
import { kinds, type ShapeProblem, type UserInfo } from "../../kubernetes/index.ts";
import {
  decodeBase64,
  goRules,
  latin1,
  parseCertificateRequest,
  readPem,
  requestSignatureFault,
  type CertificateRequest,
  type VerifySignature,
} from "../../languages/x509/index.ts";

/** A condition of a CertificateSigningRequest; times are RFC 3339. */
export interface RequestCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastUpdateTime?: string;
  readonly lastTransitionTime?: string;
}

/** A CertificateSigningRequest (certificates.k8s.io), decoded. */
export interface SigningRequest {
  readonly metadata: JsonObject & { readonly name?: string; readonly labels?: Readonly<Record<string, string>> };
  /** The PEM text as bytes; undefined where the field is missing. */
  readonly request: Uint8Array | undefined;
  readonly signerName: string | undefined;
  readonly usages: readonly string[] | undefined;
  readonly expirationSeconds?: number;
  /** Who asked, as the API server stamped it. */
  readonly user: UserInfo;
  readonly conditions: readonly RequestCondition[];
  /** PEM text of what was issued, as bytes; undefined until then. */
  readonly certificate: Uint8Array | undefined;
}

/** The versions of the API that had the kind; v1beta1 until 1.21. */
export type ApiVersion = "v1" | "v1beta1";

export const group = "certificates.k8s.io";
export const resource = "certificatesigningrequests";

const { shape } = kinds["certificatesigningrequests.certificates.k8s.io"];

/** Base64 of a field that may be missing; adds a problem where it is none. */
function bytesOf(text: string | undefined, path: string, problems: ShapeProblem[]): Uint8Array | undefined {
  const bytes = text === undefined ? undefined : decodeBase64(text);
  if (text !== undefined && bytes === undefined) problems.push({ path, message: "illegal base64 data" });
  return bytes;
}

/** Reads an object, v1 or v1beta1; the object is left alone. Problems are wrong types and wrong base64. */
export function readSigningRequest(
  object: JsonObject,
): { readonly request: SigningRequest } | { readonly problems: readonly ShapeProblem[] } {
  const problems: ShapeProblem[] = [];
  const copy = { metadata: {}, ...structuredClone(object) };
  const { spec = {}, status = {} } = shape.admit(copy, [], problems) as Extract<typeof shape.type, object>;
  if (problems.length > 0) return { problems };
  const request = bytesOf(spec.request, "spec.request", problems);
  const certificate = bytesOf(status.certificate, "status.certificate", problems);
  if (problems.length > 0) return { problems };
  const metadata = isJsonObject(object["metadata"]) ? object["metadata"] : {};
  const { username = "", uid, groups, extra, expirationSeconds, signerName, usages } = spec;
  const user = {
    username,
    ...(uid === undefined ? {} : { uid }),
    ...(groups === undefined ? {} : { groups }),
    ...(extra === undefined ? {} : { extra }),
  };
  const conditions = (status.conditions ?? []).map(({ type = "", status: state = "", ...rest }) => ({
    type,
    status: state,
    ...rest,
  }));
  return {
    request: {
      metadata,
      request,
      signerName,
      usages,
      ...(expirationSeconds === undefined ? {} : { expirationSeconds: Number(expirationSeconds) }),
      user,
      conditions,
      certificate,
    },
  };
}

/** Text of PEM that is kept as bytes. */
export function pemText(bytes: Uint8Array | undefined): string {
  return latin1(bytes ?? new Uint8Array());
}

/** The PKCS#10 request inside, or why Kubernetes does not take it (certificates.ParseCSR). */
export function parsePkcs10(
  bytes: Uint8Array | undefined,
): { readonly request: CertificateRequest } | { readonly error: string } {
  const [block] = readPem(pemText(bytes)).blocks;
  if (block?.label !== "CERTIFICATE REQUEST") return { error: "PEM block type must be CERTIFICATE REQUEST" };
  return parseCertificateRequest(block.bytes);
}

/** Why the request inside is not valid, its signature included; undefined where it is. */
export function pkcs10Fault(
  bytes: Uint8Array | undefined,
  verify: VerifySignature,
  version: Minor,
): string | undefined {
  const parsing = parsePkcs10(bytes);
  return "error" in parsing ? parsing.error : requestSignatureFault(parsing.request, verify, goRules(version));
}

/** Whether a request has a condition of this type, whatever its status. */
export function hasCondition({ conditions }: SigningRequest, type: string): boolean {
  return conditions.some((condition) => condition.type === type);
}
