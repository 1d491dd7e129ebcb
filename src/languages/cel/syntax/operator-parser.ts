// Operators between operands, by strength, and the limits of cel-go on nesting and chains.
import type { CelExpression } from "./expression.ts";
import { products, relations, sums } from "./operators.ts";
import { SyntaxFault, type TokenCursor } from "./token-cursor.ts";

/** As cel-go: expressions within expressions, and chains of operators and fields, go no deeper. */
const deepest = 250;

/** The part of the grammar that is about comparisons, sums and products. */
export abstract class OperatorParser {
  private nesting = 0;
  private readonly depths = new WeakMap<CelExpression, number>();
  protected abstract readonly cursor: TokenCursor;

  protected abstract unary(): CelExpression;
  protected abstract call(
    at: number,
    name: string,
    target: CelExpression | undefined,
    args: readonly CelExpression[],
  ): CelExpression;

  /** Reads an expression within an expression. */
  protected nested(read: () => CelExpression): CelExpression {
    if (++this.nesting > deepest) throw new SyntaxFault(`expression recursion limit exceeded: ${deepest}`, -1);
    const inner = read();
    this.nesting--;
    return inner;
  }

  /** Notes how deep a node is: `links` is 1 for operators, fields, indexes and calls on a target. */
  protected measured<Node extends CelExpression>(node: Node, parts: readonly CelExpression[], links: 0 | 1): Node {
    const depth = parts.reduce((most, part) => Math.max(most, this.depths.get(part) ?? 0), 0) + links;
    if (depth > deepest) throw new SyntaxFault("max recursion depth exceeded", -1);
    this.depths.set(node, depth);
    return node;
  }

  protected relation(): CelExpression {
    return this.leftBound(relations, () => this.leftBound(sums, () => this.leftBound(products, () => this.unary())));
  }

  private leftBound(signs: Readonly<Record<string, string>>, operand: () => CelExpression): CelExpression {
    let left = operand();
    for (let name = this.operator(signs); name !== undefined; name = this.operator(signs)) {
      const { at } = this.cursor.next();
      left = this.call(at, name, undefined, [left, operand()]);
    }
    return left;
  }

  private operator(signs: Readonly<Record<string, string>>): string | undefined {
    const { kind, text } = this.cursor.peek();
    return kind === "sign" && Object.hasOwn(signs, text) ? signs[text] : undefined;
  }
}
