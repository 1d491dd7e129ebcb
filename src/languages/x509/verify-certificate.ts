// Builds the chains from a certificate to trusted roots, and says why there is none (Go's x509.Certificate.Verify).
import { rfc3339 } from "./asn1-time.ts";
import type { Certificate } from "./certificate.ts";
import { chainConstraintsFault } from "./chain-constraints.ts";
import { signatureFault, type SignatureRules } from "./check-signature.ts";
import { commonNameOf, nameOids, nameValues } from "./distinguished-name.ts";
import { goText } from "./go-text.ts";
import { sameBytes } from "./same-bytes.ts";
import type { VerifySignature } from "./signature-algorithm.ts";

/** What a certificate is verified against. */
export interface VerifyOptions {
  readonly roots: readonly Certificate[];
  readonly intermediates?: readonly Certificate[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Extended key usages of which one must be allowed along the chain; `any` allows all. Default server auth. */
  readonly usages?: readonly string[];
  readonly verify: VerifySignature;
  readonly rules?: SignatureRules;
}

/** The chains found, each from the certificate to a root, or why there is none, in Go's words. */
export type Verification = { readonly chains: readonly (readonly Certificate[])[] } | { readonly error: string };

type Chain = readonly Certificate[];
type Place = "leaf" | "intermediate" | "root";

const mostSignatureChecks = 100;
const limitReached = "x509: signature check attempts limit reached while verifying certificate chain";

/** Why a certificate cannot stand where it would in a chain. */
function placeFault(certificate: Certificate, place: Place, chain: Chain, now: number): string | undefined {
  if (certificate.unhandledCriticalExtensions.length > 0) return "x509: unhandled critical extension";
  const { notBefore, notAfter, basicConstraints } = certificate;
  const expired = (when: string, then: number): string =>
    `x509: certificate has expired or is not yet valid: current time ${rfc3339(now)} is ${when} ${rfc3339(then)}`;
  if (now < notBefore) return expired("before", notBefore);
  if (now > notAfter) return expired("after", notAfter);
  if (place === "intermediate" && basicConstraints?.ca !== true)
    return "x509: certificate is not authorized to sign other certificates";
  if (chain.length - 1 > (basicConstraints?.pathLength ?? Infinity))
    return "x509: too many intermediates for path length constraint";
  return undefined;
}

/** Why a certificate was not signed by another that may sign certificates; undefined where it was (CheckSignatureFrom). */
export function issuerFault(
  child: Certificate,
  parent: Certificate,
  { verify, rules }: Pick<VerifyOptions, "verify" | "rules">,
): string | undefined {
  const { version, basicConstraints, keyUsages, publicKey } = parent;
  const cannotSign =
    (version === 3 && basicConstraints === undefined) ||
    basicConstraints?.ca === false ||
    (keyUsages.length > 0 && !keyUsages.includes("cert sign"));
  if (cannotSign) return "x509: invalid signature: parent certificate cannot sign this kind of certificate";
  return signatureFault(child, publicKey, verify, rules);
}

/** Those of a pool whose subject is the issuer, the likeliest first: key ids agree, one is missing, they differ. Linear. */
export function possibleIssuers(child: Certificate, pool: readonly Certificate[]): readonly Certificate[] {
  const plausibility = ({ subjectKeyId }: Certificate): number => {
    if (sameBytes(subjectKeyId, child.authorityKeyId)) return 0;
    return (subjectKeyId.length === 0) === (child.authorityKeyId.length === 0) ? 2 : 1;
  };
  return pool
    .filter(({ subject }) => sameBytes(subject.raw, child.issuer.raw))
    .map((certificate) => ({ certificate, rank: plausibility(certificate) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ certificate }) => certificate);
}

function alternativeNames({ extensions }: Certificate): Uint8Array {
  return extensions.find(({ oid }) => oid === "2.5.29.17")?.value ?? new Uint8Array();
}

/** Whether one with this subject, key and names is in the chain, which would be a loop. */
function isInChain(candidate: Certificate, chain: Chain): boolean {
  return chain.some(
    (one) =>
      sameBytes(one.subject.raw, candidate.subject.raw) &&
      sameBytes(one.publicKey.spki, candidate.publicKey.spki) &&
      sameBytes(alternativeNames(one), alternativeNames(candidate)),
  );
}

interface Hint {
  readonly fault: string;
  readonly certificate: Certificate;
}

function unknownAuthority(hint: Hint | undefined): string {
  const error = "x509: certificate signed by unknown authority";
  if (hint === undefined) return error;
  const { subject, serialNumber } = hint.certificate;
  const name = commonNameOf(subject) || (nameValues(subject, nameOids.organization)[0] ?? `serial:${serialNumber}`);
  return `${error} (possibly because of ${goText(hint.fault)} while trying to verify candidate authority certificate ${goText(name)})`;
}

class ChainSearch {
  private checks = 0;
  private readonly options: VerifyOptions;

