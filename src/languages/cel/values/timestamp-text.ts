// Points in time: RFC 3339 texts, calendar fields, time zones. No clock: only arithmetic.
import { CelTimestamp } from "./cel-value.ts";

/** The first and last second a timestamp may have (years 1 to 9999). */
export const [leastSecond, mostSecond] = [-62_135_596_800n, 253_402_300_799n];

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (monthDays[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** Milliseconds since 1970 of a civil time in UTC; years below 100 are meant as they stand. */
function epoch(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

function offsetOf(
  sign: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
): number | undefined {
  const [hour, minute] = [Number(hours ?? 0), Number(minutes ?? 0)];
  if (hour > 24 || minute > 60) return undefined;
  return (sign === "-" ? -1 : 1) * (hour * 60 + minute) * 60;
}

/** Reads an RFC 3339 time; undefined where it is none, `"overflow"` outside years 1 to 9999. */
export function parseTimestamp(text: string): CelTimestamp | "overflow" | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const offset = offsetOf(found[8], found[9], found[10]);
  if (offset === undefined || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const seconds = BigInt(epoch(year, month, day, hour, minute, second)) / 1000n - BigInt(offset);
  if (seconds < leastSecond || seconds > mostSecond) return "overflow";
  return new CelTimestamp(seconds, Number((found[7] ?? "").slice(0, 9).padEnd(9, "0")));
}

/** RFC 3339 in UTC with the digits of the fraction that are needed. */
export function formatTimestamp({ seconds, nanoseconds }: CelTimestamp): string {
  const date = new Date(Number(seconds) * 1000);
  const fraction = nanoseconds === 0 ? "" : `.${String(nanoseconds).padStart(9, "0").replace(/0+$/, "")}`;
  const year = String(date.getUTCFullYear()).padStart(4, "0");
  return `${year}${date.toISOString().slice(-20, -5)}${fraction}Z`;
}

/** Seconds that a zone is ahead of UTC at a time; undefined for a zone that is not known. */
export function zoneOffset(zone: string, seconds: bigint): number | undefined {
  if (zone === "" || zone === "UTC") return 0;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const at = Number(seconds) * 1000;
    const field = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => field.get(type) ?? 0;
    const local = epoch(of("year"), of("month"), of("day"), of("hour"), of("minute"), of("second"));
    return (local - at) / 1000;
  } catch {
    return undefined;
  }
}
