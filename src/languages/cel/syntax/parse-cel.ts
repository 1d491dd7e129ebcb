// From text to a syntax tree, or the errors in cel-go's words.
import type { CelError } from "./cel-error.ts";
import { ExpressionParser, type Grammar } from "./expression-parser.ts";
import type { CelExpression } from "./expression.ts";
import { positionIn } from "./source-position.ts";
import { SyntaxFault } from "./token-cursor.ts";
import { characterCount } from "../values/text.ts";
import { tokenize } from "./token.ts";

/** A syntax tree with its macros expanded, or what is wrong with the text. */
export type CelParsing = { readonly expression: CelExpression } | { readonly errors: readonly CelError[] };

/** cel-go's limit on the size of an expression, in characters. */
const longest = 100_000;

/** Parses an expression. Linear in the text, bounded by 100,000 characters and a nesting of 250. */
export function parseCel(source: string, grammar: Grammar): CelParsing {
  const size = characterCount(source);
  if (size > longest) {
    const message = `expression code point size exceeds limit: size: ${size}, limit ${longest}`;
    const hint = "split the expression; the API server reads no longer one";
    return { errors: [{ message, line: 1, column: 1, hint }] };
  }
  const { tokens, bad } = tokenize(source);
  const faults = bad.map(({ at, text }) => ({ message: `Syntax error: token recognition error at: '${text}'`, at }));
  const parser = new ExpressionParser(tokens, grammar);
  try {
    const expression = parser.parse();
    if (faults.length + parser.faults.length === 0) return { expression };
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    parser.faults.push(
      thrown.at < 0
        ? { message: thrown.message, at: 0 }
        : { message: `Syntax error: ${thrown.message}`, at: thrown.at },
    );
  }
  const place = positionIn(source);
  const found = [...faults, ...parser.faults].sort((a, b) => a.at - b.at);
  return { errors: found.map(({ message, at }) => ({ message, ...place(at) })) };
}
