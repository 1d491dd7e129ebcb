// The issuer a token names, before anything of it is believed: it only chooses who looks at the token.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";
import { decodeBase64Url } from "../../languages/jwt/index.ts";
import { parseJsonExactly } from "../../languages/json/index.ts";

/** Go's encoding/json finds a field by any case of its name; of several the last counts. */
export function goField(fields: JsonObject, name: string): JsonValue | undefined {
  const pattern = new RegExp(`^${name}$`, "iu");
  return Object.entries(fields).findLast(([key, value]) => pattern.test(key) && value !== null)?.[1];
}

/** Undefined where the text is no token with readable claims, or its `iss` is no text. Linear. */
export function untrustedIssuer(token: string): string | undefined {
  const parts = token.split(".", 4);
  const [, claims = ""] = parts;
  const bytes = parts.length === 3 && !token.trim().startsWith("{") ? decodeBase64Url(claims) : undefined;
  if (bytes === undefined) return undefined;
  const reading = parseJsonExactly(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  if ("fault" in reading || !isJsonObject(reading.value)) return undefined;
  const issuer = goField(reading.value, "iss") ?? "";
  const isMixed = Object.entries(reading.value).some(
    ([key, value]) => /^iss$/iu.test(key) && value !== null && typeof value !== "string",
  );
  return isMixed || typeof issuer !== "string" ? undefined : issuer;
}
