// cel-go's extension for numbers (ext/math.go) and for encodings (ext/encoders.go).
import { CelFault } from "../../values/cel-fault.ts";
import { CelUint, type CelValue } from "../../values/cel-value.ts";
import { compareValues } from "../../values/equality.ts";
import { int } from "../../values/numbers.ts";
import type { CelResult } from "../../values/runtime-type.ts";
import type { CelExpression } from "../../syntax/expression.ts";
import { callAt, listAt, type CelMacro, type MacroFault } from "../../syntax/macro.ts";
import { global, noSuchOverload, type CelOverload } from "../overload.ts";

const numbers = ["int", "uint", "double"];

/** The number that comes first (`sign` 1) or last (-1); the first of equals. */
function extreme(name: string, values: readonly CelValue[], sign: 1 | -1): CelResult {
  let best = values[0];
  if (best === undefined) return new CelFault(`math.${name}(list) argument must not be empty`);
  for (const value of values) {
    const order = compareValues(best, value);
    if (order === undefined) return noSuchOverload;
    if (order * sign > 0) best = value;
  }
  return best;
}

function extremes(name: string, sign: 1 | -1): readonly CelOverload[] {
  const full = `math.${name}`;
  return numbers.flatMap((type) => [
    global<[CelValue]>(`math_${name}_${type}`, full, type, type, ([value]) => value),
    global<[readonly CelValue[]]>(`math_${name}_list_${type}`, full, `list(${type})`, type, ([list]) =>
      extreme(name, list, sign),
    ),
    ...numbers.map((other) =>
      global<[CelValue, CelValue]>(
        `math_${name}_${type}_${other}`,
        full,
        `${type}, ${other}`,
        type === other ? type : "dyn",
        (pair) => extreme(name, pair, sign),
      ),
    ),
  ]);
}

/** Half away from zero, as Go rounds. */
function round(value: number): number {
  return Number.isFinite(value) && Math.abs(value) < 2 ** 52
    ? Math.sign(value) * Math.floor(Math.abs(value) + 0.5)
    : value;
}

function double(name: string, result: string, apply: (value: number) => CelResult): CelOverload {
  return global<[number]>(`math_${name}_double`, `math.${name}`, "double", result, ([value]) => apply(value));
}

const rounding: readonly CelOverload[] = [
  double("ceil", "double", Math.ceil),
  double("floor", "double", Math.floor),
  double("round", "double", round),
  double("trunc", "double", Math.trunc),
  double("isInf", "bool", (value) => value === Infinity || value === -Infinity),
  double("isNaN", "bool", (value) => Number.isNaN(value)),
  double("isFinite", "bool", (value) => Number.isFinite(value)),
  double("abs", "double", Math.abs),
  double("sign", "double", Math.sign),
  double("sqrt", "double", Math.sqrt),
  global<[bigint]>("math_abs_int", "math.abs", "int", "int", ([value]) => int(value < 0n ? -value : value)),
  global<[CelUint]>("math_abs_uint", "math.abs", "uint", "uint", ([value]) => value),
  global<[bigint]>("math_sign_int", "math.sign", "int", "int", ([value]) =>
    value === 0n ? 0n : value < 0n ? -1n : 1n,
  ),
  global<[CelUint]>(
    "math_sign_uint",
    "math.sign",
    "uint",
    "uint",
    ([{ value }]) => new CelUint(value === 0n ? 0n : 1n),
  ),
  global<[bigint]>("math_sqrt_int", "math.sqrt", "int", "double", ([value]) => Math.sqrt(Number(value))),
  global<[CelUint]>("math_sqrt_uint", "math.sqrt", "uint", "double", ([{ value }]) => Math.sqrt(Number(value))),
];

function bits(name: string, apply: (a: bigint, b: bigint) => bigint): readonly CelOverload[] {
  const full = `math.${name}`;
  return [
    global<[bigint, bigint]>(`math_${name}_int_int`, full, "int, int", "int", ([a, b]) =>
      BigInt.asIntN(64, apply(a, b)),
    ),
    global<[CelUint, CelUint]>(`math_${name}_uint_uint`, full, "uint, uint", "uint", ([a, b]) => {
      return new CelUint(BigInt.asUintN(64, apply(a.value, b.value)));
    }),
  ];
}

