// Who issued a certificate, as far as the certificates at hand tell, and which authorities share a key.
import {
  issuerFault,
  possibleIssuers,
  sameBytes,
  type Certificate,
  type VerifySignature,
} from "../../languages/x509/index.ts";
import { isSelfIssued } from "./certificate-flaws.ts";

/** A certificate and its issuers, up to a root or to where the next issuer is not at hand. */
export interface IssuingChain {
  readonly certificates: readonly Certificate[];
  /** Whether the last one issued itself; otherwise its issuer is missing. */
  readonly complete: boolean;
}

const longest = 16;

/**
 * Follows signatures from a certificate upwards, whatever the dates. Among several issuers the likeliest is taken; a chain of
 * certificates that issue each other ends as incomplete. Linear in the pool for each link.
 */
export function issuingChain(
  certificate: Certificate,
  pool: readonly Certificate[],
  verify: VerifySignature,
): IssuingChain {
  const certificates = [certificate];
  for (;;) {
    const last = certificates.at(-1) ?? certificate;
    if (isSelfIssued(last)) return { certificates, complete: true };
    const issuer = possibleIssuers(last, pool).find(
      (candidate) =>
        issuerFault(last, candidate, { verify, rules: { acceptsSha1: true, acceptsSmallRsa: true } }) === undefined,
    );
    const loops = issuer !== undefined && certificates.some(({ raw }) => sameBytes(raw, issuer.raw));
    if (issuer === undefined || loops || certificates.length === longest) return { certificates, complete: false };
    certificates.push(issuer);
  }
}

/** An authority in a place: `cluster`, `etcd`, `front proxy`. */
export interface PlacedAuthority {
  readonly place: string;
  readonly certificate: Certificate;
}

/**
 * Places whose authorities have one key, so that who is trusted in one is trusted in all: with etcd's authority that of the
 * cluster, every client certificate of the cluster opens etcd; with the front proxy's, every one may claim to be anybody.
 */
export function sharedAuthorities(authorities: readonly PlacedAuthority[]): readonly (readonly string[])[] {
  const places = new Map<string, Set<string>>();
  for (const { place, certificate } of authorities) {
    const key = certificate.publicKey.spki.join();
    places.set(key, (places.get(key) ?? new Set()).add(place));
  }
  return [...places.values()].filter(({ size }) => size > 1).map((shared) => [...shared]);
}
