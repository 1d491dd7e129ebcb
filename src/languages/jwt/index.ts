// JSON Web Tokens and key sets, read without verifying.
export { decodeBase64Url, encodeBase64Url } from "./base64url.ts";
export type { DuplicateKey } from "./duplicate-keys.ts";
export { ecdsaSignatureDer } from "./ecdsa-signature.ts";
export { jwsAlgorithm, type JwsAlgorithm } from "./jws-algorithms.ts";
export { readJwks, type JsonWebKey, type JwksReading } from "./read-jwks.ts";
export { readJwt, type Jwt, type JwtFault, type ReadJson } from "./read-jwt.ts";
