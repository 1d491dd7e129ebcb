// Errors of compilation, and the text cel-go would print for them.

/** One error and its place: lines count from 1, columns from 1 in characters. */
export interface CelError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** What to do about it, where that can be said. */
  readonly hint?: string;
}

function snippet(source: string, { line, column }: CelError): string {
  const text = (source.split("\n")[line - 1] ?? "").replaceAll("\t", " ");
  const before = Array.from(text)
    .slice(0, column - 1)
    .map((character) => (character.charCodeAt(0) > 0x7f ? "．" : "."));
  const pointer = (text.codePointAt(0) ?? 0) > 0x7f && column === 1 ? "＾" : "^";
  return `\n | ${text}\n | ${before.join("")}${pointer}`;
}

/**
 * The errors as cel-go and the API server print them: `ERROR: <input>:1:5: …` with the line and a pointer below.
 * Lines longer than 500 characters are left out.
 */
export function describeCelErrors(source: string, errors: readonly CelError[]): string {
  return errors
    .map((error) => {
      const lineLength = source.split("\n")[error.line - 1]?.length ?? 0;
      const shown = lineLength > 0 && lineLength <= 500 ? snippet(source, error) : "";
      return `ERROR: <input>:${error.line}:${error.column}: ${error.message}${shown}`;
    })
    .join("\n");
}
