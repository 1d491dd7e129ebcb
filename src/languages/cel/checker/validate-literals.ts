// What Kubernetes checks after types (cel-go cel/validator.go): literals of one type, and constants that functions will refuse.
import type { CelEnvironment } from "../environment.ts";
import { eachClause } from "../library/extensions/format-text.ts";
import { FormatFault } from "../library/extensions/format-value.ts";
import type { CelExpression } from "../syntax/expression.ts";
import { partsOf } from "../syntax/selects-of.ts";
import { formatCelType, sameCelType, type CelType } from "../values/cel-type.ts";
import { parseDuration } from "../values/duration-text.ts";
import { parseTimestamp } from "../values/timestamp-text.ts";
import type { Checked, TypeFault } from "./check-expression.ts";
import { optionalContent } from "./substitution.ts";

type TypeOf = Checked["typeOf"];

/** The first part whose type is not that of the parts before. */
function firstOther(parts: readonly (readonly [CelExpression, CelType])[]): TypeFault | undefined {
  const first = parts[0]?.[1];
  const other = first === undefined ? undefined : parts.find(([, type]) => !sameCelType(first, type));
  if (first === undefined || other === undefined) return undefined;
  const [node, type] = other;
  return { at: node.at, message: `expected type '${formatCelType(first)}' but found '${formatCelType(type)}'` };
}

function contentType(node: CelExpression, optional: boolean, typeOf: TypeOf): CelType {
  const type = typeOf(node);
  return optional ? (optionalContent(type) ?? type) : type;
}

function mixedTypes(node: CelExpression, typeOf: TypeOf): readonly TypeFault[] {
  if (node.kind === "list") {
    const parts = node.elements.map(
      (item, at) => [item, contentType(item, node.optional.includes(at), typeOf)] as const,
    );
    return [firstOther(parts)].filter((fault) => fault !== undefined);
  }
  if (node.kind !== "map") return [];
  const keys = node.entries.map(({ key }) => [key, typeOf(key)] as const);
  const values = node.entries.map(({ value, optional }) => [value, contentType(value, optional, typeOf)] as const);
  return [firstOther(keys), firstOther(values)].filter((fault) => fault !== undefined);
}

function isReadable(name: string, text: string, { regex }: CelEnvironment): boolean {
  if (name === "duration") return parseDuration(text) !== undefined;
  if (name === "timestamp") return typeof parseTimestamp(text) === "object";
  return !("fault" in regex.compile(text));
}

const judged = new Set(["duration", "timestamp", "matches"]);

function badConstant(node: CelExpression, environment: CelEnvironment): TypeFault | undefined {
  if (node.kind !== "call" || !judged.has(node.function)) return undefined;
  const [argument] = node.arguments;
  if (argument?.kind !== "literal" || typeof argument.value !== "string") return undefined;
  if (isReadable(node.function, argument.value, environment)) return undefined;
  return { at: argument.at, message: `invalid ${node.function} argument` };
}

function badFormat(node: CelExpression): TypeFault | undefined {
  if (node.kind !== "call" || node.function !== "format" || node.target?.kind !== "literal") return undefined;
  const [list] = node.arguments;
  const format = node.target.value;
  if (list?.kind !== "list" || typeof format !== "string") return undefined;
  let used = 0;
  try {
    eachClause(format, list.elements.length, () => {
      used++;
      return "";
    });
  } catch (thrown) {
    if (!(thrown instanceof FormatFault)) throw thrown;
    return { at: node.at, message: thrown.message };
  }
  const given = list.elements.length;
  const message = `too many arguments supplied to string.format (expected ${used}, got ${given})`;
  return given > used ? { at: node.at, message } : undefined;
}

/** The faults of literals in an expression whose types are right; linear in its size. */
export function validateLiterals(
  expression: CelExpression,
  typeOf: TypeOf,
  environment: CelEnvironment,
): readonly TypeFault[] {
  const faults: TypeFault[] = [];
  const seen = new Set<CelExpression>();
  const visit = (node: CelExpression, formatted: boolean): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (!formatted && environment.dialect.homogeneousLiterals) faults.push(...mixedTypes(node, typeOf));
    if (environment.dialect.checksLiterals) {
      for (const fault of [badConstant(node, environment), badFormat(node)])
        if (fault !== undefined) faults.push(fault);
    }
    // What is given to format() may be of any types, at any depth.
    const within = formatted || (node.kind === "call" && node.function === "format");
    for (const part of partsOf(node)) visit(part, within);
  };
  visit(expression, false);
  return faults;
}
