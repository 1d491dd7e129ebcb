// The macros of the language and of cel-go's extensions, expanded as parser/macro.go and ext/comprehensions.go expand them.
import type { CelExpression } from "./expression.ts";
import {
  accumulator,
  callAt,
  listAt,
  literalAt,
  nameAt,
  variableName,
  type CelMacro,
  type MacroCall,
  type MacroFault,
} from "./macro.ts";

/** How a comprehension folds: its start, when it goes on, what each step does, what comes out. */
interface Shape {
  readonly initial: CelExpression;
  readonly condition: CelExpression;
  readonly step: CelExpression;
  readonly result: CelExpression;
}

type Shaper = (at: number, body: readonly CelExpression[], first: CelExpression) => Shape;

const result = (at: number) => nameAt(at, accumulator);

const allShape: Shaper = (at, [predicate = literalAt(at, true)]) => ({
  initial: literalAt(at, true),
  condition: callAt(at, "@not_strictly_false", result(at)),
  step: callAt(at, "_&&_", result(at), predicate),
  result: result(at),
});

const existsShape: Shaper = (at, [predicate = literalAt(at, true)]) => ({
  initial: literalAt(at, false),
  condition: callAt(at, "@not_strictly_false", callAt(at, "!_", result(at))),
  step: callAt(at, "_||_", result(at), predicate),
  result: result(at),
});

const existsOneShape: Shaper = (at, [predicate = literalAt(at, true)]) => ({
  initial: literalAt(at, 0n),
  condition: literalAt(at, true),
  step: callAt(at, "_?_:_", predicate, callAt(at, "_+_", result(at), literalAt(at, 1n)), result(at)),
  result: callAt(at, "_==_", result(at), literalAt(at, 1n)),
});

function gathering(at: number, initial: CelExpression, add: CelExpression, filter: CelExpression | undefined): Shape {
  const step = filter === undefined ? add : callAt(at, "_?_:_", filter, add, result(at));
  return { initial, condition: literalAt(at, true), step, result: result(at) };
}

/** `(filter, transform)` or `(transform)`. */
function filterAndBody(at: number, body: readonly CelExpression[]): [CelExpression | undefined, CelExpression] {
  return body.length > 1 ? [body[0], body[1] ?? literalAt(at, true)] : [undefined, body[0] ?? literalAt(at, true)];
}

const listShape: Shaper = (at, body) => {
  const [filter, transform] = filterAndBody(at, body);
  return gathering(at, listAt(at), callAt(at, "_+_", result(at), listAt(at, transform)), filter);
};

const filterShape: Shaper = (at, [filter], element) =>
  gathering(at, listAt(at), callAt(at, "_+_", result(at), listAt(at, element)), filter);

const emptyMap = (at: number): CelExpression => ({ kind: "map", at, entries: [] });

const mapShape: Shaper = (at, body, key) => {
  const [filter, transform] = filterAndBody(at, body);
  return gathering(at, emptyMap(at), callAt(at, "cel.@mapInsert", result(at), key, transform), filter);
};

const entryShape: Shaper = (at, body) => {
  const [filter, entry] = filterAndBody(at, body);
  return gathering(at, emptyMap(at), callAt(at, "cel.@mapInsert", result(at), entry), filter);
};

type Expansion = CelExpression | MacroFault | undefined;

function overOne(call: MacroCall, shape: Shaper, message: string): Expansion {
  const [element, ...body] = call.arguments;
  const variable = variableName(element, message);
  if (typeof variable !== "string") return variable;
  if (element === undefined || call.target === undefined) return undefined;
  return { kind: "fold", at: call.at, range: call.target, variable, accumulator, ...shape(call.at, body, element) };
}

function overTwo(call: MacroCall, shape: Shaper): Expansion {
  const [first, second, ...body] = call.arguments;
  const message = "argument must be a simple name";
  const [variable, other] = [variableName(first, message), variableName(second, message)];
  if (typeof variable !== "string") return variable;
  if (typeof other !== "string") return other;
  if (first === undefined || second === undefined || call.target === undefined) return undefined;
  if (variable === other) return { fault: `duplicate variable name: ${variable}`, at: second.at };
  const folded = shape(call.at, body, nameAt(call.at, variable));
  return { kind: "fold", at: call.at, range: call.target, variable, second: other, accumulator, ...folded };
}

function onTarget(name: string, argumentCount: number, expand: CelMacro["expand"]): CelMacro {
  return { name, argumentCount, onTarget: true, expand };
}

