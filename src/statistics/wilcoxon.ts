import { midRanks, rankSumDistribution } from './signed-rank.ts';

/**
 * Two-sided p of Wilcoxon's signed-rank test that paired differences lie around
 * zero: exact, whatever ties. Differences of zero take part in the ranking and are
 * then left out (Pratt 1959), so that many of them speak against a difference.
 * 1 where all are zero, or there are none.
 */
export function wilcoxonP(differences: readonly number[]): number {
  const ranks = midRanks(differences.map(Math.abs));
  const kept = ranks.filter((_, at) => differences[at] !== 0);
  const positive = ranks.reduce(
    (sum, rank, at) => ((differences[at] ?? 0) > 0 ? sum + rank : sum),
    0,
  );
  const distribution = rankSumDistribution(kept);
  const tail = Math.min(positive, distribution.total - positive);
  return Math.min(1, 2 * distribution.atMost(tail));
}

/** The least p that so many pairs can reach: all of them on one side. */
export const leastP = (pairs: number): number => Math.min(1, 2 ** (1 - pairs));
