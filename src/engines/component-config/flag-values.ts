// Texts of flags as the components read them: Go's strconv and pflag's slices.

const truths = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const lies = new Set(["0", "f", "F", "FALSE", "false", "False"]);

/** A truth value as strconv.ParseBool reads it; undefined for any other text, with which a component does not start. */
export function parseBoolean(text: string): boolean | undefined {
  if (truths.has(text)) return true;
  return lies.has(text) ? false : undefined;
}

/** Items of a comma-separated list (pflag StringSlice); quoted items may hold commas. Empty text is no item. */
export function parseList(text: string): string[] {
  if (text === "") return [];
  return (text.match(/"(?:[^"]|"")*"|[^,]+|(?<=,|^)(?=,|$)/g) ?? []).map((item) =>
    item.startsWith('"') && item.endsWith('"') && item.length > 1 ? item.slice(1, -1).replaceAll('""', '"') : item,
  );
}

/** A whole number in decimal, as all checked flags write it; undefined for any other text. */
export function parseInteger(text: string): number | undefined {
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
