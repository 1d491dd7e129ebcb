// Records of a CSV text as Go's encoding/csv reads them: strict quotes, any number of fields, columns in bytes from 1.

/** A record, or what is wrong with the text. */
export type CsvRecord = { readonly fields: readonly string[] } | { readonly error: string };

const bareQuote = 'bare " in non-quoted-field';
const wrongQuote = 'extraneous or missing " in quoted-field';

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

class CsvReader {
  private readonly lines: readonly string[];
  private next = 0;
  private startLine = 0;

  constructor(text: string) {
    const lines = text.split(/(?<=\n)/).map((line) => line.replace(/\r\n$/, "\n"));
    const last = lines.pop() ?? "";
    this.lines = [...lines, ...(last === "" ? [] : [last.replace(/\r$/, "")])];
  }

  /** The next record; undefined at the end. */
  read(): CsvRecord | undefined {
    while (this.lines[this.next] === "\n" || this.lines[this.next] === "") this.next++;
    const line = this.lines[this.next];
    if (line === undefined) return undefined;
    this.startLine = ++this.next;
    return this.parse(line);
  }

  private error(column: number, why: string, line = this.next): CsvRecord {
    const at = `parse error on line ${line}, column ${column}: ${why}`;
    return { error: this.startLine === line ? at : `record on line ${this.startLine}; ${at}` };
  }

  private parse(first: string): CsvRecord {
    const fields: string[] = [];
    let [line, at] = [first, 0];
    const column = (offset: number): number => byteLength(line.slice(0, offset)) + 1;
    for (;;) {
      if (line[at] !== '"') {
        const comma = line.indexOf(",", at);
        const field = comma < 0 ? line.slice(at).replace(/\n$/, "") : line.slice(at, comma);
        const quote = field.indexOf('"');
        if (quote >= 0) return this.error(column(at + quote), bareQuote);
        fields.push(field);
        if (comma < 0) return { fields };
        at = comma + 1;
        continue;
      }
      const quoted = this.quoted(line, at + 1);
      if ("error" in quoted) return quoted;
      fields.push(quoted.field);
      if (quoted.ended) return { fields };
      ({ line, at } = quoted);
    }
  }

  /** The field that began before `start`, over as many lines as it has. */
  private quoted(
    from: string,
    start: number,
  ): { field: string; line: string; at: number; ended: boolean } | { readonly error: string } {
    let [line, at, field] = [from, start, ""];
    let positionLine = this.next;
    for (;;) {
      const quote = line.indexOf('"', at);
      if (quote >= 0) {
        field += line.slice(at, quote);
        at = quote + 1;
        if (line[at] === '"') {
          field += '"';
          at++;
        } else if (line[at] === ",") return { field, line, at: at + 1, ended: false };
        else if (at === line.length || line.slice(at) === "\n") return { field, line, at, ended: true };
        else return this.error(byteLength(line.slice(0, quote)) + 1, wrongQuote) as { error: string };
        continue;
      }
      field += line.slice(at);
      const more = this.lines[this.next];
      if (more === undefined) return this.abruptEnd(line, positionLine);
      line = more;
      at = 0;
      positionLine = ++this.next;
    }
  }

  private abruptEnd(line: string, positionLine: number): { readonly error: string } {
    return this.error(byteLength(line) + 1, wrongQuote, positionLine) as { error: string };
  }
}

/** The records until the first that cannot be read. Linear. */
export function* csvRecords(text: string): Generator<CsvRecord> {
  const reader = new CsvReader(text);
  for (let record = reader.read(); record !== undefined; record = reader.read()) {
    yield record;
    if ("error" in record) return;
  }
}
