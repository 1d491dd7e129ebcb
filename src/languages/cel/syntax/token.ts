// The words of an expression.

/** What sort of word: a literal, a name, a name in backticks, the end, or the sign itself (`&&`, `in`, `true`). */
export type TokenKind = "int" | "uint" | "double" | "string" | "bytes" | "name" | "quoted-name" | "end" | "sign";

/** A word, where it starts and ends (UTF-16 offsets), and its text as written. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
}

/** Text the lexer could not read. */
export interface BadText {
  readonly at: number;
  readonly text: string;
}

const blank = /(?:[\t \r\n\f]+|\/\/[^\n]*)+/y;
const float = /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)/y;
const integer = /(?:0x[0-9a-fA-F]+|\d+)[uU]?/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const quotedName = /`[A-Za-z0-9_.\-/ ]+`/y;
const sign = /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y;
const textStart = /([bB]?)([rR]?)("""|'''|"|')/y;
const escape = /\\(?:[abfnrtv"'\\?`]|[0-3][0-7][0-7]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y;
const keywords = new Set(["in", "true", "false", "null"]);

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** Where the text literal that starts at `at` ends, or undefined where it does not. Linear. */
function textEnd(source: string, from: number, quote: string, raw: boolean): number | undefined {
  let at = from;
  while (at < source.length) {
    if (source.startsWith(quote, at)) return at + quote.length;
    const next = source[at];
    if (quote.length === 1 && (next === "\n" || next === "\r")) return undefined;
    if (next === "\\" && !raw) {
      const escaped = match(escape, source, at);
      if (escaped === null) return undefined;
      at += escaped[0].length;
    } else at++;
  }
  return undefined;
}

function textToken(source: string, at: number): Token | undefined {
  const start = match(textStart, source, at);
  if (start === null) return undefined;
  const [whole, bytes = "", raw = "", quote = ""] = start;
  const kind = bytes === "" ? "string" : "bytes";
  const end =
    textEnd(source, at + whole.length, quote, raw !== "") ??
    // An unclosed triple quote still starts with an empty text.
    (quote.length === 3 ? at + whole.length - 1 : undefined);
  return end === undefined ? undefined : { kind, text: source.slice(at, end), at };
}

function tokenAt(source: string, at: number): Token | undefined {
  const text = textToken(source, at);
  if (text !== undefined) return text;
  const number = match(float, source, at);
  if (number !== null) return { kind: "double", text: number[0], at };
  const whole = match(integer, source, at);
  if (whole !== null) return { kind: /[uU]$/.test(whole[0]) ? "uint" : "int", text: whole[0], at };
  const word = match(name, source, at);
  if (word !== null) return { kind: keywords.has(word[0]) ? "sign" : "name", text: word[0], at };
  const quoted = match(quotedName, source, at);
  if (quoted !== null) return { kind: "quoted-name", text: quoted[0], at };
  const mark = match(sign, source, at);
  return mark === null ? undefined : { kind: "sign", text: mark[0], at };
}

/** What the lexer of cel-go would blame: an unclosed text up to its line's end, or one character. */
function badTextAt(source: string, at: number): BadText {
  const start = match(textStart, source, at);
  const raw = (start?.[2] ?? "") !== "";
  if (start === null) {
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
    return { at, text: "=&|".includes(character) ? source.slice(at, at + 2) : character };
  }
  let end = at + start[0].length;
  while (end < source.length && source[end] !== "\n" && source[end] !== "\r") {
    const escaped = source[end] === "\\" && !raw ? match(escape, source, end) : undefined;
    if (escaped === null) return { at, text: source.slice(at, end + 2) };
    end += escaped?.[0].length ?? 1;
  }
  return { at, text: source.slice(at, Math.min(end + 1, source.length)) };
}

/** Splits an expression into words, ending with one of kind `end`. Linear in the text, but for a bounded number of bad places. */
export function tokenize(source: string): { readonly tokens: readonly Token[]; readonly bad: readonly BadText[] } {
  const tokens: Token[] = [];
  const bad: BadText[] = [];
  let at = 0;
  while (bad.length < 100) {
    at += match(blank, source, at)?.[0].length ?? 0;
    if (at >= source.length) break;
    const token = tokenAt(source, at);
    if (token === undefined) {
      const fault = badTextAt(source, at);
      bad.push(fault);
      at += Math.max(fault.text.length, 1);
    } else {
      tokens.push(token);
      at += token.text.length;
    }
  }
  tokens.push({ kind: "end", text: "<EOF>", at: source.length });
  return { tokens, bad };
}
