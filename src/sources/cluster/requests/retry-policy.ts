// When a request is worth repeating, and how long to wait before.

/** Statuses of a server that may do better later. */
export function isBusy(status: number): boolean {
  return status === 429 || status === 500 || (status >= 502 && status <= 504);
}

const firstWait = 500;
const longestWait = 10_000;
const longestObeyed = 60_000;

/**
 * Milliseconds to wait after a failed attempt (counted from 1): what Retry-After asks for, up to a minute, else between
 * half and all of 0.5 s, 1 s, 2 s … 10 s. `random` is from 0 to 1.
 */
export function backOff(attempt: number, retryAfter: string | undefined, random: number): number {
  const asked = Number(retryAfter ?? Number.NaN) * 1000;
  if (asked >= 0) return Math.min(asked, longestObeyed) + random * 100;
  const most = Math.min(firstWait * 2 ** (attempt - 1), longestWait);
  return most / 2 + (random * most) / 2;
}
