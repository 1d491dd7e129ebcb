// Durations as Go writes and reads them (time.ParseDuration).
import { CelDuration } from "./cel-value.ts";
import { plainDouble } from "./text.ts";

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const most = 2n ** 63n - 1n;
const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;

/** Reads `1h30m`, `-1.5s`, `0`; undefined for anything else or more than 64 bits hold. */
export function parseDuration(text: string): CelDuration | undefined {
  const negative = text.startsWith("-");
  const size = /^[+-]/.test(text) ? text.slice(1) : text;
  if (size === "0") return new CelDuration(0n);
  if (size === "" || size.length > 1000) return undefined;
  let total = 0n;
  part.lastIndex = 0;
  while (part.lastIndex < size.length) {
    const found = part.exec(size);
    const [, whole = "", fraction = "", unit = ""] = found ?? [];
    const scale = units[unit];
    if (found === null || scale === undefined || whole + fraction === "") return undefined;
    const digits = fraction.slice(0, 18);
    total += BigInt(whole || "0") * scale + (BigInt(digits || "0") * scale) / 10n ** BigInt(digits.length);
  }
  if (total > (negative ? most + 1n : most)) return undefined;
  return new CelDuration(negative ? -total : total);
}

/** Seconds with the fraction they have: `5400s`, `0.5s`. */
export function formatDuration({ nanoseconds }: CelDuration): string {
  const seconds = nanoseconds / 1_000_000_000n;
  const rest = nanoseconds % 1_000_000_000n;
  return `${plainDouble(Number(seconds) + Number(rest) / 1e9)}s`;
}
