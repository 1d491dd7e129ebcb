// Functions on texts and times of the standard library.
import { CelFault } from "../values/cel-fault.ts";
import type { CelDuration, CelTimestamp } from "../values/cel-value.ts";
import type { CelResult } from "../values/runtime-type.ts";
import { zoneOffset } from "../values/timestamp-text.ts";
import { global, member, type CallContext, type CelOverload } from "./overload.ts";

function matches([text, pattern]: readonly [string, string], context: CallContext): CelResult {
  const regex = context.regex(pattern, text);
  if (regex instanceof CelFault) return regex;
  return regex.test(text);
}

const texts: readonly CelOverload[] = [
  member<[string, string]>("contains_string", "contains", "string, string", "bool", ([text, part]) =>
    text.includes(part),
  ),
  member<[string, string]>("ends_with_string", "endsWith", "string, string", "bool", ([text, end]) =>
    text.endsWith(end),
  ),
  member<[string, string]>("starts_with_string", "startsWith", "string, string", "bool", ([text, start]) =>
    text.startsWith(start),
  ),
  global("matches", "matches", "string, string", "bool", matches),
  member("matches_string", "matches", "string, string", "bool", matches),
];

type Field = (date: Date, time: CelTimestamp) => number;

function dayOfYear(date: Date): number {
  const start = new Date(date.getTime());
  start.setUTCMonth(0, 1);
  return Math.round((date.getTime() - start.getTime()) / 86_400_000);
}

const fields: readonly (readonly [name: string, id: string, Field])[] = [
  ["getFullYear", "year", (date) => date.getUTCFullYear()],
  ["getMonth", "month", (date) => date.getUTCMonth()],
  ["getDayOfYear", "day_of_year", dayOfYear],
  ["getDayOfMonth", "day_of_month", (date) => date.getUTCDate() - 1],
  ["getDate", "day_of_month_1_based", (date) => date.getUTCDate()],
  ["getDayOfWeek", "day_of_week", (date) => date.getUTCDay()],
  ["getHours", "hours", (date) => date.getUTCHours()],
  ["getMinutes", "minutes", (date) => date.getUTCMinutes()],
  ["getSeconds", "seconds", (date) => date.getUTCSeconds()],
  ["getMilliseconds", "milliseconds", (_date, { nanoseconds }) => Math.trunc(nanoseconds / 1e6)],
];

/** `+01:30` or the name of a zone: seconds ahead of UTC. */
function offsetAt(zone: string, { seconds }: CelTimestamp): number | CelFault {
  const colon = zone.indexOf(":");
  if (colon === -1) return zoneOffset(zone, seconds) ?? new CelFault(`unknown time zone ${zone}`);
  const [hours, minutes] = [zone.slice(0, colon), zone.slice(colon + 1)];
  for (const part of [hours, minutes]) {
    if (!/^[+-]?\d+$/.test(part)) return new CelFault(`strconv.Atoi: parsing ${JSON.stringify(part)}: invalid syntax`);
  }
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute < 0 || minute > 59) return new CelFault(`timezone offset minutes out of range [0, 59]: ${zone}`);
  return (hour * 60 + (zone.startsWith("-") ? -minute : minute)) * 60;
}

function fieldOf(time: CelTimestamp, zone: string, read: Field): CelResult {
  const offset = offsetAt(zone, time);
  if (offset instanceof CelFault) return offset;
  const date = new Date((Number(time.seconds) + offset) * 1000);
  return Number.isNaN(date.getTime()) ? new CelFault("timestamp overflow") : BigInt(read(date, time));
}

const times: readonly CelOverload[] = fields.flatMap(([name, id, read]) => [
  member<[CelTimestamp]>(`timestamp_to_${id}`, name, "timestamp", "int", ([time]) => fieldOf(time, "UTC", read)),
  member<[CelTimestamp, string]>(`timestamp_to_${id}_with_tz`, name, "timestamp, string", "int", ([time, zone]) =>
    fieldOf(time, zone, read),
  ),
]);

const spans: readonly (readonly [name: string, id: string, nanoseconds: bigint])[] = [
  ["getHours", "hours", 3_600_000_000_000n],
  ["getMinutes", "minutes", 60_000_000_000n],
  ["getSeconds", "seconds", 1_000_000_000n],
  ["getMilliseconds", "milliseconds", 1_000_000n],
];

export const textOverloads: readonly CelOverload[] = [
  ...texts,
  ...times,
  ...spans.map(([name, id, unit]) =>
    member<[CelDuration]>(`duration_to_${id}`, name, "duration", "int", ([{ nanoseconds }]) => nanoseconds / unit),
  ),
];
