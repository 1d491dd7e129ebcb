// What a macro is, and the pieces that macros expand to.
import type { CelCall, CelExpression, CelIdentifier, CelScalar } from "./expression.ts";

/** An argument that a macro does not take. */
export interface MacroFault {
  readonly fault: string;
  readonly at: number;
}

/** A call that is rewritten when it is parsed; undefined from `expand` leaves the call as it is. */
export interface CelMacro {
  readonly name: string;
  readonly argumentCount: number;
  readonly onTarget: boolean;
  readonly expand: (call: MacroCall) => CelExpression | MacroFault | undefined;
}

/** The call to be expanded. */
export interface MacroCall {
  readonly at: number;
  readonly target: CelExpression | undefined;
  readonly arguments: readonly CelExpression[];
}

/** The name of the accumulator: no expression can name it. */
export const accumulator = "@result";

export function literalAt(at: number, value: CelScalar): CelExpression {
  return { kind: "literal", at, value };
}

export function nameAt(at: number, name: string): CelIdentifier {
  return { kind: "identifier", at, name };
}

export function callAt(at: number, name: string, ...args: readonly CelExpression[]): CelCall {
  return { kind: "call", at, function: name, arguments: args };
}

export function listAt(at: number, ...elements: readonly CelExpression[]): CelExpression {
  return { kind: "list", at, elements, optional: [] };
}

/** The name an argument is, or the fault that it is not one. */
export function variableName(argument: CelExpression | undefined, message: string): string | MacroFault {
  if (argument?.kind !== "identifier") return { fault: message, at: argument?.at ?? 0 };
  return ["__result__", accumulator].includes(argument.name)
    ? { fault: "iteration variable overwrites accumulator variable", at: argument.at }
    : argument.name;
}
