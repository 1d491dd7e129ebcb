// What becomes of one signing request: its state, what the server, approver and signer do with it, and what it would give.
import { compareMinor } from "../../core/index.ts";
import {
  answerCreate,
  autoApprove,
  cleanUp,
  grantedIdentity,
  requestConcerns,
  signRequest,
  withDefaults,
  type AutoApproval,
  type CleanUp,
  type GrantedIdentity,
  type IssuedCertificate,
  type RequestConcern,
  type SigningRequest,
} from "../../engines/certificates/index.ts";
import type { UserInfo } from "../../kubernetes/index.ts";
import {
  formatName,
  latin1,
  nameOids,
  readCertificates,
  rfc3339,
  type CertificateRequest,
  type SubjectAlternativeNames,
} from "../../languages/x509/index.ts";
import type { ReadRequest } from "./read-request.ts";
import { isKnown, type SigningWorld } from "./signing-world.ts";

/** How far a request is. */
export type RequestState = "pending" | "approved" | "denied" | "issued" | "failed";

/** What a request asks a certificate for. */
export interface RequestedIdentity extends GrantedIdentity {
  readonly names: SubjectAlternativeNames;
  /** `ECDSA P-256`, `RSA 2048`. */
  readonly key: string;
}

/** A certificate in the words of an answer; times are RFC 3339. */
export interface CertificateTerms {
  readonly subject: string;
  /** Absent where the authority was not seen. */
  readonly issuer?: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly usages: readonly string[];
  readonly names: SubjectAlternativeNames;
}

/** What a signer does once the request is approved. */
export type SignerAnswer =
  | { readonly outcome: "signed"; readonly certificate: CertificateTerms }
  | { readonly outcome: "failed" | "error"; readonly message: string }
  | { readonly outcome: "foreign" };

/** What can be said of a request. */
export interface RequestJudgement {
  readonly name: string;
  readonly signerName: string;
  /** As the API server stamped it; a request of a file may not say. */
  readonly requestor?: UserInfo;
  readonly identity?: RequestedIdentity;
  readonly usages: readonly string[];
  /** Seconds that were asked for. */
  readonly duration?: number;
  readonly state: RequestState;
  readonly created?: string;
  readonly ageSeconds?: number;
  /** When, and why, the controller removes it if nothing changes. */
  readonly cleanUp?: { readonly why: CleanUp; readonly at: string };
  /** Why the API server would refuse to store it. */
  readonly refused?: string;
  readonly autoApproved: boolean;
  readonly notAutoApproved?: Extract<AutoApproval, { approved: false }>["why"];
  readonly signer: SignerAnswer;
  /** The certificate that was issued. */
  readonly issued?: CertificateTerms;
  readonly concerns: readonly RequestConcern[];
}

function has({ conditions }: SigningRequest, type: string): boolean {
  return conditions.some((condition) => condition.type === type);
}

function stateOf(request: SigningRequest): RequestState {
  if (has(request, "Denied")) return "denied";
  if ((request.certificate?.length ?? 0) > 0) return "issued";
  if (has(request, "Failed")) return "failed";
  return has(request, "Approved") ? "approved" : "pending";
}

function identityOf(inside: CertificateRequest): RequestedIdentity {
  const { algorithm, curve, bits, oid } = inside.publicKey;
  const key = algorithm === "unknown" ? `unknown (${oid})` : `${algorithm} ${curve ?? bits}`;
  return { ...grantedIdentity(inside), names: inside.names, key };
}

const hour = 3600 * 1000;

/** The moments at which the engine could change its mind, asked in order. */
function cleanUpOf(
  { request, created }: ReadRequest,
  { version, settings }: SigningWorld,
): RequestJudgement["cleanUp"] {
  const start = Date.parse(created ?? "");
  if (Number.isNaN(start)) return undefined;
  const decided = request.conditions.map(({ lastUpdateTime = "" }) => Date.parse(lastUpdateTime));
  const [certificate] = readCertificates(latin1(request.certificate ?? new Uint8Array())).certificates;
  const moments = [start + 24 * hour, ...decided.flatMap((time) => [time + hour, time + 24 * hour])]
    .concat(certificate === undefined ? [] : [certificate.notAfter])
    .filter((time) => !Number.isNaN(time))
    .sort((a, b) => a - b);
  for (const moment of moments) {
    const at = Math.max(moment + 1, settings.now);
    const why = cleanUp(request, start, at, version);
    if (why !== undefined) return { why, at: rfc3339(Math.max(moment, settings.now)) };
  }
  return undefined;
}

