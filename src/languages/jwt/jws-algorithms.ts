// Signature algorithms of tokens (RFC 7518, RFC 8037), in the terms of the verification primitive.

/** What kind of key an algorithm takes, and how it signs. */
export interface JwsAlgorithm {
  readonly key: "RSA" | "ECDSA" | "Ed25519";
  readonly family: "rsa" | "rsa-pss" | "ecdsa" | "ed25519";
  readonly hash?: "sha256" | "sha384" | "sha512";
  /** Bytes of each half of an ECDSA signature. */
  readonly half?: number;
}

const rsa = (family: "rsa" | "rsa-pss", hash: JwsAlgorithm["hash"] & string): JwsAlgorithm => ({
  key: "RSA",
  family,
  hash,
});
const ecdsa = (hash: JwsAlgorithm["hash"] & string, half: number): JwsAlgorithm => ({
  key: "ECDSA",
  family: "ecdsa",
  hash,
  half,
});

const algorithms: ReadonlyMap<string, JwsAlgorithm> = new Map([
  ["RS256", rsa("rsa", "sha256")],
  ["RS384", rsa("rsa", "sha384")],
  ["RS512", rsa("rsa", "sha512")],
  ["PS256", rsa("rsa-pss", "sha256")],
  ["PS384", rsa("rsa-pss", "sha384")],
  ["PS512", rsa("rsa-pss", "sha512")],
  ["ES256", ecdsa("sha256", 32)],
  ["ES384", ecdsa("sha384", 48)],
  ["ES512", ecdsa("sha512", 66)],
  ["EdDSA", { key: "Ed25519", family: "ed25519" }],
]);

/** The algorithm of a name; undefined for `none`, for those with a shared secret (HS256 …) and for unknown ones: nothing they sign is believed. */
export function jwsAlgorithm(name: string): JwsAlgorithm | undefined {
  return algorithms.get(name);
}
