// Table of the operators: how they are written, the functions they stand for, and how tightly they bind.

/** Signs of comparisons and membership, all of one strength. */
export const relations: Readonly<Record<string, string>> = {
  "<": "_<_",
  "<=": "_<=_",
  ">": "_>_",
  ">=": "_>=_",
  "==": "_==_",
  "!=": "_!=_",
  in: "@in",
};

/** Signs of sums. */
export const sums: Readonly<Record<string, string>> = { "+": "_+_", "-": "_-_" };

/** Signs of products. */
export const products: Readonly<Record<string, string>> = { "*": "_*_", "/": "_/_", "%": "_%_" };

/** How an operator between operands is printed; a greater strength binds tighter. */
export const infix: ReadonlyMap<string, { readonly sign: string; readonly strength: number }> = new Map(
  [{ "||": "_||_" }, { "&&": "_&&_" }, relations, sums, products].flatMap((signs, at) =>
    Object.entries(signs).map(([sign, name]) => [name, { sign, strength: at + 2 }] as const),
  ),
);

/** Words that are no variable's name. */
export const reservedWords: ReadonlySet<string> = new Set([
  ..."as break const continue else false for function if import in let loop".split(" "),
  ..."package namespace null return true var void while".split(" "),
]);
