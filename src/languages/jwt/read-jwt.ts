// JSON Web Tokens in the compact form of signed tokens (RFC 7515, RFC 7519), read as go-jose reads them. Nothing is verified here.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";
import { decodeBase64Url } from "./base64url.ts";
import { duplicateKeys, keysBeforeDuplicate, type DuplicateKey } from "./duplicate-keys.ts";

/** Reads JSON exactly: integers beyond 2^53 as bigint. The engine passes the language's reader. */
export type ReadJson = (
  text: string,
) => { readonly value: JsonValue } | { readonly fault: { readonly message: string } };

/** A token's parts. The signature is not checked: whoever wrote the token wrote the claims. */
export interface Jwt {
  /** `alg`; empty where the header has none. */
  readonly algorithm: string;
  /** `kid`; empty where the header has none. */
  readonly keyId: string;
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** Keys that the claims set twice, of which the last counts here. */
  readonly duplicates: readonly DuplicateKey[];
  /** Claims that stand before the first claim that is set again. */
  readonly beforeDuplicate?: ReadonlySet<string>;
  readonly signature: Uint8Array;
  /** What the signature is over. */
  readonly signed: Uint8Array;
}

/** Why a text is no token that can be read. */
export interface JwtFault {
  readonly part: "token" | "header" | "claims" | "signature";
  readonly message: string;
}

/** No API server takes a request body larger than this, nor a header of a third of it. */
const largestToken = 3 * 1024 * 1024;

const text = new TextDecoder("utf-8", { ignoreBOM: true });
const ascii = new TextEncoder();

type ObjectReading = { readonly value: JsonObject; readonly json: string } | { readonly fault: JwtFault };

function readObject(part: "header" | "claims", encoded: string, readJson: ReadJson): ObjectReading {
  const fault = (message: string): ObjectReading => ({ fault: { part, message } });
  const bytes = decodeBase64Url(encoded);
  if (bytes === undefined) return fault(`not base64 for URLs: the ${part} of the token`);
  const json = text.decode(bytes);
  const reading = readJson(json);
  if ("fault" in reading) return fault(`not JSON: the ${part} of the token: ${reading.fault.message}`);
  if (!isJsonObject(reading.value)) return fault(`not a JSON object: the ${part} of the token`);
  return { value: reading.value, json };
}

function headerFault(header: JsonObject, json: string): string | undefined {
  if (duplicateKeys(json, 1).length > 0) return "the header sets a key twice";
  for (const key of ["alg", "kid", "nonce"]) {
    const value = header[key] ?? "";
    if (typeof value !== "string") return `the header's ${key} must be text`;
  }
  const { jwk } = header;
  if (jwk === undefined || jwk === null) return undefined;
  const isPublic = isJsonObject(jwk) && ["RSA", "EC", "OKP"].includes(textAt(jwk, "kty")) && jwk["d"] === undefined;
  return isPublic ? undefined : "the header's jwk must be a public key";
}

function textAt(fields: JsonObject, key: string): string {
  const value = fields[key];
  return typeof value === "string" ? value : "";
}

/**
 * Reads `header.claims.signature`. Blanks are ignored, as go-jose does. Anything else that is no signed token (five parts of an
 * encrypted one, the JSON form) is a fault. Never throws; linear; texts above {@link largestToken} are not looked at.
 */
export function readJwt(token: string, readJson: ReadJson): { readonly jwt: Jwt } | { readonly fault: JwtFault } {
  const fault = (part: JwtFault["part"], message: string) => ({ fault: { part, message } });
  if (token.length > largestToken) return fault("token", "the token is larger than 3 MiB");
  const parts = token.replace(/\s+/g, "").split(".", 6);
  const [headerPart = "", claimsPart = "", signaturePart = ""] = parts;
  if (parts.length === 5) return fault("token", "the token is encrypted: it has five parts");
  if (parts.length !== 3) return fault("token", "a signed token has three parts with dots between them");
  const header = headerPart === "" ? { value: {}, json: "{}" } : readObject("header", headerPart, readJson);
  if ("fault" in header) return header;
  const wrong = headerFault(header.value, header.json);
  if (wrong !== undefined) return fault("header", wrong);
  const claims = readObject("claims", claimsPart, readJson);
  if ("fault" in claims) return claims;
  const signature = decodeBase64Url(signaturePart);
  if (signature === undefined) return fault("signature", "not base64 for URLs: the signature of the token");
  const before = keysBeforeDuplicate(claims.json);
  const jwt: Jwt = {
    algorithm: textAt(header.value, "alg"),
    keyId: textAt(header.value, "kid"),
    header: header.value,
    claims: claims.value,
    duplicates: duplicateKeys(claims.json),
    ...(before === undefined ? {} : { beforeDuplicate: before }),
    signature,
    signed: ascii.encode(`${headerPart}.${claimsPart}`),
  };
  return { jwt };
}
