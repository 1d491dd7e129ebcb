// Literals: words to values.
import { CelUint } from "../values/cel-value.ts";
import type { CelScalar } from "./expression.ts";
import type { Token } from "./token.ts";
import { unescapeBytes, unescapeText } from "./unescape.ts";

type Literal = { readonly value: CelScalar } | { readonly fault: string };

const [leastInt, mostInt] = [-(2n ** 63n), 2n ** 63n - 1n];
const mostUint = 2n ** 64n - 1n;
// 2^64 has 20 decimal digits: anything much longer need not be turned into a number to be too large.
const mostDigits = 100_000;

function whole(text: string): bigint | undefined {
  return text.length > mostDigits ? undefined : BigInt(text);
}

function intValue(text: string, negative: boolean): Literal {
  const size = whole(text);
  const value = size === undefined ? undefined : negative ? -size : size;
  return value === undefined || value < leastInt || value > mostInt ? { fault: "invalid int literal" } : { value };
}

function uintValue(text: string): Literal {
  const value = whole(text.slice(0, -1));
  return value === undefined || value > mostUint ? { fault: "invalid uint literal" } : { value: new CelUint(value) };
}

function doubleValue(text: string, negative: boolean): Literal {
  const size = Number(text);
  if (!Number.isFinite(size)) return { fault: "invalid double literal" };
  return { value: negative ? -size : size };
}

/** The value of a literal; undefined where the word is none. */
export function literalValue(token: Token, negative: boolean): Literal | undefined {
  switch (token.kind) {
    case "int":
      return intValue(token.text, negative);
    case "uint":
      return uintValue(token.text);
    case "double":
      return doubleValue(token.text, negative);
    case "string": {
      const read = unescapeText(token.text);
      return "fault" in read ? read : { value: read.text };
    }
    case "bytes": {
      const read = unescapeBytes(token.text.slice(1));
      return "fault" in read ? read : { value: read.bytes };
    }
    default:
      if (token.kind !== "sign") return undefined;
      if (token.text === "true" || token.text === "false") return { value: token.text === "true" };
      return token.text === "null" ? { value: null } : undefined;
  }
}
