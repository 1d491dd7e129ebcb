// What a plain scalar means to kubectl: the rules of go-yaml v2 (sigs.k8s.io/yaml, goyaml.v2 resolve.go), YAML 1.1 with its own numbers.
import type { JsonScalar } from "../../core/index.ts";

const words = new Map<string, JsonScalar>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** First characters of the words above (digits, signs and dots are numbers' own). */
const startsWord = new Set("yYnNtTfFoO~".split("").map((character) => character.charCodeAt(0)));

const shortDecimal = /^[-+]?(?:0|[1-9][0-9]{0,14})$/;
const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const dotFloat = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;
/** No integer of 64 bits is longer than this, in any base. */
const longestInteger = 80;

/** An integer in Go's notation: 0x, 0b, 0o or a leading 0 for octal. Undefined beyond 64 bits, where go-yaml goes on to floats. */
function readInteger(text: string): number | bigint | undefined {
  if (!integer.test(text) || text.length > longestInteger) return undefined;
  const negative = text.startsWith("-");
  const digits = /^[-+]/.test(text) ? text.slice(1) : text;
  const octal = /^0[0-7]/.test(digits);
  const magnitude = BigInt(octal ? `0o${digits}` : digits.toLowerCase());
  const value = negative ? -magnitude : magnitude;
  if (value < -(2n ** 63n) || value >= 2n ** 64n) return undefined;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function readNumber(text: string): number | bigint | undefined {
  if (shortDecimal.test(text)) return Number(text) || 0;
  const plain = text.replaceAll("_", "");
  const whole = readInteger(plain);
  if (whole !== undefined) return whole;
  const value = float.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value || 0 : undefined;
}

/**
 * The value of an untagged plain scalar: true, false, null, a number (bigint beyond 2^53), or the text itself.
 * Dates and base-60 numbers stay text, as kubectl leaves them.
 */
export function plainScalar(text: string): JsonScalar {
  const first = text.charCodeAt(0);
  if ((first >= 48 && first <= 57) || first === 45 || first === 43) return words.get(text) ?? readNumber(text) ?? text;
  if (first === 46) return words.get(text) ?? (dotFloat.test(text) ? finite(text) : text);
  if (text === "" || startsWord.has(first)) return wordOr(text);
  return text;
}

function finite(text: string): JsonScalar {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function wordOr(text: string): JsonScalar {
  const word = words.get(text);
  return word === undefined ? text : word;
}

/** A fault of one scalar, told without its position. */
export class ScalarError extends Error {}

/** Tags whose content is resolved; others leave text as it is. */
const resolved = new Map([
  ["bool", "boolean"],
  ["int", "integer"],
  ["float", "float"],
  ["null", "null"],
  ["str", "text"],
  ["binary", "text"],
]);

function typeOf(value: JsonScalar): string {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "float";
  return { bigint: "integer", boolean: "boolean", string: "text" }[typeof value as "bigint" | "boolean" | "string"];
}

function decodeBinary(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    throw new ScalarError("a !!binary value is not base64");
  }
}

/**
 * The value of a scalar with a tag (`!!int`, `!!str` …; `core` is the name after `tag:yaml.org,2002:`, or undefined).
 * @throws ScalarError where kubectl refuses the text under that tag.
 */
export function taggedScalar(core: string | undefined, text: string): JsonScalar {
  const wanted = resolved.get(core ?? "");
  if (core === undefined || wanted === undefined) return text;
  if (core === "binary") return decodeBinary(text);
  if (core === "str") return text;
  const value = plainScalar(text);
  const actual = typeOf(value);
  if (actual === wanted || (wanted === "float" && actual === "integer")) return value;
  throw new ScalarError(`${JSON.stringify(text.slice(0, 40))} is not a value for the tag !!${core}`);
}