  constructor(options: VerifyOptions) {
    this.options = options;
  }

  /** All chains that go on from the last certificate of a chain. */
  from(chain: Chain): Verification {
    const child = chain.at(-1);
    const { roots, intermediates = [], now } = this.options;
    if (child === undefined) return { chains: [] };
    const chains: Chain[] = [];
    let error: string | undefined;
    let hint: Hint | undefined;
    const candidates = [
      ...possibleIssuers(child, roots).map((parent) => [parent, "root"] as const),
      ...possibleIssuers(child, intermediates).map((parent) => [parent, "intermediate"] as const),
    ];
    for (const [parent, place] of candidates) {
      if (++this.checks > mostSignatureChecks) {
        error = limitReached;
        break;
      }
      if (isInChain(parent, chain)) continue;
      const unsigned = issuerFault(child, parent, this.options);
      const misplaced = unsigned ?? placeFault(parent, place, chain, now);
      if (unsigned === undefined) error = misplaced;
      if (misplaced !== undefined) {
        hint ??= { fault: misplaced, certificate: parent };
        continue;
      }
      const found = place === "root" ? { chains: [[...chain, parent]] } : this.from([...chain, parent]);
      if ("chains" in found) chains.push(...found.chains);
      else error = found.error;
    }
    return chains.length > 0 ? { chains } : { error: error ?? unknownAuthority(hint) };
  }
}

/** Whether one of the usages is allowed by every certificate of the chain that limits its use. */
function allowsUsage(chain: Chain, usages: readonly string[]): boolean {
  const limits = chain
    .map(({ extendedKeyUsages }) => extendedKeyUsages)
    .filter((allowed) => allowed.length > 0 && !allowed.includes("any"));
  return usages.some((usage) => usage === "any" || limits.every((allowed) => allowed.includes(usage)));
}

/**
 * Verifies as Go does: validity, signatures, authority, path length, extended key usages, name constraints. Revocation is not
 * looked at, nor certificate policies. At most 100 signatures are checked.
 */
export function verifyCertificate(certificate: Certificate, options: VerifyOptions): Verification {
  const { roots, now, usages = ["server auth"] } = options;
  const fault = placeFault(certificate, "leaf", [], now);
  if (fault !== undefined) return { error: fault };
  const isRoot = roots.some(({ raw }) => sameBytes(raw, certificate.raw));
  const found: Verification = isRoot ? { chains: [[certificate]] } : new ChainSearch(options).from([certificate]);
  if ("error" in found) return found;
  const usable = found.chains.filter((chain) => allowsUsage(chain, usages));
  if (usable.length === 0) return { error: "x509: certificate specifies an incompatible key usage" };
  const faults = usable.map(chainConstraintsFault);
  const chains = usable.filter((_, index) => faults[index] === undefined);
  if (chains.length > 0) return { chains };
  const why = faults.find((one) => one !== undefined) ?? "";
  return { error: `x509: a root or intermediate certificate is not authorized to sign for this name: ${why}` };
}
