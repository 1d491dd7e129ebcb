// The grammar of the language (cel-go parser/gen/CEL.g4), by recursive descent.
import type { CelCall, CelEntry, CelExpression, CelFieldEntry } from "./expression.ts";
import type { CelMacro } from "./macro.ts";
import { OperatorParser } from "./operator-parser.ts";
import { reservedWords } from "./operators.ts";
import { literalValue } from "./parse-literal.ts";
import { SyntaxFault, TokenCursor } from "./token-cursor.ts";
import type { Token } from "./token.ts";

/** What of the grammar is spoken. */
export interface Grammar {
  readonly macros: readonly CelMacro[];
  /** `a.?b`, `a[?b]`, `[?a]`, `{?a: b}`. */
  readonly optionals: boolean;
  /** Names of fields in backticks. */
  readonly quotedNames: boolean;
}

/** Operators between operands, other than `&&` and `||`, and indexes: the links of a chain. */
const linking = /^(?:_[<>=!+\-*/%]=?_|@in|_\?_:_|_\[\??_\])$/;

/** Parses the words of one expression; what it goes on after is gathered in `faults`, the rest is thrown as SyntaxFault. */
export class ExpressionParser extends OperatorParser {
  readonly faults: { readonly message: string; readonly at: number }[] = [];
  protected readonly cursor: TokenCursor;
  private readonly grammar: Grammar;
  private readonly macros: ReadonlyMap<string, CelMacro>;

  constructor(tokens: readonly Token[], grammar: Grammar) {
    super();
    this.cursor = new TokenCursor(tokens, ({ message, at }) => this.fault(`Syntax error: ${message}`, at));
    this.grammar = grammar;
    this.macros = new Map(
      grammar.macros.map((macro) => [keyOf(macro.name, macro.argumentCount, macro.onTarget), macro]),
    );
  }

  parse(): CelExpression {
    const expression = this.expression();
    this.cursor.expectEnd();
    return expression;
  }

  private fault(message: string, at: number): CelExpression {
    this.faults.push({ message, at });
    return { kind: "literal", at, value: null };
  }

  private expression(closing?: string): CelExpression {
    return this.nested(() => {
      this.cursor.expectOperand(closing);
      const condition = this.or();
      const mark = this.cursor.take("?");
      if (mark === undefined) return condition;
      const chosen = this.or();
      this.cursor.expect(":");
      return this.call(mark.at, "_?_:_", undefined, [condition, chosen, this.expression()]);
    });
  }

  private or(): CelExpression {
    return this.logical("||", "_||_", () => this.and());
  }

  private and(): CelExpression {
    return this.logical("&&", "_&&_", () => this.relation());
  }

  /** `a && b && c` is one call with three arguments: long chains stay flat. */
  private logical(sign: string, name: string, operand: () => CelExpression): CelExpression {
    const terms = [operand()];
    const at = this.cursor.peek().at;
    while (this.cursor.take(sign) !== undefined) terms.push(operand());
    const [only] = terms;
    return terms.length === 1 && only !== undefined ? only : this.call(at, name, undefined, terms);
  }

  protected override unary(): CelExpression {
    this.cursor.expectOperand();
    const sign = this.cursor.is("!") ? "!" : this.cursor.is("-") ? "-" : undefined;
    if (sign === undefined) return this.member();
    const first = this.cursor.next();
    let count = 1;
    while (this.cursor.take(sign) !== undefined) count++;
    this.cursor.expectOperand();
    const isNumber = this.cursor.isKind("int") || this.cursor.isKind("double");
    if (sign === "-" && isNumber && count === 1) return this.member(first);
    const operand = this.member();
    return count % 2 === 0 ? operand : this.call(first.at, `${sign}_`, undefined, [operand]);
  }

  private member(minus?: Token): CelExpression {
    let operand = this.primary(minus);
    for (;;) {
      const dot = this.cursor.take(".");
      const bracket = dot === undefined ? this.cursor.take("[") : undefined;
      if (dot !== undefined) operand = this.afterDot(operand, dot);
      else if (bracket !== undefined) operand = this.index(operand, bracket);
      else return operand;
    }
  }

  private optional(at: number, text: string): boolean {
    if (this.cursor.take("?") === undefined) return false;
    if (!this.grammar.optionals) this.fault(`unsupported syntax '${text}'`, at);
    return true;
  }

  private fieldName(token: Token): string {
    if (token.kind !== "quoted-name") return token.text;
    if (!this.grammar.quotedNames) this.fault("unsupported syntax: '`'", token.at);
    return token.text.slice(1, -1);
  }

  private afterDot(operand: CelExpression, dot: Token): CelExpression {
    const optional = this.optional(dot.at, ".?");
    const name = this.cursor.expectField(dot);
    if (optional) {
      const field: CelExpression = { kind: "literal", at: name.at, value: this.fieldName(name) };
      const call: CelExpression = { kind: "call", at: dot.at, function: "_?._", arguments: [operand, field] };
      return this.measured(call, [operand], 1);
    }
    const open = name.kind === "name" ? this.cursor.take("(") : undefined;
    if (open !== undefined) return this.call(open.at, name.text, operand, this.callArguments());
    const select: CelExpression = { kind: "select", at: dot.at, operand, field: this.fieldName(name), test: false };
    return this.measured(select, [operand], 1);
  }

