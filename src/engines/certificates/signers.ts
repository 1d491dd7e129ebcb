// The signers kube-controller-manager has built in, and what each demands of a request (pkg/apis/certificates/helpers.go, pkg/controller/certificates/signer).
import { compareMinor, type Minor } from "../../core/index.ts";
import { commonNameOf, nameOids, nameValues, type CertificateRequest } from "../../languages/x509/index.ts";

/** The names of the signers. */
export const signers = {
  /** Clients of the API server, of any name but those of system:masters. */
  client: "kubernetes.io/kube-apiserver-client",
  /** Kubelets as clients of the API server; the only one whose requests are approved automatically. */
  kubeletClient: "kubernetes.io/kube-apiserver-client-kubelet",
  kubeletServing: "kubernetes.io/kubelet-serving",
  /** Anything; cannot be asked for through certificates.k8s.io/v1. */
  legacy: "kubernetes.io/legacy-unknown",
} as const;

function nodeSubjectFault({ subject }: CertificateRequest): string | undefined {
  const organizations = nameValues(subject, nameOids.organization);
  const isNode = organizations.length === 1 && organizations[0] === "system:nodes";
  return isNode ? undefined : "subject organization is not system:nodes";
}

function nodeNameFault({ subject }: CertificateRequest): string | undefined {
  return commonNameOf(subject).startsWith("system:node:")
    ? undefined
    : "subject common name does not begin with system:node:";
}

/** Kubelets may leave out key encipherment, which is of use to RSA keys only, since 1.25. */
function usagesFault(usages: readonly string[], auth: string, version: Minor): string | undefined {
  const given = new Set(usages);
  const required = [auth, "digital signature", "key encipherment"].sort();
  const isExactly = (wanted: readonly string[]): boolean =>
    given.size === wanted.length && wanted.every((usage) => given.has(usage));
  const mayOmit = compareMinor(version, "1.25") >= 0;
  if (isExactly(required) || (mayOmit && isExactly([auth, "digital signature"]))) return undefined;
  return `usages did not match [${required.join(" ")}]`;
}

function kubeletClientFault(
  request: CertificateRequest,
  usages: readonly string[],
  version: Minor,
): string | undefined {
  const { dns, emails, ips, uris } = request.names;
  return (
    nodeSubjectFault(request) ??
    (dns.length > 0 ? "DNS subjectAltNames are not allowed" : undefined) ??
    (emails.length > 0 ? "Email subjectAltNames are not allowed" : undefined) ??
    (ips.length > 0 ? "IP subjectAltNames are not allowed" : undefined) ??
    (uris.length > 0 ? "URI subjectAltNames are not allowed" : undefined) ??
    nodeNameFault(request) ??
    usagesFault(usages, "client auth", version)
  );
}

function kubeletServingFault(
  request: CertificateRequest,
  usages: readonly string[],
  version: Minor,
): string | undefined {
  const { dns, emails, ips, uris } = request.names;
  return (
    nodeSubjectFault(request) ??
    (dns.length + ips.length === 0 ? "DNS or IP subjectAltName is required" : undefined) ??
    (emails.length > 0 ? "Email subjectAltNames are not allowed" : undefined) ??
    (uris.length > 0 ? "URI subjectAltNames are not allowed" : undefined) ??
    usagesFault(usages, "server auth", version) ??
    nodeNameFault(request)
  );
}

const clientUsages = new Set(["digital signature", "key encipherment", "client auth"]);

function clientFault(usages: readonly string[]): string | undefined {
  const strange = usages.find((usage) => !clientUsages.has(usage));
  if (strange !== undefined) return `invalid usage for client certificate: ${strange}`;
  return usages.includes("client auth") ? undefined : "missing required usage for client certificate: client auth";
}

/** What a request is judged by: what it holds, and what its object asks for. */
export interface Asked {
  readonly request: CertificateRequest;
  readonly usages: readonly string[];
  readonly signerName: string;
}

/** Whether the controller has a signer of this name. */
export function isBuiltInSigner(name: string): boolean {
  return Object.values<string>(signers).includes(name);
}

/** Why a built-in signer would not sign, in its words; undefined where it would. Other signers have their own rules, unknown here. */
export function signerFault({ request, usages, signerName }: Asked, version: Minor): string | undefined {
  switch (signerName) {
    case signers.kubeletClient:
      return kubeletClientFault(request, usages, version);
    case signers.kubeletServing:
      return kubeletServingFault(request, usages, version);
    case signers.client:
      return clientFault(usages);
    default:
      return undefined;
  }
}

/** The signer a v1beta1 request without one gets (pkg/apis/certificates/v1beta1/defaults.go). */
export function defaultSigner(
  request: CertificateRequest | undefined,
  usages: readonly string[],
  version: Minor,
): string {
  if (request === undefined) return signers.legacy;
  const suits = (signerName: string): boolean => signerFault({ request, usages, signerName }, version) === undefined;
  return [signers.kubeletClient, signers.kubeletServing].find(suits) ?? signers.legacy;
}
