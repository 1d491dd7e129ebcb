// The posture score: how much of what could be decided passes. docs/guide/ranking-and-score.md shows the same formula.
import type { Score, Severity } from "../../core/index.ts";
import type { Tally } from "./check-tally.ts";

/** What a check weighs in the score. Information does not move it. */
export const scoreWeights: Readonly<Record<Severity, number>> = { critical: 10, high: 6, medium: 3, low: 1, info: 0 };

/** Weighted mean of shares, in percent, rounded down to one decimal so that 100 means all; undefined without weight. */
function meanShare(shares: readonly { readonly weight: number; readonly share: number }[]): number | undefined {
  const weight = shares.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return undefined;
  const mean = shares.reduce((sum, one) => sum + one.weight * one.share, 0) / weight;
  return Math.floor(mean * 1000 + 1e-9) / 10;
}

/**
 * The score of a scan. `value`: over checks with decided objects, the weighted mean of passed / (passed + failed).
 * `decided`: over checks with any object, the weighted mean of (passed + failed) / all. Unknown is in neither value;
 * suppressed findings still count as failed: a waiver accepts a risk, it does not remove it.
 */
export function scoreOf(tallies: readonly Tally[]): Score {
  const shares = tallies.map(({ severity, passed, failed, unknown }) => ({
    weight: scoreWeights[severity],
    passed,
    decided: passed + failed,
    all: passed + failed + unknown,
  }));
  const value = meanShare(
    shares.filter(({ decided }) => decided > 0).map((one) => ({ weight: one.weight, share: one.passed / one.decided })),
  );
  const decided = meanShare(
    shares.filter(({ all }) => all > 0).map((one) => ({ weight: one.weight, share: one.decided / one.all })),
  );
  return { ...(value === undefined ? {} : { value }), decided: decided ?? 0 };
}