  private index(operand: CelExpression, bracket: Token): CelExpression {
    const optional = this.optional(bracket.at, "[?");
    const index = this.expression();
    this.cursor.expect("]");
    return this.call(bracket.at, optional ? "_[?_]" : "_[_]", undefined, [operand, index]);
  }

  private callArguments(): readonly CelExpression[] {
    const args: CelExpression[] = [];
    if (this.cursor.take(")") !== undefined) return args;
    do args.push(this.expression(args.length === 0 ? ")" : undefined));
    while (this.cursor.take(",") !== undefined);
    this.cursor.expect(")");
    return args;
  }

  protected override call(
    at: number,
    name: string,
    target: CelExpression | undefined,
    args: readonly CelExpression[],
  ): CelExpression {
    const written: CelCall = { kind: "call", at, function: name, arguments: args, ...(target && { target }) };
    const macro = this.macros.get(keyOf(name, args.length, target !== undefined));
    const expanded = macro?.expand({ at, target, arguments: args });
    const parts = target === undefined ? args : [target, ...args];
    const links = target !== undefined || linking.test(name) ? 1 : 0;
    if (expanded === undefined) return this.measured(written, parts, links);
    if ("fault" in expanded) return this.fault(expanded.fault, expanded.at);
    return this.measured({ ...expanded, macro: written }, parts, links);
  }

  private primary(minus: Token | undefined): CelExpression {
    const token = this.cursor.peek();
    const literal = literalValue(token, minus !== undefined);
    if (literal !== undefined) {
      this.cursor.next();
      const at = minus?.at ?? token.at;
      return "fault" in literal ? this.fault(literal.fault, at) : { kind: "literal", at, value: literal.value };
    }
    if (this.cursor.take("(") !== undefined) {
      const inner = this.expression();
      this.cursor.expect(")");
      return inner;
    }
    if (this.cursor.is("[")) return this.list(this.cursor.next());
    if (this.cursor.is("{")) return this.mapLiteral(this.cursor.next());
    return this.named();
  }

  private list(bracket: Token): CelExpression {
    const [elements, optional]: [CelExpression[], number[]] = [[], []];
    while (!this.cursor.is("]")) {
      if (this.optional(this.cursor.peek().at, "?")) optional.push(elements.length);
      elements.push(this.expression());
      if (this.cursor.take(",") === undefined) {
        this.cursor.expect("]", [","]);
        return this.measured({ kind: "list", at: bracket.at, elements, optional }, elements, 0);
      }
      if (this.cursor.is(",") || this.cursor.isKind("end")) break;
    }
    this.cursor.expect("]");
    return this.measured({ kind: "list", at: bracket.at, elements, optional }, elements, 0);
  }

  private mapLiteral(brace: Token): CelExpression {
    const entries = this.entries<CelEntry>(() => {
      const optional = this.optional(this.cursor.peek().at, "?");
      const key = this.expression();
      const { at } = this.cursor.expect(":");
      return { at, key, value: this.expression(), optional };
    });
    const parts = entries.flatMap(({ key, value }) => [key, value]);
    return this.measured({ kind: "map", at: brace.at, entries }, parts, 0);
  }

  private entries<Entry>(read: () => Entry): readonly Entry[] {
    const entries: Entry[] = [];
    while (!this.cursor.is("}")) {
      entries.push(read());
      if (this.cursor.take(",") === undefined) {
        this.cursor.expect("}", [","]);
        return entries;
      }
      if (this.cursor.is(",") || this.cursor.isKind("end")) break;
    }
    this.cursor.expect("}");
    return entries;
  }

  /** `name`, `.name`, `name(…)`, `a.b.Type{…}`. */
  private named(): CelExpression {
    const dot = this.cursor.take(".");
    const object = this.objectLiteral(dot);
    if (object !== undefined) return object;
    const name = this.cursor.expectField(dot ?? this.cursor.peek());
    if (name.kind === "quoted-name")
      throw new SyntaxFault(`mismatched input '${name.text}' expecting IDENTIFIER`, name.at);
    const full = `${dot === undefined ? "" : "."}${name.text}`;
    const open = this.cursor.take("(");
    const args = open === undefined ? undefined : this.callArguments();
    if (reservedWords.has(name.text)) return this.fault(`reserved identifier: ${name.text}`, dot?.at ?? name.at);
    return open === undefined || args === undefined
      ? { kind: "identifier", at: name.at, name: full }
      : this.call(open.at, full, undefined, args);
  }

  private objectLiteral(dot: Token | undefined): CelExpression | undefined {
    let ahead = 0;
    while (this.cursor.isKind("name", ahead) && this.cursor.is(".", ahead + 1)) ahead += 2;
    if (!this.cursor.isKind("name", ahead) || !this.cursor.is("{", ahead + 1)) return undefined;
    let name = dot === undefined ? "" : ".";
    for (let at = 0; at <= ahead; at++) name += this.cursor.next().text;
    const brace = this.cursor.next();
    const fields = this.entries<CelFieldEntry>(() => {
      const optional = this.optional(this.cursor.peek().at, "?");
      const field = this.fieldName(this.cursor.expectField(this.cursor.peek()));
      const { at } = this.cursor.expect(":");
      return { at, field, value: this.expression(), optional };
    });
    const parts = fields.map(({ value }) => value);
    return this.measured({ kind: "object", at: brace.at, name, fields }, parts, 0);
  }
}

function keyOf(name: string, argumentCount: number, onTarget: boolean): string {
  return `${name}/${argumentCount}/${onTarget}`;
}
