// Operators between operands, by strength, and the limits of cel-go on nesting and chains.
import type { CelExpression } from "./expression.ts";
import { products, relations, sums } from "./operators.ts";
import { SyntaxFault, type TokenCursor } from "./token-cursor.ts";

type Rule = "expr" | "relation" | "calc" | "member";

const calculations = { ...sums, ...products };

/** As cel-go: deeper nesting, and longer chains of one operator, are refused. */
const deepest = 250;

/** The part of the grammar that is about comparisons, sums and products. */
export abstract class OperatorParser {
  /** How deep each rule of the grammar is nested; each link of a chain counts. */
  protected readonly depth: Record<Rule, number> = { expr: 0, relation: 0, calc: 0, member: 0 };
  protected abstract readonly cursor: TokenCursor;

  protected abstract unary(): CelExpression;
  protected abstract call(
    at: number,
    name: string,
    target: CelExpression | undefined,
    args: readonly CelExpression[],
  ): CelExpression;

  protected enter(rule: Rule): void {
    if (++this.depth[rule] > deepest) throw new SyntaxFault(`expression recursion limit exceeded: ${deepest}`, -1);
  }

  protected relation(): CelExpression {
    return this.leftBound(
      "relation",
      () => relations,
      () => this.calc(0),
    );
  }

  /** Products bind tighter than sums: the right operand of a product is no sum or product. */
  private calc(strength: 0 | 1 | 2): CelExpression {
    const signs = () => (strength === 0 ? calculations : strength === 1 ? products : {});
    return this.leftBound("calc", signs, (right) => {
      return right === undefined ? this.unary() : this.calc(Object.hasOwn(sums, right) ? 1 : 2);
    });
  }

  /** Operators of one rule from left to right; `operand` is told the sign before it. */
  private leftBound(
    rule: Rule,
    signs: () => Readonly<Record<string, string>>,
    operand: (sign?: string) => CelExpression,
  ): CelExpression {
    this.enter(rule);
    const before = this.depth[rule];
    let left = operand();
    for (let name = this.operator(signs()); name !== undefined; name = this.operator(signs())) {
      this.enter(rule);
      const { at, text } = this.cursor.next();
      const right = rule === "relation" ? this.relationOperand() : operand(text);
      left = this.call(at, name, undefined, [left, right]);
    }
    this.depth[rule] = before - 1;
    return left;
  }

  private relationOperand(): CelExpression {
    this.enter("relation");
    const operand = this.calc(0);
    this.depth.relation--;
    return operand;
  }

  private operator(signs: Readonly<Record<string, string>>): string | undefined {
    const { kind, text } = this.cursor.peek();
    return kind === "sign" && Object.hasOwn(signs, text) ? signs[text] : undefined;
  }
}
