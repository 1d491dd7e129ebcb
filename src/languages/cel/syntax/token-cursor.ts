// Walks the words of an expression and words syntax errors as cel-go's generated parser does.
import type { Token, TokenKind } from "./token.ts";

/** Ends parsing: `message` is to be reported at `at`. */
export class SyntaxFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const wordNames: Readonly<Partial<Record<TokenKind, string>>> = {
  int: "NUM_INT",
  uint: "NUM_UINT",
  double: "NUM_FLOAT",
  string: "STRING",
  bytes: "BYTES",
  name: "IDENTIFIER",
};
const startSigns = new Set(["[", "{", "(", ".", "-", "!", "true", "false", "null"]);
const operandStart =
  "'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";
const afterOperand = new Set(
  ["<EOF>", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||"].concat([
    "[",
    ".",
    "-",
    "+",
    "*",
    "/",
    "%",
    "?",
    ")",
    "]",
    "}",
  ]),
);

function startsOperand(token: Token): boolean {
  return token.kind === "sign" ? startSigns.has(token.text) : wordNames[token.kind] !== undefined;
}

/** The words, and the place among them. */
export class TokenCursor {
  private readonly tokens: readonly Token[];
  private position = 0;
  /** Called for an error that parsing goes on after. */
  private readonly report: (fault: SyntaxFault) => void;

  constructor(tokens: readonly Token[], report: (fault: SyntaxFault) => void) {
    this.tokens = tokens;
    this.report = report;
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new SyntaxFault("empty", 0);
    return token;
  }

  is(sign: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "sign" && token.text === sign;
  }

  isKind(kind: TokenKind, ahead = 0): boolean {
    return this.peek(ahead).kind === kind;
  }

  next(): Token {
    const token = this.peek();
    this.position++;
    return token;
  }

  /** Takes the sign when it is next. */
  take(sign: string): Token | undefined {
    return this.is(sign) ? this.next() : undefined;
  }

  /** Takes the sign, or words its absence; `or` are the other signs that could stand here. */
  expect(sign: string, or: readonly string[] = []): Token {
    if (this.is(sign)) return this.next();
    const found = this.peek();
    const signs = [sign, ...or].map((text) => `'${text}'`);
    const expecting = signs.length === 1 ? signs[0] : `{${signs.join(", ")}}`;
    if (this.is(sign, 1)) throw new SyntaxFault(`extraneous input '${found.text}' expecting ${expecting}`, found.at);
    const missing = or.length === 0 && sign !== ":" && afterOperand.has(found.text);
    throw new SyntaxFault(
      missing ? `missing ${expecting} at '${found.text}'` : `mismatched input '${found.text}' expecting ${expecting}`,
      found.at,
    );
  }

  expectEnd(): void {
    const found = this.peek();
    if (found.kind === "end") return;
    const word = this.isKind("end", 1) ? "extraneous" : "mismatched";
    throw new SyntaxFault(`${word} input '${found.text}' expecting <EOF>`, found.at);
  }

  /** Throws where nothing that starts an operand is next; `also` is a closing sign that could stand here. */
  expectOperand(also?: string): void {
    const found = this.peek();
    if (startsOperand(found)) return;
    const expecting = also === undefined ? operandStart : operandStart.replace("'.'", `'${also}', '.'`);
    const fault = (word: string) => new SyntaxFault(`${word} input '${found.text}' expecting {${expecting}}`, found.at);
    if (found.kind === "end" || !startsOperand(this.peek(1))) throw fault("mismatched");
    this.report(fault("extraneous"));
    this.next();
  }

  /** A name after a dot; `quoted` when backticks may be used. */
  expectField(dot: Token): Token {
    const found = this.peek();
    if (found.kind === "name" || found.kind === "quoted-name") return this.next();
    const word = found.kind === "end" ? "" : found.text;
    throw new SyntaxFault(
      ["true", "false", "null"].includes(found.text)
        ? `mismatched input '${found.text}' expecting IDENTIFIER`
        : `no viable alternative at input '${dot.text}${word}'`,
      found.at,
    );
  }
}
