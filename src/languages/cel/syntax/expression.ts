// The syntax tree of an expression: macros are expanded, and remember how they were written.
import type { CelUint } from "../values/cel-value.ts";

/** What every node has: the offset (in UTF-16 units) that errors point at, and the macro call it stands for. */
interface Node {
  readonly at: number;
  readonly macro?: CelCall;
}

/** What a literal can stand for. */
export type CelScalar = null | boolean | bigint | number | string | CelUint | Uint8Array;

/** A literal: null, truth value, int, uint, double, string or bytes. */
export interface CelLiteral extends Node {
  readonly kind: "literal";
  readonly value: CelScalar;
}

/** A name; one with a leading dot is looked up from the root. */
export interface CelIdentifier extends Node {
  readonly kind: "identifier";
  readonly name: string;
}

/** `operand.field`; with `test`, whether the field is there: `has(operand.field)`. */
export interface CelSelect extends Node {
  readonly kind: "select";
  readonly operand: CelExpression;
  readonly field: string;
  readonly test: boolean;
}

/** A call; operators are calls of functions such as `_+_`, as in cel-go. */
export interface CelCall extends Node {
  readonly kind: "call";
  readonly function: string;
  readonly target?: CelExpression;
  readonly arguments: readonly CelExpression[];
}

/** `[a, ?b]`: `optional` holds the positions of the elements written with a question mark. */
export interface CelListLiteral extends Node {
  readonly kind: "list";
  readonly elements: readonly CelExpression[];
  readonly optional: readonly number[];
}

/** One `key: value` of a map literal. */
export interface CelEntry {
  readonly at: number;
  readonly key: CelExpression;
  readonly value: CelExpression;
  readonly optional: boolean;
}

/** `{k: v, ?k: v}`. */
export interface CelMapLiteral extends Node {
  readonly kind: "map";
  readonly entries: readonly CelEntry[];
}

/** One `field: value` of an object literal. */
export interface CelFieldEntry {
  readonly at: number;
  readonly field: string;
  readonly value: CelExpression;
  readonly optional: boolean;
}

/** `Type{field: value}`. */
export interface CelObjectLiteral extends Node {
  readonly kind: "object";
  readonly name: string;
  readonly fields: readonly CelFieldEntry[];
}

/** What comprehensions expand to: a loop over a range that carries an accumulator. */
export interface CelFold extends Node {
  readonly kind: "fold";
  readonly range: CelExpression;
  readonly variable: string;
  readonly second?: string;
  readonly accumulator: string;
  readonly initial: CelExpression;
  readonly condition: CelExpression;
  readonly step: CelExpression;
  readonly result: CelExpression;
}

/** A node of the syntax tree. Nodes may be shared, so that the tree is a graph without cycles. */
export type CelExpression =
  | CelLiteral
  | CelIdentifier
  | CelSelect
  | CelCall
  | CelListLiteral
  | CelMapLiteral
  | CelObjectLiteral
  | CelFold;
