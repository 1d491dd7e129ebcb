// How long to wait between attempts.
import { expect, it } from "vitest";
import { backOff, isBusy } from "./retry-policy.ts";

it.each<[number, string | undefined, number, number]>([
  [1, undefined, 0, 250],
  [1, undefined, 1, 500],
  [2, undefined, 0, 500],
  [4, undefined, 1, 4000],
  [9, undefined, 1, 10_000],
  [1, "2", 0, 2000],
  [1, "2", 0.5, 2050],
  [1, "0", 0, 0],
  [1, "86400", 0, 60_000],
  [1, "-1", 0, 250],
  [1, "Wed, 21 Oct 2026 07:28:00 GMT", 0, 250],
])("attempt %i, Retry-After %s, random %d: %i ms", (attempt, retryAfter, random, expected) => {
  expect(backOff(attempt, retryAfter, random)).toBe(expected);
});

it("retries what may pass", () => {
  const statuses = [200, 400, 401, 403, 404, 410, 429, 500, 501, 502, 503, 504, 505];
  expect(statuses.filter(isBusy)).toEqual([429, 500, 502, 503, 504]);
});
