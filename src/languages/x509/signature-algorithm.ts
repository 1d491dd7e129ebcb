// Signature algorithms, named as Go names them.
import { need } from "./der-fault.ts";
import { DerReader, contextTag, tags } from "./der-reader.ts";

/** How a signature was made, with all that a verification primitive needs to know. */
export interface SignatureAlgorithm {
  /** Go's name: SHA256-RSA, ECDSA-SHA384, Ed25519 …; the OID where Go has none. */
  readonly name: string;
  readonly family: "rsa" | "rsa-pss" | "ecdsa" | "ed25519" | "dsa" | "unknown";
  /** Undefined for Ed25519, which has no hash of its own choice, and for unknown algorithms. */
  readonly hash?: "md2" | "md5" | "sha1" | "sha256" | "sha384" | "sha512";
}

/**
 * Whether `signature` over `data` was made by the owner of the key (SubjectPublicKeyInfo DER); the I/O layers pass
 * node:crypto. ECDSA signatures are DER; the salt of RSA-PSS is as long as the hash.
 */
export type VerifySignature = (
  key: Uint8Array,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean;

/** An AlgorithmIdentifier: its OID and the DER of its parameters, empty where it has none. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Uint8Array;
}

const rsa = "1.2.840.113549.1.1";
const algorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map<string, SignatureAlgorithm>([
  [`${rsa}.2`, { name: "MD2-RSA", family: "rsa", hash: "md2" }],
  [`${rsa}.4`, { name: "MD5-RSA", family: "rsa", hash: "md5" }],
  [`${rsa}.5`, { name: "SHA1-RSA", family: "rsa", hash: "sha1" }],
  ["1.3.14.3.2.29", { name: "SHA1-RSA", family: "rsa", hash: "sha1" }],
  [`${rsa}.11`, { name: "SHA256-RSA", family: "rsa", hash: "sha256" }],
  [`${rsa}.12`, { name: "SHA384-RSA", family: "rsa", hash: "sha384" }],
  [`${rsa}.13`, { name: "SHA512-RSA", family: "rsa", hash: "sha512" }],
  ["1.2.840.10040.4.3", { name: "DSA-SHA1", family: "dsa", hash: "sha1" }],
  ["2.16.840.1.101.3.4.3.2", { name: "DSA-SHA256", family: "dsa", hash: "sha256" }],
  ["1.2.840.10045.4.1", { name: "ECDSA-SHA1", family: "ecdsa", hash: "sha1" }],
  ["1.2.840.10045.4.3.2", { name: "ECDSA-SHA256", family: "ecdsa", hash: "sha256" }],
  ["1.2.840.10045.4.3.3", { name: "ECDSA-SHA384", family: "ecdsa", hash: "sha384" }],
  ["1.2.840.10045.4.3.4", { name: "ECDSA-SHA512", family: "ecdsa", hash: "sha512" }],
]);

const pssHashes = new Map([
  ["2.16.840.1.101.3.4.2.1", { hash: "sha256", salt: 32 }],
  ["2.16.840.1.101.3.4.2.2", { hash: "sha384", salt: 48 }],
  ["2.16.840.1.101.3.4.2.3", { hash: "sha512", salt: 64 }],
] as const);

/** An AlgorithmIdentifier inside a sequence; undefined where there is none. */
function readAlgorithm(sequence: DerReader | undefined): AlgorithmIdentifier | undefined {
  const oid = sequence?.oid();
  if (oid === undefined) return undefined;
  const parameters = sequence?.isEmpty === true ? new Uint8Array() : sequence?.any()?.whole;
  return parameters === undefined ? undefined : { oid, parameters };
}

/** The same, where there must be one. @throws DerFault */
export function needAlgorithm(sequence: DerReader): AlgorithmIdentifier {
  const oid = need(sequence.oid(), "x509: malformed OID");
  if (sequence.isEmpty) return { oid, parameters: new Uint8Array() };
  return { oid, parameters: need(sequence.any(), "x509: malformed parameters").whole };
}

const isNullOrAbsent = ({ parameters }: AlgorithmIdentifier): boolean =>
  parameters.length === 0 || (parameters.length === 2 && parameters[0] === tags.null && parameters[1] === 0);

/** Only the combinations Go takes: one hash for message and mask, a salt as long as the hash, the usual trailer. */
function pssAlgorithm(parameters: Uint8Array): SignatureAlgorithm | undefined {
  const fields = new DerReader(parameters).inside(tags.sequence);
  const hash = readAlgorithm(fields?.inside(contextTag(0, true))?.inside(tags.sequence));
  const mask = readAlgorithm(fields?.inside(contextTag(1, true))?.inside(tags.sequence));
  const salt = fields?.inside(contextTag(2, true))?.smallInteger();
  if (fields === undefined || hash === undefined || mask === undefined) return undefined;
  const trailer = fields.isEmpty ? 1 : fields.inside(contextTag(3, true))?.smallInteger();
  const maskHash = readAlgorithm(new DerReader(mask.parameters).inside(tags.sequence));
  const known = pssHashes.get(hash.oid as "2.16.840.1.101.3.4.2.1");
  const sound =
    mask.oid === `${rsa}.8` &&
    maskHash?.oid === hash.oid &&
    isNullOrAbsent(hash) &&
    isNullOrAbsent(maskHash) &&
    trailer === 1;
  if (!sound || known === undefined || known.salt !== salt) return undefined;
  return { name: `${known.hash.toUpperCase()}-RSAPSS`, family: "rsa-pss", hash: known.hash };
}

/** The algorithm a certificate names; of family `unknown` where Go does not know it. */
export function signatureAlgorithm({ oid, parameters }: AlgorithmIdentifier): SignatureAlgorithm {
  const unknown: SignatureAlgorithm = { name: oid, family: "unknown" };
  if (oid === "1.3.101.112") return parameters.length === 0 ? { name: "Ed25519", family: "ed25519" } : unknown;
  if (oid === `${rsa}.10`) return pssAlgorithm(parameters) ?? unknown;
  return algorithms.get(oid) ?? unknown;
}