const attributeNames = new Map<string, string>([
  [nameOids.commonName, "CN"],
  [nameOids.serialNumber, "SERIALNUMBER"],
  [nameOids.country, "C"],
  [nameOids.locality, "L"],
  [nameOids.province, "ST"],
  [nameOids.street, "STREET"],
  [nameOids.organization, "O"],
  [nameOids.organizationalUnit, "OU"],
  [nameOids.postalCode, "POSTALCODE"],
]);

function predicted(certificate: IssuedCertificate, { authority }: SigningWorld): CertificateTerms {
  const { subject, notBefore, notAfter, keyUsages, extendedKeyUsages, names } = certificate;
  const parts = subject.flatMap(({ oid, values }) =>
    values.map((value) => `${attributeNames.get(oid) ?? oid}=${value}`),
  );
  return {
    subject: parts.join(", "),
    ...(authority === undefined ? {} : { issuer: formatName(authority.subject) }),
    notBefore: rfc3339(notBefore),
    notAfter: rfc3339(notAfter),
    usages: [...keyUsages, ...extendedKeyUsages],
    names,
  };
}

/** The signer's answer to the request as it would be once approved. */
function signerAnswer(request: SigningRequest, world: SigningWorld): SignerAnswer {
  const approved = { ...request, conditions: [{ type: "Approved", status: "True" }], certificate: undefined };
  const signing = signRequest(approved, world.settings);
  switch (signing.outcome) {
    case "signed":
      return { outcome: "signed", certificate: predicted(signing.certificate, world) };
    case "failed":
      return { outcome: "failed", message: signing.condition.message ?? "" };
    case "error":
      return { outcome: "error", message: signing.error };
    case "ignored":
      return { outcome: "foreign" };
    default:
      return signing satisfies never;
  }
}

function issuedOf({ certificate }: SigningRequest): CertificateTerms | undefined {
  const [issued] = readCertificates(latin1(certificate ?? new Uint8Array())).certificates;
  if (issued === undefined) return undefined;
  return {
    subject: formatName(issued.subject),
    issuer: formatName(issued.issuer),
    notBefore: rfc3339(issued.notBefore),
    notAfter: rfc3339(issued.notAfter),
    usages: [...issued.keyUsages, ...issued.extendedKeyUsages],
    names: issued.names,
  };
}

/** The server stamps who asks; what it says about names is only asked of requests it has not stored yet. */
function refusalOf({ apiVersion, body, request, created }: ReadRequest, world: SigningWorld): string | undefined {
  if (created !== undefined) return undefined;
  const { user } = request;
  const answer = answerCreate({ apiVersion, body, user, version: world.version, verify: world.verify });
  return answer.code === 201 ? undefined : answer.message;
}

function concernsOf({ request, inside }: ReadRequest, { settings }: SigningWorld): readonly RequestConcern[] {
  if (inside === undefined) return [];
  const concerns = requestConcerns(request, inside, settings.duration);
  return isKnown(request.user) ? concerns : concerns.filter(({ kind }) => kind !== "another-identity");
}

/** Judges a request; the cost is that of two questions to the authorizers. */
export function judgeRequest(given: ReadRequest, world: SigningWorld): RequestJudgement {
  const { name, inside, created, apiVersion } = given;
  const request = withDefaults(given.request, { apiVersion, version: world.version });
  const read = { ...given, request };
  const { signerName = "", usages = [], expirationSeconds, user } = request;
  const auto = autoApprove(request, world.may, world.version);
  const removal = cleanUpOf(read, world);
  const refused = refusalOf(read, world);
  const issued = issuedOf(request);
  const knowsDuration = compareMinor(world.version, "1.22") >= 0;
  return {
    name,
    signerName,
    ...(isKnown(user) ? { requestor: user } : {}),
    ...(inside === undefined ? {} : { identity: identityOf(inside) }),
    usages,
    ...(expirationSeconds === undefined || !knowsDuration ? {} : { duration: expirationSeconds }),
    state: stateOf(request),
    ...(created === undefined
      ? {}
      : { created, ageSeconds: Math.max(0, Math.floor((world.settings.now - Date.parse(created)) / 1000)) }),
    ...(removal === undefined ? {} : { cleanUp: removal }),
    ...(refused === undefined ? {} : { refused }),
    autoApproved: auto.approved,
    ...(auto.approved ? {} : { notAutoApproved: auto.why }),
    signer: signerAnswer(request, world),
    ...(issued === undefined ? {} : { issued }),
    concerns: concernsOf(read, world),
  };
}

/** Whether the certificate would let its holder in as a client of the API server. */
export function isClient({ usages, signerName }: RequestJudgement): boolean {
  return signerName.startsWith("kubernetes.io/") && usages.some((usage) => usage === "client auth" || usage === "any");
}