function shift(name: string, apply: (value: bigint, by: bigint) => bigint): readonly CelOverload[] {
  const full = `math.${name}`;
  const checked = (by: bigint, result: () => CelValue, gone: CelValue): CelResult => {
    if (by < 0n) return new CelFault(`${full}() negative offset: ${by}`);
    return by > 63n ? gone : result();
  };
  return [
    // A shifted int is shifted as its bits: what comes in from the left is zero.
    global<[bigint, bigint]>(`math_${name}_int_int`, full, "int, int", "int", ([value, by]) =>
      checked(by, () => BigInt.asIntN(64, apply(BigInt.asUintN(64, value), by)), 0n),
    ),
    global<[CelUint, bigint]>(`math_${name}_uint_int`, full, "uint, int", "uint", ([{ value }, by]) =>
      checked(by, () => new CelUint(BigInt.asUintN(64, apply(value, by))), new CelUint(0n)),
    ),
  ];
}

export const mathOverloads: readonly CelOverload[] = [
  ...extremes("@min", 1),
  ...extremes("@max", -1),
  ...rounding,
  ...bits("bitAnd", (a, b) => a & b),
  ...bits("bitOr", (a, b) => a | b),
  ...bits("bitXor", (a, b) => a ^ b),
  global<[bigint]>("math_bitNot_int_int", "math.bitNot", "int", "int", ([value]) => ~value),
  global<[CelUint]>(
    "math_bitNot_uint_uint",
    "math.bitNot",
    "uint",
    "uint",
    ([{ value }]) => new CelUint(BigInt.asUintN(64, ~value)),
  ),
  ...shift("bitShiftLeft", (value, by) => value << by),
  ...shift("bitShiftRight", (value, by) => value >> by),
];

function isNumeric(argument: CelExpression): boolean {
  if (argument.kind === "list" || argument.kind === "map" || argument.kind === "object") return false;
  return (
    argument.kind !== "literal" ||
    typeof argument.value === "bigint" ||
    typeof argument.value === "number" ||
    argument.value instanceof CelUint
  );
}

function extremeMacro(name: string, fn: string, argumentCount: number): CelMacro {
  const expand: CelMacro["expand"] = ({ at, target, arguments: args }): CelExpression | MacroFault | undefined => {
    if (target?.kind !== "identifier" || target.name !== "math") return undefined;
    const [first] = args;
    if (first === undefined) return { fault: `math.${name}() requires at least one argument`, at: target.at };
    const isList = args.length === 1 && first.kind === "list";
    if (isList && first.kind === "list" && first.elements.length > 0 && first.elements.every(isNumeric))
      return callAt(at, fn, first);
    const wrong = args.find((argument) => !isNumeric(argument));
    if (wrong !== undefined) {
      const message = args.length === 1 ? "invalid single argument value" : "simple literal arguments must be numeric";
      return { fault: `math.${name}() ${message}`, at: wrong.at };
    }
    return args.length > 2 ? callAt(at, fn, listAt(at, ...args)) : callAt(at, fn, ...args);
  };
  return { name, argumentCount, onTarget: true, expand };
}

/** math.least and math.greatest take any number of arguments; sixteen are enough for every use seen. */
export const mathMacros: readonly CelMacro[] = Array.from({ length: 17 }, (_, count) => count).flatMap((count) => [
  extremeMacro("least", "math.@min", count),
  extremeMacro("greatest", "math.@max", count),
]);

function decode(text: string): CelResult {
  const body = text.replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(body) || body.length % 4 === 1)
    return new CelFault("illegal base64 data at input byte 0");
  return Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
}

function encode(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export const encoderOverloads: readonly CelOverload[] = [
  global<[string]>("base64_decode_string", "base64.decode", "string", "bytes", ([text]) => decode(text)),
  global<[Uint8Array]>("base64_encode_bytes", "base64.encode", "bytes", "string", ([bytes]) => encode(bytes)),
];
