// Whether a token's signature was made by the owner of a key.
import { ecdsaSignatureDer, jwsAlgorithm, type Jwt } from "../../languages/jwt/index.ts";
import type { PublicKey, VerifySignature } from "../../languages/x509/index.ts";

/** go-jose looks at no critical extension but this one, which says that the claims are signed as they are. */
const knownExtension = "b64";

function signedBytes({ header, signed, claims }: Jwt): Uint8Array | undefined {
  const { crit } = header;
  const critical: readonly unknown[] = Array.isArray(crit) ? crit : crit === undefined || crit === null ? [] : [undefined];
  if (critical.some((name) => name !== knownExtension)) return undefined;
  // Claims that are not encoded cannot be told apart from their encoding here; no issuer of tokens does so.
  return critical.length > 0 && header[knownExtension] === false && claims !== undefined ? undefined : signed;
}

/**
 * True where the key verifies the token. `none`, shared secrets (HS256 with a public key as the secret) and a key of another
 * type than the algorithm's are false, as in go-jose: the key decides, not the token.
 */
export function verifiesToken(jwt: Jwt, { algorithm, spki }: PublicKey, verify: VerifySignature): boolean {
  const jws = jwsAlgorithm(jwt.algorithm);
  const data = signedBytes(jwt);
  if (jws === undefined || data === undefined || jws.key !== algorithm) return false;
  const signature = jws.half === undefined ? jwt.signature : ecdsaSignatureDer(jwt.signature, jws.half);
  if (signature === undefined) return false;
  const { family, hash } = jws;
  return verify(spki, { name: jwt.algorithm, family, ...(hash === undefined ? {} : { hash }) }, data, signature);
}
