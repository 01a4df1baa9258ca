import { medianSorted } from 'simple-statistics';
import { rankSumDistribution } from './signed-rank.ts';

/** An estimate of the centre of paired differences, and the interval that goes with it. */
export interface Estimate {
  readonly centre: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Hodges and Lehmann's estimate: the median of the means of all pairs of
 * differences, each with itself too, and the interval that belongs to Wilcoxon's
 * test: without ties it holds zero exactly when that test does not reach
 * p < 1 − confidence. `differences` is not empty; fewer than the confidence needs give
 * the widest interval there is.
 */
export function hodgesLehmann(differences: readonly number[], confidence: number): Estimate {
  const means: number[] = [];
  differences.forEach((one, at) => {
    for (const other of differences.slice(at)) means.push((one + other) / 2);
  });
  means.sort((a, b) => a - b);
  const { atMost } = rankSumDistribution(differences.map((_, at) => at + 1));
  let cut = 0;
  while (atMost(cut) <= (1 - confidence) / 2) cut++;
  // `cut` sums lie in the tail: as many means are cut off on each side.
  const low = means[cut] ?? Number.NaN;
  const high = means[means.length - 1 - cut] ?? Number.NaN;
  return { centre: medianSorted(means), low, high };
}
