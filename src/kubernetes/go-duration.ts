// Durations as Go reads and prints them (time.ParseDuration, time.Duration.String).

/** Nanoseconds of each unit. */
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Seconds of `1m30s`; undefined for any other text. */
export function parseGoDuration(text: string): number | undefined {
  const sign = text.startsWith("-") ? -1 : 1;
  const rest = text.replace(/^[+-]/, "");
  if (rest === "0") return 0;
  if (rest === "") return undefined;
  let total = 0;
  part.lastIndex = 0;
  while (part.lastIndex < rest.length) {
    const match = part.exec(rest);
    if (match === null) return undefined;
    total += Number(match[1]) * (units[match[2] ?? ""] ?? 0);
  }
  return (sign * total) / 1e9;
}

function below(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds}ns`;
  return nanoseconds < 1e6 ? `${nanoseconds / 1e3}µs` : `${nanoseconds / 1e6}ms`;
}

/** `1h0m31s`, `30s`, `-5s`, `1.5ms`, as Go prints it. */
export function formatGoDuration(seconds: number): string {
  const sign = seconds < 0 ? "-" : "";
  const nanoseconds = Math.round(Math.abs(seconds) * 1e9);
  if (nanoseconds === 0) return "0s";
  if (nanoseconds < 1e9) return sign + below(nanoseconds);
  const whole = nanoseconds / 1e9;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = Number((whole - hours * 3600 - minutes * 60).toFixed(9));
  return `${sign}${hours > 0 ? `${hours}h` : ""}${whole >= 60 ? `${minutes}m` : ""}${rest}s`;
}
