// Arithmetic with the limits of 64 bits; faults in cel-go's words.
import { CelFault } from "./cel-fault.ts";
import { CelUint } from "./cel-value.ts";

const [leastInt, mostInt] = [-(2n ** 63n), 2n ** 63n - 1n];
const mostUint = 2n ** 64n - 1n;

const intOverflow = new CelFault("integer overflow");
const uintOverflow = new CelFault("unsigned integer overflow");

export function int(value: bigint): bigint | CelFault {
  return value < leastInt || value > mostInt ? intOverflow : value;
}

export function uint(value: bigint): CelUint | CelFault {
  return value < 0n || value > mostUint ? uintOverflow : new CelUint(value);
}

/** Division that drops the fraction; `word` is what an error calls it. */
export function divide(a: bigint, b: bigint): bigint | CelFault {
  return b === 0n ? new CelFault("division by zero") : a / b;
}

export function remainder(a: bigint, b: bigint): bigint | CelFault {
  if (b === 0n) return new CelFault("modulus by zero");
  // As in cel-go: the quotient of this one division does not fit.
  return a === leastInt && b === -1n ? intOverflow : a % b;
}

/** The whole part of a double that 64 signed bits hold. */
export function intOfDouble(value: number): bigint | CelFault {
  return Number.isFinite(value) && value > -9223372036854775808 && value < 9223372036854775808
    ? BigInt(Math.trunc(value))
    : intOverflow;
}

export function uintOfDouble(value: number): CelUint | CelFault {
  return Number.isFinite(value) && value >= 0 && value < 18446744073709551616
    ? new CelUint(BigInt(Math.trunc(value)))
    : uintOverflow;
}

/** A decimal integer as Go's ParseInt reads it: digits with an optional sign. */
export function parseInteger(text: string, signed: boolean): bigint | undefined {
  if (text.length > 400 || !(signed ? /^[+-]?\d+$/ : /^\d+$/).test(text)) return undefined;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return (signed ? value < leastInt || value > mostInt : value > mostUint) ? undefined : value;
}

/** A double as Go's ParseFloat reads it; too large a number is none. Hexadecimal floats are not read. */
export function parseDouble(text: string): number | undefined {
  const word = text.toLowerCase();
  if (/^[+-]?inf(?:inity)?$/.test(word)) return word.startsWith("-") ? -Infinity : Infinity;
  if (word === "nan") return Number.NaN;
  if (!/^[+-]?(?:\d+(?:_?\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(word) || word.includes("_")) return undefined;
  const value = Number(word);
  return Number.isFinite(value) ? value : undefined;
}
