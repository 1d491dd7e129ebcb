// Texts of flags as the components read them: Go's strconv, time.ParseDuration and pflag's slices.

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

/** Millionths of a second, so that every unit is a whole number of them but the nanosecond. */
const microseconds: Readonly<Record<string, number>> = {
  ns: 0.001,
  us: 1,
  µs: 1,
  μs: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
};
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** A duration as time.ParseDuration reads it (`1m30s`, `-1.5h`, `0`), in seconds; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  const sign = text.startsWith("-") ? -1 : 1;
  const rest = text.replace(/^[+-]/, "");
  if (rest === "0") return 0;
  let total = 0;
  part.lastIndex = 0;
  while (part.lastIndex < rest.length) {
    const match = part.exec(rest);
    if (match === null) return undefined;
    total += Number(match[1]) * (microseconds[match[2] ?? ""] ?? 0);
  }
  return rest === "" ? undefined : (sign * total) / 1_000_000;
}

/** A whole number in decimal, as all checked flags write it; undefined for any other text. */
export function parseInteger(text: string): number | undefined {
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
