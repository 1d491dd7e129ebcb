// Requests and certificates in the words of an answer.
import type { Cell } from "../../core/index.ts";
import type { RequestConcern } from "../../engines/certificates/index.ts";
import type { SubjectAlternativeNames } from "../../languages/x509/index.ts";
import type { CertificateTerms, RequestedIdentity, RequestJudgement, RequestState } from "./judge-request.ts";

const concernTexts: Readonly<Record<RequestConcern["kind"], (seen: string) => string>> = {
  "another-identity": (seen) => `it asks for ${seen}, which is not who asks`,
  "no-user-name": () => "it has no common name, so that the API server lets nobody in with it",
  "privileged-group": (seen) => `it asks for ${seen}, which may do everything`,
  "system-user": (seen) => `it asks for ${seen}, a name of Kubernetes' own components`,
  "service-account-name": (seen) =>
    `it asks for ${seen}: a certificate goes on working when the service account is deleted`,
  "node-identity": (seen) => `it asks for the node identity ${seen} by a signer that is not for nodes`,
  "unused-names": (seen) => `it asks for ${seen}, which nobody looks at in a client certificate`,
  "weak-key": (seen) => `its key is weak: ${seen}`,
  "long-lived": (seen) => `its certificate is valid for ${seen}, and cannot be revoked`,
};

/** A concern as a clause. */
export function concernText({ kind, seen }: RequestConcern): string {
  return concernTexts[kind](seen);
}

/** All alternative names, with their kind. */
function namesText({ dns, ips, emails, uris }: SubjectAlternativeNames): string {
  const kinds = [dns.map((one) => `DNS ${one}`), ips.map((one) => `IP ${one}`), emails, uris];
  return kinds.flat().join(", ");
}

/** `jane in dev, ops (DNS web.shop)`. */
export function identityText({ username, groups, names }: RequestedIdentity): string {
  const who = username === "" ? "no user name" : username;
  const among = groups.length === 0 ? "" : ` in ${groups.join(", ")}`;
  const also = namesText(names);
  return `${who}${among}${also === "" ? "" : ` (${also})`}`;
}

/** `90d`, `8h`, `10m`, `45s`: the largest unit that says it whole, or nearly. */
export function durationText(seconds: number): string {
  const units = [
    ["d", 86_400],
    ["h", 3_600],
    ["m", 60],
  ] as const;
  const [letter, size] = units.find(([, length]) => seconds >= length) ?? ["s", 1];
  return `${Math.floor(seconds / size)}${letter}`;
}

export const stateTones: Readonly<Record<RequestState, NonNullable<Cell["tone"]>>> = {
  pending: "warning",
  approved: "strong",
  issued: "good",
  denied: "muted",
  failed: "bad",
};

/** A certificate in one sentence. */
export function certificateText({ subject, issuer, notBefore, notAfter, usages, names }: CertificateTerms): string {
  const by = issuer === undefined ? "" : ` by ${issuer}`;
  const also = namesText(names);
  const forNames = also === "" ? "" : `, for ${also}`;
  return `${subject === "" ? "no subject" : subject}${by}, ${notBefore} to ${notAfter}, for ${usages.join(", ") || "anything"}${forNames}`;
}

/** What happens to a request, or would, in a few words. */
export function outcomeText(judgement: RequestJudgement): string {
  const { refused, signer, state, autoApproved } = judgement;
  if (refused !== undefined) return `refused: ${refused}`;
  if (state === "denied" || state === "issued" || state === "failed") return state;
  const first = state === "approved" ? "" : autoApproved ? "auto-approved, then " : "once approved: ";
  switch (signer.outcome) {
    case "signed":
      return `${first}signed until ${signer.certificate.notAfter}`;
    case "failed":
      return `${first}failed: ${signer.message}`;
    case "error":
      return `${first}not signed: ${signer.message}`;
    case "foreign":
      return `${first}left to whoever runs the signer`;
    default:
      return signer satisfies never;
  }
}
