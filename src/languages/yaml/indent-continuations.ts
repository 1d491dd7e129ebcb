// A second reading of text js-yaml refuses and kubectl accepts: lines inside brackets or quotes may stand left of their key there (libyaml ignores indentation inside flow context).

/** Text with spaces put in, and the way back from its offsets. */
export interface PaddedText {
  readonly text: string;
  toOriginal(offset: number): number;
}

interface Insertion {
  readonly at: number;
  readonly spaces: number;
}

const blockHeader = /[|>][-+0-9]*[ \t]*(?:#[^\n]*)?(?=\r?\n|$)/y;
const restOfLine = /[^\n]*/y;
/** Plain scalars are matched in pieces: an expression that repeats a choice needs stack for every character. */
const piece = 4096;
const plainInBlock = /(?:[^:#\n]|:(?=[^\s])|(?<=\S)#){1,4096}/y;
const plainInFlow = /(?:[^:#\n,[\]{}]|:(?=[^\s,[\]{}])|(?<=\S)#){1,4096}/y;
const property = /[!&][^\s,[\]{}]*/y;

/** Walks tokens just well enough to know brackets, quotes, comments and block scalars apart. */
class Walker {
  readonly insertions: Insertion[] = [];
  readonly text: string;
  at = 0;
  private lineStart = 0;
  private depth = 0;
  private pad = 0;
  /** Column of the key or dash that a value on this line belongs to. */
  private owner = 0;

  constructor(text: string) {
    this.text = text;
  }

  walk(): void {
    while (this.at < this.text.length) this.step();
  }

  private step(): void {
    const character = this.text.charAt(this.at);
    if (character === "\n") this.breakLine(this.depth > 0);
    else if (character === " " || character === "\t" || character === "\r") this.at++;
    else if (character === "#") this.comment();
    else if (character === '"' || character === "'") this.quoted(character);
    else if (character === "[" || character === "{") this.open();
    else if ((character === "]" || character === "}") && this.depth > 0) this.close();
    else if ((character === "|" || character === ">") && this.depth === 0 && this.matches(blockHeader) > 0)
      this.block();
    else this.token(character);
  }

  private token(character: string): void {
    const following = this.text.charAt(this.at + 1);
    const indicator = "-?:,".includes(character) && (following === "" || /\s/.test(following) || this.depth > 0);
    if (character !== ":" && character !== ",") this.owner = this.at - this.lineStart;
    if (indicator) this.at++;
    else if (character === "!" || character === "&") this.at += Math.max(1, this.matches(property));
    else this.plain(this.depth > 0 ? plainInFlow : plainInBlock);
  }

  private plain(pattern: RegExp): void {
    const start = this.at;
    let length = piece;
    while (length === piece) {
      length = this.matches(pattern);
      this.at += length;
    }
    if (this.at === start) this.at++;
  }

  private matches(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0].length ?? 0;
  }

  private breakLine(padded: boolean): void {
    this.at++;
    this.lineStart = this.at;
    if (padded) this.insertions.push({ at: this.at, spaces: this.pad });
  }

  /** YAML wants a space before `#`; libyaml does without after a closing quote or bracket. */
  private comment(): void {
    if (/["'\]}]/.test(this.text.charAt(this.at - 1))) this.insertions.push({ at: this.at, spaces: 1 });
    this.at += this.matches(restOfLine);
  }

  private open(): void {
    if (this.depth++ === 0) this.pad = this.at - this.lineStart + 1;
    this.at++;
  }

  private close(): void {
    this.depth--;
    this.at++;
  }

  private quoted(quote: string): void {
    if (this.depth === 0) {
      this.owner = this.at - this.lineStart;
      this.pad = this.owner + 1;
    }
    this.at++;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      if (character === "\n") this.breakLine(true);
      else if (character === "\\" && quote === '"') this.at += this.text.charAt(this.at + 1) === "\n" ? 1 : 2;
      else this.at++;
      if (character !== quote) continue;
      if (quote === '"' || this.text.charAt(this.at) !== "'") return;
      this.at++;
    }
  }

  /** Skips the lines of a block scalar: blank ones, and those indented more than their key or dash. */
  private block(): void {
    this.at += this.matches(restOfLine);
    while (this.at < this.text.length) {
      const line = /\n([ ]*)([^\n]?)/y;
      line.lastIndex = this.at;
      const [whole = "", indent = "", first = ""] = line.exec(this.text) ?? [];
      if (whole === "" || (first !== "" && first !== "\r" && indent.length <= this.owner)) return;
      this.breakLine(false);
      this.at += this.matches(restOfLine);
    }
  }
}

/** Spaces put in never make a text more than this many times as long. */
const mostGrowth = 4;

/** The text with lines inside brackets and quotes moved right, or undefined where there are none to move. Linear. */
export function indentContinuations(text: string): PaddedText | undefined {
  const walker = new Walker(text);
  walker.walk();
  const { insertions } = walker;
  const added = insertions.reduce((sum, { spaces }) => sum + spaces, 0);
  if (added === 0 || added > text.length * mostGrowth + 4096) return undefined;
  let padded = "";
  let from = 0;
  for (const { at, spaces } of insertions) {
    padded += text.slice(from, at) + " ".repeat(spaces);
    from = at;
  }
  padded += text.slice(from);
  return { text: padded, toOriginal: (offset) => originalOffset(insertions, offset) };
}

function originalOffset(insertions: readonly Insertion[], offset: number): number {
  let shift = 0;
  for (const { at, spaces } of insertions) {
    if (offset < at + shift) break;
    shift += Math.min(spaces, offset - at - shift);
  }
  return offset - shift;
}
