// Whether a token's signature was made by the owner of a key.
import { ecdsaSignatureDer, jwsAlgorithm, type Jwt } from "../../languages/jwt/index.ts";
import type { PublicKey, VerifySignature } from "../../languages/x509/index.ts";

/**
 * Whether the token demands (`crit`) what a verifier must understand: go-jose knows only b64, which says that the claims are
 * signed as they are, and as no issuer of tokens uses it, it is refused here too.
 */
function demandsMore({ header }: Jwt): boolean {
  const { crit } = header;
  return crit !== undefined && crit !== null && !(Array.isArray(crit) && crit.length === 0);
}

/**
 * True where the key verifies the token. `none`, shared secrets (HS256 with a public key as the secret) and a key of another
 * type than the algorithm's are false, as in go-jose: the key decides, not the token.
 */
export function verifiesToken(jwt: Jwt, { algorithm, spki }: PublicKey, verify: VerifySignature): boolean {
  const jws = jwsAlgorithm(jwt.algorithm);
  if (jws === undefined || demandsMore(jwt) || jws.key !== algorithm) return false;
  const signature = jws.half === undefined ? jwt.signature : ecdsaSignatureDer(jwt.signature, jws.half);
  if (signature === undefined) return false;
  const { family, hash } = jws;
  return verify(spki, { name: jwt.algorithm, family, ...(hash === undefined ? {} : { hash }) }, jwt.signed, signature);
}
