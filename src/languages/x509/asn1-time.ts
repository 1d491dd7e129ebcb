// The times of certificates.
import { latin1 } from "./asn1-text.ts";

const utc = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/;
const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})$/;

/** Minutes east of Greenwich; undefined for what Go would write otherwise. */
function zoneMinutes(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3))];
  if (hours > 24 || minutes > 59 || hours + minutes === 0) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function milliseconds(match: RegExpExecArray | null, fullYear: (year: number) => number): number | undefined {
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const east = zoneMinutes(match[7] ?? "");
  const date = new Date(0);
  date.setUTCFullYear(fullYear(year), month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (east === undefined || !exists || hour > 23 || minute > 59 || second > 59) return undefined;
  return date.getTime() + ((hour * 60 + minute - east) * 60 + second) * 1000;
}

/** Milliseconds since 1970 of a UTCTime: years 1950 to 2049, seconds may be missing. Undefined where it is no such time. */
export function utcTime(bytes: Uint8Array): number | undefined {
  return milliseconds(utc.exec(latin1(bytes)), (year) => (year < 50 ? 2000 : 1900) + year);
}

/** Milliseconds since 1970 of a GeneralizedTime without fractions. Undefined where it is no such time. */
export function generalizedTime(bytes: Uint8Array): number | undefined {
  return milliseconds(generalized.exec(latin1(bytes)), (year) => year);
}

/** A time as RFC 3339 in UTC, to the second, as Go's messages show it. */
export function rfc3339(time: number): string {
  const whole = Math.floor(time / 1000) * 1000;
  return Number.isFinite(whole) && Math.abs(whole) <= 8.64e15
    ? new Date(whole).toISOString().replace(".000Z", "Z")
    : String(time);
}
