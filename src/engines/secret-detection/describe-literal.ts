// What a literal looks like: the detector.
import { describeValue } from "./describe-value.ts";
import { confidenceOf, type LiteralDescription } from "./literal-kinds.ts";
import { literalsIn } from "./marker.ts";
import { redactText } from "./redact-text.ts";

/** Text of a configuration file, as against one value; and a word without which none of its settings can be a secret. */
const settings = /[\n{]/;
const secretWord = /pass|pwd|secret|token|cred|key|jwt|bearer|pin|otp|psk/i;

/**
 * Describes a literal by its length in characters and by what it looks like: first its form, then what its name says, then
 * its randomness; a configuration file looks like the first secret in it. `name` is that of the variable, key or flag, ``
 * where there is none. A literal that was already redacted is described as it was then. Linear in the length of the value.
 */
export function describeLiteral(name: string, value: string): LiteralDescription {
  const described = describeValue(name, value);
  if (described.looksLike !== undefined || !settings.test(value) || !secretWord.test(value)) return described;
  const looksLike = literalsIn(redactText(value)).find((literal) => literal.looksLike !== undefined)?.looksLike;
  return looksLike === undefined ? described : { ...described, looksLike, confidence: confidenceOf(looksLike) };
}
