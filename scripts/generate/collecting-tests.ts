// Stands in for src/testing while pages are generated: keeps the cases of each check's test instead of running them.
import type { Check } from "../../src/checking/index.ts";
import type { CheckCase } from "../../src/testing/check-case.ts";

export * from "../../src/testing/index.ts";

/** Cases by check id, filled as test files are imported. */
export const collected = new Map<string, readonly CheckCase[]>();

/** Shadows the real tester. */
export function testCheck(check: Check, cases: readonly CheckCase[]): void {
  collected.set(check.id, cases);
}
