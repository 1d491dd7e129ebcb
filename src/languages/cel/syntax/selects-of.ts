// Which fields of which variables an expression names.
import type { CelExpression } from "./expression.ts";

/** The parts directly below a node. */
export function partsOf(node: CelExpression): readonly CelExpression[] {
  switch (node.kind) {
    case "select":
      return [node.operand];
    case "call":
      return node.target === undefined ? node.arguments : [node.target, ...node.arguments];
    case "list":
      return node.elements;
    case "map":
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case "object":
      return node.fields.map(({ value }) => value);
    case "fold":
      return [node.range, node.initial, node.condition, node.step, node.result];
    default:
      return [];
  }
}

const indexes = new Set(["_[_]", "_[?_]", "_?._"]);

function pathOf(node: CelExpression): string | undefined {
  if (node.kind === "identifier") return node.name.replace(/^\./, "");
  if (node.kind === "select") {
    const operand = pathOf(node.operand);
    return operand === undefined ? undefined : `${operand}.${node.field}`;
  }
  if (node.kind !== "call" || !indexes.has(node.function)) return undefined;
  const [operand, field] = node.arguments;
  const before = operand === undefined ? undefined : pathOf(operand);
  return before !== undefined && field?.kind === "literal" && typeof field.value === "string"
    ? `${before}.${field.value}`
    : undefined;
}

/**
 * Every chain of fields from a variable that the expression selects, `has()`, `.?` and `["constant"]` included:
 * `claims.email`, `request.resourceAttributes.fieldSelector`. Each once, with the shorter chains it begins with.
 */
export function selectsOf(expression: CelExpression): ReadonlySet<string> {
  const paths = new Set<string>();
  const seen = new Set<CelExpression>();
  const waiting = [expression];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const path = pathOf(node);
    if (path !== undefined) paths.add(path);
    for (const part of partsOf(node)) waiting.push(part);
  }
  return paths;
}
