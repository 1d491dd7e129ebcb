// How `%s` writes a value, in the two forms of cel-go.
import { CelDuration, CelMap, CelTimestamp, CelTypeValue, CelUint, type CelValue } from "../../values/cel-value.ts";
import { formatDuration } from "../../values/duration-text.ts";
import type { Spend } from "../../values/equality.ts";
import { fixedDouble } from "../../values/fixed-double.ts";
import { isList, typeName } from "../../values/runtime-type.ts";
import { compareTexts, formatDouble, plainDouble } from "../../values/text.ts";
import { formatTimestamp } from "../../values/timestamp-text.ts";

/** What cannot be formatted. */
export class FormatFault extends Error {}

/** Writes values as text. */
export interface ValueStyle {
  readonly text: (value: CelValue) => string;
}

function unreadable(value: CelValue): never {
  throw new FormatFault(
    `string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given ${typeName(value)}`,
  );
}

function scalar(value: CelValue, double: (value: number) => string): string | undefined {
  if (value === null) return "null";
  if (typeof value === "string") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "number") return double(value);
  if (value instanceof CelUint) return String(value.value);
  if (value instanceof Uint8Array) return decode(value);
  if (value instanceof CelTimestamp) return formatTimestamp(value);
  if (value instanceof CelDuration) return formatDuration(value);
  return value instanceof CelTypeValue ? value.type.name : undefined;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function sortedEntries(
  map: CelMap,
  show: (key: CelValue, value: CelValue) => readonly [string, string],
): readonly (readonly [string, string])[] {
  return [...map.entries.values()].map(([key, value]) => show(key, value)).sort(([a], [b]) => compareTexts(a, b));
}

/** Values inside lists and maps are written as literals. */
export function firstStyle(spend: Spend): ValueStyle {
  const inner = (value: CelValue): string => {
    if (typeof value === "string") return JSON.stringify(value);
    if (value instanceof Uint8Array) return `b${JSON.stringify(decode(value))}`;
    if (value instanceof CelTimestamp) return `timestamp(${JSON.stringify(formatTimestamp(value))})`;
    if (value instanceof CelDuration) return `duration(${JSON.stringify(formatDuration(value))})`;
    if (typeof value === "number")
      return Number.isFinite(value) ? fixedDouble(value, 6) : JSON.stringify(formatDouble(value));
    return text(value);
  };
  const text = (value: CelValue): string => {
    spend(1);
    if (isList(value)) return `[${value.map(inner).join(", ")}]`;
    if (value instanceof CelMap)
      return `{${sortedEntries(value, (key, item) => [inner(key), inner(item)])
        .map((entry) => entry.join(":"))
        .join(", ")}}`;
    return scalar(value, formatDouble) ?? unreadable(value);
  };
  return { text };
}

function wordOf(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  return Object.is(value, -0) ? "-0" : plainDouble(value);
}

/** Values are written plainly at every depth. */
export function fourthStyle(spend: Spend): ValueStyle {
  const text = (value: CelValue): string => {
    spend(1);
    if (isList(value)) return `[${value.map(text).join(", ")}]`;
    if (value instanceof CelMap)
      return `{${sortedEntries(value, (key, item) => [text(key), text(item)])
        .map((entry) => entry.join(": "))
        .join(", ")}}`;
    return scalar(value, wordOf) ?? unreadable(value);
  };
  return { text };
}
