// Dates of the calendar as people write them in waivers: 2027-01-31, a day in UTC.

const day = 24 * 60 * 60 * 1000;

/** The last moment of a day in milliseconds since 1970, UTC; undefined for anything that is not a day of the calendar. */
export function endOfDay(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const start = Date.parse(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(start) && new Date(start).toISOString().startsWith(date);
  return isReal ? start + day - 1 : undefined;
}

/** Whether a waiver that holds through `date` has ended at `asOf` (RFC 3339). */
export function hasEnded(date: string | undefined, asOf: string): boolean {
  const end = date === undefined ? undefined : endOfDay(date);
  return end !== undefined && Date.parse(asOf) > end;
}
