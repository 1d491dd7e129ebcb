// From a syntax tree back to text.
import { CelUint } from "../values/cel-value.ts";
import type { CelCall, CelExpression, CelScalar } from "./expression.ts";
import { infix } from "./operators.ts";

const simpleName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const [weakest, unary, strongest] = [1, 7, 8];
const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** A text as a literal in double quotes. */
function quote(text: string): string {
  const inner = text.replaceAll(/["\\\u0000-\u001f\u007f]/g, (character) => {
    return escapes[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return `"${inner}"`;
}

function printLiteral(value: CelScalar): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") {
    const text = String(value);
    return /[.e]/.test(text) ? text.replace("e+", "e") : Object.is(value, -0) ? "-0.0" : `${text}.0`;
  }
  if (value instanceof CelUint) return `${value.value}u`;
  if (value instanceof Uint8Array)
    return `b"${Array.from(value, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`;
  return String(value);
}

function printField(name: string): string {
  return simpleName.test(name) && !["true", "false", "null", "in"].includes(name) ? name : `\`${name}\``;
}

function list(items: readonly CelExpression[]): string {
  return items.map((item) => print(item, 0)).join(", ");
}

function printOperator(call: CelCall): [text: string, strength: number] | undefined {
  const [first, second, third] = call.arguments;
  if (first === undefined || call.target !== undefined) return undefined;
  if (call.function === "!_" || call.function === "-_") {
    const inner = print(first, strongest);
    // A minus before a number would become part of it.
    return [`${call.function[0]}${/^[-\d.!]/.test(inner) ? `(${inner})` : inner}`, unary];
  }
  const operator = infix.get(call.function);
  if (operator !== undefined) {
    const { sign, strength } = operator;
    const flat = call.function === "_&&_" || call.function === "_||_";
    const parts = call.arguments.map((argument, at) => print(argument, at === 0 && !flat ? strength : strength + 1));
    return [parts.join(` ${sign} `), strength];
  }
  if (second === undefined) return undefined;
  if (call.function === "_[_]") return [`${print(first, strongest)}[${print(second, 0)}]`, strongest];
  if (call.function === "_[?_]") return [`${print(first, strongest)}[?${print(second, 0)}]`, strongest];
  if (call.function === "_?._" && second.kind === "literal" && typeof second.value === "string")
    return [`${print(first, strongest)}.?${printField(second.value)}`, strongest];
  if (call.function !== "_?_:_") return undefined;
  const other = third === undefined ? "null" : print(third, weakest);
  return [`${print(first, weakest + 1)} ? ${print(second, weakest + 1)} : ${other}`, weakest];
}

function printCall(call: CelCall): [string, number] {
  const operator = printOperator(call);
  if (operator !== undefined) return operator;
  const target = call.target === undefined ? "" : `${print(call.target, strongest)}.`;
  return [`${target}${call.function}(${list(call.arguments)})`, strongest];
}

function mark(optional: boolean): string {
  return optional ? "?" : "";
}

function printEntries(node: CelExpression): string {
  if (node.kind === "list")
    return `[${node.elements.map((item, at) => `${mark(node.optional.includes(at))}${print(item, 0)}`).join(", ")}]`;
  if (node.kind === "map") {
    const entries = node.entries.map(
      ({ key, value, optional }) => `${mark(optional)}${print(key, 0)}: ${print(value, 0)}`,
    );
    return `{${entries.join(", ")}}`;
  }
  if (node.kind !== "object") return "<comprehension>";
  const fields = node.fields.map(
    ({ field, value, optional }) => `${mark(optional)}${printField(field)}: ${print(value, 0)}`,
  );
  return `${node.name}{${fields.join(", ")}}`;
}

function printNode(node: CelExpression): [text: string, strength: number] {
  if (node.macro !== undefined) return printCall(node.macro);
  if (node.kind === "call") return printCall(node);
  if (node.kind === "literal") return [printLiteral(node.value), strongest];
  if (node.kind === "identifier") return [node.name, strongest];
  if (node.kind !== "select") return [printEntries(node), strongest];
  const text = `${print(node.operand, strongest)}.${printField(node.field)}`;
  return [node.test ? `has(${text})` : text, strongest];
}

function print(node: CelExpression, least: number): string {
  const [text, strength] = printNode(node);
  return strength < least ? `(${text})` : text;
}

/** The text of an expression, macros as they were written; parsing it gives the same tree. */
export function printCel(expression: CelExpression): string {
  return print(expression, 0);
}
