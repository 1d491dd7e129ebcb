// What speaks against approving a request: whom its certificate would speak for, and how.
import { commonNameOf, nameOids, nameValues, type CertificateRequest } from "../../languages/x509/index.ts";
import { keyFlaw } from "./certificate-flaws.ts";
import { signers } from "./signers.ts";
import type { SigningRequest } from "./signing-request.ts";

/** Who a client certificate would speak for. The signers pass on neither a uid nor anything else of the subject. */
export interface GrantedIdentity {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Why to look twice before approving. */
export interface RequestConcern {
  readonly kind:
    | "another-identity"
    | "no-user-name"
    | "privileged-group"
    | "system-user"
    | "service-account-name"
    | "node-identity"
    | "unused-names"
    | "weak-key"
    | "long-lived";
  readonly seen: string;
}

/** The user and groups the API server would see. */
export function grantedIdentity({ subject }: CertificateRequest): GrantedIdentity {
  return { username: commonNameOf(subject), groups: nameValues(subject, nameOids.organization) };
}

const privilegedGroups = new Set(["system:masters", "kubeadm:cluster-admins"]);

function clientConcerns(request: SigningRequest, inside: CertificateRequest): readonly (RequestConcern | false)[] {
  const { username, groups } = grantedIdentity(inside);
  const { dns, ips, emails, uris } = inside.names;
  const names = [...dns, ...ips, ...emails, ...uris];
  const isNode = username.startsWith("system:node:") || groups.includes("system:nodes");
  const privileged = groups.filter((group) => privilegedGroups.has(group));
  return [
    username === "" && { kind: "no-user-name", seen: "" },
    username !== "" && username !== request.user.username && { kind: "another-identity", seen: username },
    privileged.length > 0 && { kind: "privileged-group", seen: privileged.join(", ") },
    username.startsWith("system:serviceaccount:") && { kind: "service-account-name", seen: username },
    isNode && request.signerName !== signers.kubeletClient && { kind: "node-identity", seen: username },
    username.startsWith("system:") && !isNode && !username.startsWith("system:serviceaccount:")
      ? { kind: "system-user", seen: username }
      : false,
    names.length > 0 && { kind: "unused-names", seen: names.join(", ") },
  ];
}

const day = 24 * 3600;

/** Everything that speaks against it; requests the signer would refuse anyway are for `signerFault`. */
export function requestConcerns(
  request: SigningRequest,
  inside: CertificateRequest,
  /** What the signer gives where the request asks for no duration, in seconds; a year unless set. */
  duration = 365 * day,
): readonly RequestConcern[] {
  const isClient = (request.usages ?? []).some((usage) => usage === "client auth" || usage === "any");
  const key = keyFlaw(inside.publicKey);
  const seconds = Math.min(request.expirationSeconds ?? duration, duration);
  const concerns = [
    ...(isClient ? clientConcerns(request, inside) : []),
    key?.kind === "weak-key" && { kind: "weak-key" as const, seen: key.seen },
    isClient && seconds > 90 * day && { kind: "long-lived" as const, seen: `${Math.round(seconds / day)} days` },
  ];
  return concerns.filter((concern) => concern !== false);
}
