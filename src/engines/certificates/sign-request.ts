// What kube-controller-manager's csrsigning controllers make of an approved request (pkg/controller/certificates/signer, …/authority).
import { compareMinor, type Minor } from "../../core/index.ts";
import { rfc3339, type Certificate, type CertificateRequest } from "../../languages/x509/index.ts";
import { issuedCertificate, type IssuedCertificate } from "./issued-certificate.ts";
import { isBuiltInSigner, signerFault } from "./signers.ts";
import { hasCondition, parsePkcs10, type RequestCondition, type SigningRequest } from "./signing-request.ts";
import { certificateUsages } from "./usages.ts";

/** A signer as the controller runs it. */
export interface SignerSettings {
  /** Of the certificate of its authority. */
  readonly authority: Pick<Certificate, "subject" | "notAfter" | "subjectKeyId">;
  /** --cluster-signing-duration, in seconds; a year unless set. */
  readonly duration?: number;
  readonly version: Minor;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What happens: a certificate, a condition of type Failed, an error the controller tries again after, or nothing. */
export type Signing =
  | { readonly outcome: "signed"; readonly certificate: IssuedCertificate }
  | { readonly outcome: "failed"; readonly condition: RequestCondition }
  | { readonly outcome: "error"; readonly error: string }
  | { readonly outcome: "ignored"; readonly why: "not approved" | "failed before" | "signer of somebody else" };

const year = 365 * 24 * 3600;
const backdate = 300;
const short = 8 * 3600;

/** Seconds the certificate is to be valid for: what was asked for, between ten minutes and what the signer allows. */
function durationOf({ expirationSeconds }: SigningRequest, { duration = year, version }: SignerSettings): number {
  if (expirationSeconds === undefined || compareMinor(version, "1.22") < 0) return duration;
  return Math.min(duration, Math.max(expirationSeconds, 600));
}

/** Begins five minutes ago; certificates of eight hours and more end as much earlier (all did until 1.21). In whole seconds. */
function validity(
  request: SigningRequest,
  settings: SignerSettings,
): { notBefore: number; notAfter: number } | { error: string } {
  const { authority, version } = settings;
  const now = Math.floor(settings.now / 1000);
  const end = authority.notAfter / 1000;
  const duration = durationOf(request, settings);
  const shifted = duration < short && compareMinor(version, "1.22") >= 0 ? 0 : backdate;
  const notBefore = now - backdate;
  const until = rfc3339(authority.notAfter);
  if (notBefore >= end) return { error: `the signer has expired: NotAfter=${until}` };
  if (now >= end) return { error: `refusing to sign a certificate that expired in the past: NotAfter=${until}` };
  return { notBefore: notBefore * 1000, notAfter: Math.min(now + duration - shifted, end) * 1000 };
}

function issue(request: SigningRequest, inside: CertificateRequest, settings: SignerSettings): Signing {
  const { keyUsages, extendedKeyUsages, unknown } = certificateUsages(request.usages ?? []);
  if (unknown.length > 0) return { outcome: "error", error: `unrecognized usage values: ["${unknown.join('" "')}"]` };
  const period = validity(request, settings);
  if ("error" in period) return { outcome: "error", error: period.error };
  const certificate = issuedCertificate(inside, settings.authority, { ...period, keyUsages, extendedKeyUsages });
  return { outcome: "signed", certificate };
}

/** Decides as the controller does. A signer of another name never signs here: its owner decides. */
export function signRequest(request: SigningRequest, settings: SignerSettings): Signing {
  const { signerName = "", usages = [] } = request;
  if (!hasCondition(request, "Approved") || hasCondition(request, "Denied"))
    return { outcome: "ignored", why: "not approved" };
  const failed = request.conditions.some(
    ({ type, status }) => type === "Failed" && (status === "" || status === "True"),
  );
  if (failed) return { outcome: "ignored", why: "failed before" };
  if (!isBuiltInSigner(signerName)) return { outcome: "ignored", why: "signer of somebody else" };
  const parsing = parsePkcs10(request.request);
  if ("error" in parsing) return { outcome: "error", error: parsing.error };
  const message = signerFault({ request: parsing.request, usages, signerName }, settings.version);
  if (message === undefined) return issue(request, parsing.request, settings);
  return {
    outcome: "failed",
    condition: { type: "Failed", status: "True", reason: "SignerValidationFailure", message },
  };
}