function quantifier(name: string, shape: Shaper): CelMacro {
  return onTarget(name, 2, (call) => overOne(call, shape, "argument must be a simple name"));
}

function listMaker(name: string, argumentCount: number, shape: Shaper): CelMacro {
  return onTarget(name, argumentCount, (call) => overOne(call, shape, "argument is not an identifier"));
}

const hasMacro: CelMacro = {
  name: "has",
  argumentCount: 1,
  onTarget: false,
  expand: ({ at, arguments: [argument] }) =>
    argument?.kind === "select" && !argument.test
      ? { ...argument, at, test: true }
      : { fault: "invalid argument to has() macro", at: argument?.at ?? at },
};

/** has, all, exists, exists_one, existsOne, map, filter. */
export const standardMacros: readonly CelMacro[] = [
  hasMacro,
  quantifier("all", allShape),
  quantifier("exists", existsShape),
  quantifier("exists_one", existsOneShape),
  quantifier("existsOne", existsOneShape),
  listMaker("map", 2, listShape),
  listMaker("map", 3, listShape),
  listMaker("filter", 2, filterShape),
];

/** The macros of ext.TwoVarComprehensions. */
export const twoVariableMacros: readonly CelMacro[] = [
  ...["exists_one", "existsOne"].map((name) => onTarget(name, 3, (call) => overTwo(call, existsOneShape))),
  onTarget("all", 3, (call) => overTwo(call, allShape)),
  onTarget("exists", 3, (call) => overTwo(call, existsShape)),
  ...[3, 4].flatMap((count) => [
    onTarget("transformList", count, (call) => overTwo(call, listShape)),
    onTarget("transformMap", count, (call) => overTwo(call, mapShape)),
    onTarget("transformMapEntry", count, (call) => overTwo(call, entryShape)),
  ]),
];

/** `variable` bound to `value` in `body`: a fold that never steps. */
export function bound(at: number, variable: string, value: CelExpression, body: CelExpression): CelExpression {
  return {
    kind: "fold",
    at,
    range: listAt(at),
    variable: "#unused",
    accumulator: variable,
    initial: value,
    condition: literalAt(at, false),
    step: nameAt(at, variable),
    result: body,
  };
}

/** `cel.bind(name, value, body)`. */
export const bindMacro: CelMacro = onTarget("bind", 3, ({ at, target, arguments: [name, value, body] }) => {
  if (target?.kind !== "identifier" || target.name !== "cel" || value === undefined || body === undefined)
    return undefined;
  if (name?.kind !== "identifier")
    return { fault: "cel.bind() variable names must be simple identifiers", at: name?.at ?? at };
  return bound(at, name.name, value, body);
});

function optionalMacro(name: string, wrap: (at: number, mapped: CelExpression) => CelExpression): CelMacro {
  return onTarget(name, 2, ({ at, target, arguments: [variable, body] }) => {
    if (target === undefined || body === undefined) return undefined;
    if (variable?.kind !== "identifier")
      return { fault: `${name}() variable name must be a simple identifier`, at: variable?.at ?? at };
    const member = (method: string): CelExpression => ({ ...callAt(at, method), target });
    const mapped = wrap(at, bound(at, variable.name, member("value"), body));
    return callAt(at, "_?_:_", member("hasValue"), mapped, callAt(at, "optional.none"));
  });
}

/** `optMap` and `optFlatMap`. */
export const optionalMacros: readonly CelMacro[] = [
  optionalMacro("optMap", (at, mapped) => callAt(at, "optional.of", mapped)),
  optionalMacro("optFlatMap", (_at, mapped) => mapped),
];

const sortable = new Set(["list", "select", "identifier", "fold", "call"]);

/** `list.sortBy(x, key of x)`. */
export const sortByMacro: CelMacro = onTarget("sortBy", 2, (call) => {
  const { at, target } = call;
  if (target === undefined) return undefined;
  if (!sortable.has(target.kind))
    return {
      fault: "sortBy can only be applied to a list, identifier, comprehension, call or select expression",
      at: target.at,
    };
  const input = nameAt(at, "@__sortBy_input__");
  const keys = overOne({ ...call, target: input }, listShape, "argument is not an identifier");
  if (keys === undefined || "fault" in keys) return keys;
  return bound(at, input.name, target, { ...callAt(at, "@sortByAssociatedKeys", keys), target: input });
});
