// Values as lines a POSIX shell reads back exactly, whatever is in them.

/** `export NAME='value'`: within single quotes nothing has a meaning but the quote itself. Values hold no NUL: no shell can. */
export function shellExport(name: string, value: string): string {
  return `export ${name}=${shellQuote(value)}`;
}

/** A word as a POSIX shell reads it back; bare where that is safe. */
export function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : shellQuote(value);
}

function shellQuote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
