// What one value looks like, by its form, its name and its randomness.
import { looksRandom } from "./entropy.ts";
import { isIdentifier, isNumber, isPlaceholder } from "./placeholders.ts";
import { readLiteral } from "./marker.ts";
import type { LiteralDescription, LiteralKind } from "./literal-kinds.ts";
import { namesPassword, namesSecret } from "./secret-names.ts";
import { anyTokenHint, tokenFormats } from "./token-formats.ts";
import { credentialForms } from "./url-credentials.ts";
import { isWeakSecret } from "./weak-secrets.ts";
import { confidenceOf } from "./literal-kinds.ts";

/** Text beyond this is not looked at: what is longer is replaced whole wherever it stands. */
const examined = 262_144;

const anyAddress = /:\/\/|@(?:tcp|unix)\(|(?:password|pwd|key)\s?=|-u|--user/i;

/** The kind of a credential that stands anywhere in the text, by its form alone; undefined for ordinary text. */
export function certainKind(text: string): LiteralKind | undefined {
  const part = text.length > examined ? text.slice(0, examined) : text;
  if (anyTokenHint.test(part)) {
    for (const { kind, pattern } of tokenFormats) {
      pattern.lastIndex = 0;
      if (pattern.test(part)) return kind;
    }
  }
  return anyAddress.test(part) ? addressKind(part) : undefined;
}

function addressKind(text: string): LiteralKind | undefined {
  for (const { kind, pattern } of credentialForms) {
    for (const match of text.matchAll(pattern)) if (!isPlaceholder(match[1] ?? "")) return kind;
  }
  return undefined;
}

/** The value of a header whose name stands beside it, not before it (RFC 9110 11.6.2). */
function headerKind(name: string, value: string): LiteralKind | undefined {
  if (!/(?:^|-)authorization$/i.test(name)) return undefined;
  const credential = /^(?:Basic|Bearer|Token)\s{1,4}(\S{6,4096})$/i.exec(value)?.[1];
  return credential === undefined || isPlaceholder(credential) ? undefined : "authorization-header";
}

function kindOf(name: string, value: string): LiteralKind | undefined {
  const certain = certainKind(value) ?? headerKind(name, value);
  if (certain !== undefined) return certain;
  if (isPlaceholder(value)) return undefined;
  const secretName = namesSecret(name);
  if (isNumber(value)) return secretName && namesPassword(name) && value.length > 3 ? "weak-password" : undefined;
  if (isWeakSecret(value, secretName)) return "weak-password";
  if (secretName) return awsSecret(name, value) ?? "named-secret";
  return !isIdentifier(value) && looksRandom(value) ? "high-entropy" : undefined;
}

/** AWS secret keys have no form of their own, but name and length together tell. */
function awsSecret(name: string, value: string): LiteralKind | undefined {
  return /aws|s3/i.test(name) && /^[A-Za-z0-9+/]{40}$/.test(value) ? "aws-secret-access-key" : undefined;
}

/** Describes a value; one that was already redacted is described as it was then. Linear in its length. */
export function describeValue(name: string, value: string): LiteralDescription {
  const known = readLiteral(value);
  if (known !== undefined) return known;
  const looksLike = kindOf(name, value);
  return looksLike === undefined
    ? { length: value.length }
    : { length: value.length, looksLike, confidence: confidenceOf(looksLike) };
}
