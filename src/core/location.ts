// Places in the files a user gave us.

/** A place in a file; lines and columns count from 1. `file` is as the user wrote it, `-` for standard input. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** `file:line:column`, the form editors and terminals can follow. */
export function formatLocation(location: Location): string {
  const column = location.column === undefined ? "" : `:${location.column}`;
  return `${location.file}:${location.line}${column}`;
}
