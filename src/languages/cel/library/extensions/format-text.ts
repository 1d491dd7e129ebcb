// `"%s".format([…])` in its two forms: of cel-go's first string library (Kubernetes) and of its fourth (cel-spec).
import { CelFault } from "../../values/cel-fault.ts";
import { CelUint, type CelValue } from "../../values/cel-value.ts";
import { fixedDouble, scientificDouble } from "../../values/fixed-double.ts";
import { isList, typeName, type CelResult } from "../../values/runtime-type.ts";
import { member, type CallContext, type CelOverload } from "../overload.ts";
import { firstStyle, fourthStyle, FormatFault, type ValueStyle } from "./format-value.ts";

/** The first form writes numbers in English and takes fewer types. */
type Form = "first" | "fourth";

const mostPrecision = 1000;
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function hexOf(value: CelValue, form: Form): string {
  if (typeof value === "bigint") return value.toString(16);
  if (value instanceof CelUint) return value.value.toString(16);
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  if (bytes instanceof Uint8Array) return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const takes = form === "first" ? "integers, byte buffers, and strings" : "ints, uints, bytes, and strings";
  throw new FormatFault(`only ${takes} can be formatted as hex, was given ${typeName(value)}`);
}

function integerOf(value: CelValue, base: number, fault: string): string {
  if (typeof value === "bigint") return value.toString(base);
  if (value instanceof CelUint) return value.value.toString(base);
  if (typeof value === "boolean" && base === 2) return value ? "1" : "0";
  throw new FormatFault(`${fault}, was given ${typeName(value)}`);
}

function special(value: number, form: Form): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return undefined;
  return `${value < 0 ? "-" : ""}${form === "first" ? "∞" : "Infinity"}`;
}

function doubleOf(value: CelValue, form: Form, clause: string): number {
  if (typeof value === "number") return value;
  if (form === "fourth" && typeof value === "bigint") return Number(value);
  if (form === "fourth" && value instanceof CelUint) return Number(value.value);
  if (form === "first" && (value === "NaN" || value === "Infinity" || value === "-Infinity")) return Number(value);
  const takes = form === "first" ? "doubles" : "ints, uints, and doubles";
  throw new FormatFault(`${clause} clause can only be used on ${takes}, was given ${typeName(value)}`);
}

function grouped(digits: string): string {
  const [whole = "", part] = digits.split(".");
  const spaced = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return part === undefined ? spaced : `${spaced}.${part}`;
}

function fixed(value: CelValue, form: Form, precision: number): string {
  const number = doubleOf(value, form, "fixed-point");
  const plain = special(number, form) ?? fixedDouble(number, precision);
  return form === "first" ? grouped(plain) : plain;
}

function scientific(value: CelValue, form: Form, precision: number): string {
  const number = doubleOf(value, form, "scientific");
  const word = special(number, form);
  if (word !== undefined) return word;
  // The English printer of the first form takes six digits whatever is asked for.
  const [digits, power] = scientificDouble(number, form === "first" ? 6 : precision);
  const size = String(Math.abs(power)).padStart(2, "0");
  if (form === "fourth") return `${digits}e${power < 0 ? "-" : "+"}${size}`;
  const raised = Array.from(size, (digit) => superscripts[Number(digit)]).join("");
  return `${digits}×10${power < 0 ? "⁻" : ""}${raised}`;
}

function decimal(value: CelValue, form: Form, style: ValueStyle): string {
  if (form === "fourth" && typeof value === "number") return style.text(value);
  const takes = form === "first" ? "integers" : "ints, uints, and doubles";
  return integerOf(typeof value === "boolean" ? null : value, 10, `decimal clause can only be used on ${takes}`);
}

function clauseText(letter: string, value: CelValue, precision: number, form: Form, style: ValueStyle): string {
  switch (letter) {
    case "s":
      return style.text(value);
    case "d":
      return decimal(value, form, style);
    case "f":
      return fixed(value, form, precision);
    case "e":
      return scientific(value, form, precision);
    case "b":
      return integerOf(
        value,
        2,
        `only ${form === "first" ? "integers" : "ints, uints,"} and bools can be formatted as binary`,
      );
    case "x":
      return hexOf(value, form);
    case "X":
      return hexOf(value, form).toUpperCase();
    default:
      return integerOf(
        value,
        8,
        `octal clause can only be used on ${form === "first" ? "integers" : "ints and uints"}`,
      );
  }
}

/** A clause of a format: its letter and the digits asked for. */
export interface FormatClause {
  readonly letter: string;
  readonly precision: number;
}

const clausePattern = /%(?:%|(?:\.(\d*))?([\s\S]?))/g;

function readClause(digits: string | undefined, letter: string): FormatClause {
  const parsing = "could not parse formatting clause: ";
  if (letter === "") {
    if (digits === undefined) throw new FormatFault("unexpected end of string");
    throw new FormatFault(`${parsing}error while parsing precision: could not find end of precision specifier`);
  }
  if (digits === "")
    throw new FormatFault(
      `${parsing}error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax`,
    );
  const precision = digits === undefined ? 6 : Number(digits);
  if (precision > mostPrecision)
    throw new FormatFault(
      `${parsing}error while parsing precision: precision ${precision} exceeds maximum allowed precision ${mostPrecision}`,
    );
  if (!"sdfebxXo".includes(letter)) throw new FormatFault(`${parsing}unrecognized formatting clause "${letter}"`);
  return { letter, precision };
}

/** Replaces each clause of a format by what `show` makes of it; throws FormatFault for a broken format. */
export function eachClause(format: string, count: number, show: (clause: FormatClause, at: number) => string): string {
  let argument = 0;
  return format.replaceAll(clausePattern, (whole, digits?: string, letter?: string) => {
    if (whole === "%%") return "%";
    if (argument >= count) throw new FormatFault(`index ${argument} out of range`);
    return show(readClause(digits, letter ?? ""), argument++);
  });
}

function formatText(
  [format, args]: readonly [string, readonly CelValue[]],
  form: Form,
  context: CallContext,
): CelResult {
  const style = (form === "first" ? firstStyle : fourthStyle)(context.spend);
  try {
    context.spend(format.length);
    return eachClause(format, args.length, ({ letter, precision }, at) => {
      try {
        const text = clauseText(letter, args[at] ?? null, precision, form, style);
        context.spend(text.length / 8);
        return text;
      } catch (thrown) {
        if (thrown instanceof FormatFault) throw new FormatFault(`error during formatting: ${thrown.message}`);
        throw thrown;
      }
    });
  } catch (thrown) {
    if (thrown instanceof FormatFault) return new CelFault(thrown.message);
    throw thrown;
  }
}

function overload(form: Form): CelOverload {
  return member<[string, readonly CelValue[]]>(
    "string_format",
    "format",
    "string, list(dyn)",
    "string",
    (args, context) => (isList(args[1]) ? formatText(args, form, context) : new CelFault("no such overload")),
  );
}

/** The form of versions 1 to 3. */
export const firstFormatOverload = overload("first");

/** The form since version 4. */
export const fourthFormatOverload = overload("fourth");
