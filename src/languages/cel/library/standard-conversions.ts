// Conversions between the types of the language.
import { CelFault } from "../values/cel-fault.ts";
import { type CelDuration, CelTimestamp, CelTypeValue, CelUint, type CelValue } from "../values/cel-value.ts";
import { formatDuration, parseDuration } from "../values/duration-text.ts";
import { int, intOfDouble, parseDouble, parseInteger, uint, uintOfDouble } from "../values/numbers.ts";
import { typeOfValue, type CelResult } from "../values/runtime-type.ts";
import { formatDouble } from "../values/text.ts";
import { formatTimestamp, leastSecond, mostSecond, parseTimestamp } from "../values/timestamp-text.ts";
import { global, type CelOverload } from "./overload.ts";

function failed(from: string, to: string): CelFault {
  return new CelFault(`type conversion error from '${from}' to '${to}'`);
}

function same(type: string, id: string): CelOverload {
  return global<[CelValue]>(`${id}_to_${id}`, type, type, type, ([value]) => value);
}

const truths: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...["1", "t", "T", "TRUE", "true", "True"].map((word) => [word, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((word) => [word, false] as const),
]);

function truthOf(text: string): boolean | undefined {
  return Object.hasOwn(truths, text) ? truths[text] : undefined;
}

function timestampOf(text: string): CelResult {
  const time = parseTimestamp(text);
  if (time === "overflow") return new CelFault("timestamp overflow");
  return time ?? failed("string", "google.protobuf.Timestamp");
}

function unsignedOf(text: string): CelResult {
  const value = parseInteger(text, false);
  return value === undefined ? failed("string", "uint") : new CelUint(value);
}

function textOf(bytes: Uint8Array): CelResult {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new CelFault("invalid UTF-8 in bytes, cannot convert to string");
  }
}

const toNumbers: readonly CelOverload[] = [
  same("int", "int64"),
  global<[number]>("double_to_int64", "int", "double", "int", ([value]) => intOfDouble(value)),
  global<[CelDuration]>("duration_to_int64", "int", "duration", "int", ([{ nanoseconds }]) => nanoseconds),
  global<[string]>(
    "string_to_int64",
    "int",
    "string",
    "int",
    ([text]) => parseInteger(text, true) ?? failed("string", "int"),
  ),
  global<[CelTimestamp]>("timestamp_to_int64", "int", "timestamp", "int", ([{ seconds }]) => seconds),
  global<[CelUint]>("uint64_to_int64", "int", "uint", "int", ([{ value }]) => int(value)),
  same("uint", "uint64"),
  global<[number]>("double_to_uint64", "uint", "double", "uint", ([value]) => uintOfDouble(value)),
  global<[bigint]>("int64_to_uint64", "uint", "int", "uint", ([value]) => uint(value)),
  global<[string]>("string_to_uint64", "uint", "string", "uint", ([text]) => unsignedOf(text)),
  same("double", "double"),
  global<[bigint]>("int64_to_double", "double", "int", "double", ([value]) => Number(value)),
  global<[string]>(
    "string_to_double",
    "double",
    "string",
    "double",
    ([text]) => parseDouble(text) ?? failed("string", "double"),
  ),
  global<[CelUint]>("uint64_to_double", "double", "uint", "double", ([{ value }]) => Number(value)),
];

const toTexts: readonly CelOverload[] = [
  same("string", "string"),
  global<[boolean]>("bool_to_string", "string", "bool", "string", ([value]) => String(value)),
  global<[Uint8Array]>("bytes_to_string", "string", "bytes", "string", ([bytes]) => textOf(bytes)),
  global<[number]>("double_to_string", "string", "double", "string", ([value]) => formatDouble(value)),
  global<[CelDuration]>("duration_to_string", "string", "duration", "string", ([value]) => formatDuration(value)),
  global<[bigint]>("int64_to_string", "string", "int", "string", ([value]) => String(value)),
  global<[CelTimestamp]>("timestamp_to_string", "string", "timestamp", "string", ([value]) => formatTimestamp(value)),
  global<[CelUint]>("uint64_to_string", "string", "uint", "string", ([{ value }]) => String(value)),
  same("bytes", "bytes"),
  global<[string]>("string_to_bytes", "bytes", "string", "bytes", ([text]) => new TextEncoder().encode(text)),
  same("bool", "bool"),
  global<[string]>("string_to_bool", "bool", "string", "bool", ([text]) => truthOf(text) ?? failed("string", "bool")),
];

function secondsOf(seconds: bigint): CelResult {
  const fits = seconds >= leastSecond && seconds <= mostSecond;
  return fits ? new CelTimestamp(seconds, 0) : new CelFault("timestamp overflow");
}

export const conversionOverloads: readonly CelOverload[] = [
  ...toNumbers,
  ...toTexts,
  same("duration", "duration"),
  global<[string]>("string_to_duration", "duration", "string", "duration", ([text]) => {
    return parseDuration(text) ?? failed("string", "google.protobuf.Duration");
  }),
  same("timestamp", "timestamp"),
  global<[bigint]>("int64_to_timestamp", "timestamp", "int", "timestamp", ([seconds]) => secondsOf(seconds)),
  global<[string]>("string_to_timestamp", "timestamp", "string", "timestamp", ([text]) => timestampOf(text)),
  global<[CelValue]>("to_dyn", "dyn", "A", "dyn", ([value]) => value),
  global<[CelValue]>("type", "type", "A", "type(A)", ([value]) => new CelTypeValue(typeOfValue(value))),
];
