// cel.block, cel.index, cel.iterVar and cel.accuVar: how cel-go's optimizer writes shared parts (ext/bindings.go), read in cel-spec's cases.
import type { CelExpression } from "./expression.ts";
import { nameAt, type CelMacro, type MacroCall } from "./macro.ts";
import { bound } from "./standard-macros.ts";

/** The numbers given, or undefined where they are none. */
function numbersOf(args: readonly CelExpression[]): readonly bigint[] | undefined {
  const numbers = args.flatMap((argument) =>
    argument.kind === "literal" && typeof argument.value === "bigint" ? [argument.value] : [],
  );
  return numbers.length === args.length ? numbers : undefined;
}

function onCel(
  name: string,
  argumentCount: number,
  expand: (call: MacroCall) => ReturnType<CelMacro["expand"]>,
): CelMacro {
  return {
    name,
    argumentCount,
    onTarget: true,
    expand: (call) => (call.target?.kind === "identifier" && call.target.name === "cel" ? expand(call) : undefined),
  };
}

function naming(name: string, argumentCount: number, sign: string): CelMacro {
  return onCel(name, argumentCount, ({ at, arguments: args }) => {
    const numbers = numbersOf(args);
    return numbers === undefined
      ? { fault: `cel.${name}() takes numbers`, at }
      : nameAt(at, [sign, ...numbers].join(":"));
  });
}

/** The macros; a block is a chain of bindings, each known to those after it. */
export const blockMacros: readonly CelMacro[] = [
  onCel("block", 2, ({ at, arguments: [slots, body] }) => {
    if (slots?.kind !== "list" || body === undefined)
      return { fault: "cel.block() takes a list and an expression", at };
    return slots.elements.reduceRight<CelExpression>(
      (inner, slot, index) => bound(at, `@index:${index}`, slot, inner),
      body,
    );
  }),
  naming("index", 1, "@index"),
  naming("iterVar", 2, "@it"),
  naming("accuVar", 2, "@ac"),
];
