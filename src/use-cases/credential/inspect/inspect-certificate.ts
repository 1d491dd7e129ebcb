// A certificate or a request: whom it names, until when, and whether the API server would take it from a client.
import { authenticate, type Authenticators } from "../../../engines/authentication/index.ts";
import { keyWords } from "./key-words.ts";
import {
  formatName,
  rfc3339,
  type Certificate,
  type CertificateRequest,
  type PrivateKeySummary,
} from "../../../languages/x509/index.ts";
import { mastersGroup } from "../../../kubernetes/index.ts";
import type { CredentialState, InspectedCredential, InspectOptions } from "./credential-inspection.ts";
import { versionOf } from "./seen-objects.ts";

function roleOf({ basicConstraints, extendedKeyUsages: usages }: Certificate): "authority" | "server" | "client" {
  if (basicConstraints?.ca === true) return "authority";
  const client = usages.length === 0 || usages.includes("any") || usages.includes("client auth");
  return client ? "client" : "server";
}

function validity({ notBefore, notAfter }: Certificate, asOf: number): CredentialState {
  if (asOf > notAfter) return "expired";
  return asOf < notBefore ? "not-yet-valid" : "usable";
}

function stated(leaf: Certificate, key: PrivateKeySummary | undefined) {
  const { dns, ips } = leaf.names;
  const names = [...dns, ...ips];
  return {
    issuer: formatName(leaf.issuer),
    notBefore: rfc3339(leaf.notBefore),
    expires: rfc3339(leaf.notAfter),
    details: [
      `subject ${formatName(leaf.subject)}`,
      ...(names.length === 0 ? [] : [`names ${names.join(", ")}`]),
      `key ${keyWords(leaf.publicKey)}, signature ${leaf.signatureAlgorithm.name}`,
      ...(leaf.extendedKeyUsages.length === 0 ? [] : [`for ${leaf.extendedKeyUsages.join(", ")}`]),
      ...(key === undefined
        ? []
        : [`a private key is beside it${key.encrypted ? ", encrypted" : ""}: pki list tells whether it fits`]),
    ],
  };
}

const unseenAuthority = "no authority was given (--ca): that the API server trusts its issuer was not seen";

function clientOutcome(certificates: readonly Certificate[], leaf: Certificate, options: InspectOptions) {
  const { asOf: now, authorities, verify, sha256 } = options;
  const authenticators: Authenticators = {
    version: versionOf(options),
    apiAudiences: [],
    // Trusting the certificate itself leaves its dates and uses to be judged.
    clientAuthorities: authorities ?? [leaf],
    anonymous: { enabled: false, paths: [] },
  };
  const answer = authenticate(authenticators, { path: "/", headers: [], certificates }, { now, verify, sha256 });
  const signature = authorities === undefined ? ("unverified" as const) : ("verified" as const);
  const caveats = authorities === undefined ? [unseenAuthority] : [];
  const { trials } = answer;
  if (answer.outcome === "authenticated") {
    const masters = answer.user.groups?.includes(mastersGroup) === true;
    const lasting = masters ? ["it cannot be revoked, and no authorizer is asked about it"] : [];
    const told = [...caveats, ...lasting];
    return { state: validity(leaf, now), user: answer.user, errors: [], caveats: told, signature, trials };
  }
  const errors =
    answer.outcome === "unauthorized" && answer.errors.length > 0
      ? answer.errors
      : ["it has no common name: the API server sees nobody in it"];
  const dated = validity(leaf, now);
  const state = dated === "usable" ? ("invalid" as const) : dated;
  const wrong = authorities !== undefined && dated === "usable" ? ("wrong" as const) : signature;
  return { state, errors, caveats, signature: wrong, trials };
}

/** The first certificate, with those that lead to its authority. */
export function inspectCertificates(
  where: string | undefined,
  certificates: readonly Certificate[],
  key: PrivateKeySummary | undefined,
  options: InspectOptions,
): InspectedCredential | undefined {
  const [leaf] = certificates;
  if (leaf === undefined) return undefined;
  const role = roleOf(leaf);
  const common = { ...(where === undefined ? {} : { where }), kind: `${role} certificate`, ...stated(leaf, key) };
  if (role === "client") return { ...common, ...clientOutcome(certificates, leaf, options) };
  const words = {
    authority: "it stands for an authority: it lets nobody in by itself",
    server: "it is for servers: it lets nobody in",
  };
  return {
    ...common,
    state: validity(leaf, options.asOf),
    signature: "unverified",
    errors: [],
    caveats: [words[role]],
  };
}

/** A request, which is none yet. */
export function inspectRequest(
  where: string | undefined,
  { subject, publicKey }: CertificateRequest,
): InspectedCredential {
  return {
    ...(where === undefined ? {} : { where }),
    kind: "certificate request",
    state: "unusable",
    signature: "unverified",
    errors: ["it lets nobody in before a signer answers it: plimsoll csr review tells what it would grant"],
    caveats: [],
    details: [`subject ${formatName(subject)}`, `key ${keyWords(publicKey)}`],
  };
}

/** A key without anything that says whose. */
export function inspectKey(where: string | undefined, key: PrivateKeySummary): InspectedCredential {
  const { algorithm = "of a kind that cannot be seen", bits, curve, format, encrypted } = key;
  return {
    ...(where === undefined ? {} : { where }),
    kind: "private key",
    state: "unusable",
    signature: "none",
    errors: ["a private key alone is no credential: it needs its certificate"],
    caveats: [],
    details: [
      `${[algorithm, curve ?? bits].filter((word) => word !== undefined).join(" ")} (${format})${encrypted ? ", encrypted" : ""}`,
    ],
  };
}
