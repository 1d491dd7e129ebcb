// What is weak or wrong about a certificate for the place it stands in.
import { sameBytes, type Certificate, type PublicKey, type SignatureAlgorithm } from "../../languages/x509/index.ts";

/** What a certificate is for. */
export type CertificateRole = "server" | "client" | "authority";

/** Kinds of flaws; `unknown-key` is what cannot be judged. */
export type FlawKind =
  | "expired"
  | "not-yet-valid"
  | "expires-soon"
  | "weak-key"
  | "unknown-key"
  | "weak-signature"
  | "wrong-usage"
  | "no-names"
  | "wildcard-name"
  | "not-an-authority"
  | "authority-as-leaf"
  | "masters";

/** One flaw, and what was seen: `RSA 1024`, `client auth`. */
export interface CertificateFlaw {
  readonly kind: FlawKind;
  readonly seen: string;
}

/** What a certificate is judged by. */
export interface FlawContext {
  readonly role: CertificateRole;
  /** Milliseconds since 1970. */
  readonly asOf: number;
  /** How many days before its end a certificate is said to expire soon; default 30. */
  readonly soonDays?: number;
}

const day = 24 * 3600 * 1000;

/** Strength below 112 bits (NIST SP 800-131A): RSA under 2048; DSA is no longer approved at all. */
export function keyFlaw({ algorithm, bits, curve, oid }: PublicKey): CertificateFlaw | undefined {
  if (algorithm === "unknown") return { kind: "unknown-key", seen: oid };
  const seen = curve === undefined ? `${algorithm} ${bits}` : `${algorithm} ${curve}`;
  const isWeak = (algorithm === "RSA" && bits < 2048) || algorithm === "DSA";
  return isWeak ? { kind: "weak-key", seen } : undefined;
}

/** Signatures by hashes for which collisions are made (MD2, MD5, SHA-1). */
function signatureFlaw({ name, hash, family }: SignatureAlgorithm): CertificateFlaw | undefined {
  if (hash === "md2" || hash === "md5" || hash === "sha1") return { kind: "weak-signature", seen: name };
  return family === "unknown" ? { kind: "unknown-key", seen: name } : undefined;
}

function validityFlaw(
  { notBefore, notAfter }: Certificate,
  { asOf, soonDays = 30 }: FlawContext,
): CertificateFlaw | undefined {
  const seen = (time: number): string => new Date(time).toISOString();
  if (asOf > notAfter) return { kind: "expired", seen: seen(notAfter) };
  if (asOf < notBefore) return { kind: "not-yet-valid", seen: seen(notBefore) };
  return notAfter - asOf < soonDays * day ? { kind: "expires-soon", seen: seen(notAfter) } : undefined;
}

/** Whether a certificate names itself as its issuer; its own signature then proves nothing to anybody. */
export function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return sameBytes(subject.raw, issuer.raw);
}

function authorityFlaws({ basicConstraints, keyUsages }: Certificate): readonly CertificateFlaw[] {
  const maySign = keyUsages.length === 0 || keyUsages.includes("cert sign");
  if (basicConstraints?.ca !== true) return [{ kind: "not-an-authority", seen: "basic constraints" }];
  return maySign ? [] : [{ kind: "not-an-authority", seen: keyUsages.join(", ") }];
}

function nameFlaws({ names }: Certificate): readonly CertificateFlaw[] {
  if (names.dns.length + names.ips.length === 0) return [{ kind: "no-names", seen: "" }];
  return names.dns.filter((name) => name.startsWith("*")).map((seen) => ({ kind: "wildcard-name" as const, seen }));
}

function mastersFlaws({ subject }: Certificate): readonly CertificateFlaw[] {
  const groups = subject.relativeNames.flat().filter(({ oid }) => oid === "2.5.4.10");
  return groups.some(({ value }) => value === "system:masters") ? [{ kind: "masters", seen: "system:masters" }] : [];
}

function leafFlaws(certificate: Certificate, role: "server" | "client"): readonly CertificateFlaw[] {
  const { extendedKeyUsages: usages, basicConstraints } = certificate;
  const allowed = usages.length === 0 || usages.includes("any") || usages.includes(`${role} auth`);
  return [
    ...(allowed ? [] : [{ kind: "wrong-usage" as const, seen: usages.join(", ") }]),
    ...(basicConstraints?.ca === true ? [{ kind: "authority-as-leaf" as const, seen: "" }] : []),
    ...(role === "server" ? nameFlaws(certificate) : mastersFlaws(certificate)),
  ];
}

/** All flaws, validity first. The signature of a self-issued authority is not judged: trust in it comes from where it was found. */
export function certificateFlaws(certificate: Certificate, context: FlawContext): readonly CertificateFlaw[] {
  const { role } = context;
  const isRoot = role === "authority" && isSelfIssued(certificate);
  const single = [
    validityFlaw(certificate, context),
    keyFlaw(certificate.publicKey),
    isRoot ? undefined : signatureFlaw(certificate.signatureAlgorithm),
  ];
  const ofRole = role === "authority" ? authorityFlaws(certificate) : leafFlaws(certificate, role);
  return [...single.filter((flaw) => flaw !== undefined), ...ofRole];
}
