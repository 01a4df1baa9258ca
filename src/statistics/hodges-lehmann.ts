import { rankSumDistribution } from './signed-rank.ts';
import { leastP } from './wilcoxon.ts';

/** An estimate of the centre of paired differences, and the interval that goes with it. */
export interface Estimate {
  readonly centre: number;
  readonly low: number;
  readonly high: number;
  /** Of the interval: what was asked for, or the most that so few can have. */
  readonly confidence: number;
}

const cuts = new Map<string, number>();

/**
 * How many rank sums, from zero up, are too small for the confidence: where the least
 * of them lies among the means. The same few numbers of pairs come again and again.
 */
function cutOf(pairs: number, confidence: number): number {
  const key = `${pairs} ${confidence}`;
  const known = cuts.get(key);
  if (known !== undefined) return known;
  const { atMost } = rankSumDistribution(Array.from({ length: pairs }, (_, at) => at + 1));
  let cut = 0;
  while (atMost(cut) <= (1 - confidence) / 2) cut++;
  cuts.set(key, cut);
  return cut;
}

/**
 * Hodges and Lehmann's estimate: the median of the means of all pairs of
 * differences, each with itself too, and the interval that belongs to Wilcoxon's
 * test: without ties it holds zero exactly when that test does not reach
 * p < 1 − confidence. `differences` is not empty; fewer than the confidence needs (eight
 * for 99 %) give the widest interval there is, from the least to the greatest, whose level
 * is 1 − 2^(1−n), and say so; that of a single one is a point without any. Some may be infinite: two of them that are opposite
 * have their mean in the middle.
 */
export function hodgesLehmann(differences: readonly number[], confidence: number): Estimate {
  const means: number[] = [];
  differences.forEach((one, at) => {
    for (const other of differences.slice(at)) means.push(one === -other ? 0 : (one + other) / 2);
  });
  means.sort((a, b) => a - b);
  // `cut` rank sums are refused: the end is the last mean below which they still are.
  const end = Math.max(0, cutOf(differences.length, confidence) - 1);
  const low = means[end] ?? Number.NaN;
  const high = means[means.length - 1 - end] ?? Number.NaN;
  return {
    ...{ centre: middleOf(means), low, high },
    confidence: Math.min(confidence, 1 - leastP(differences.length)),
  };
}

/** simple-statistics goes from the lower of two towards the upper one, and gets nowhere from minus infinity. */
function middleOf(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  const [lower, upper] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return ((lower ?? Number.NaN) + (upper ?? Number.NaN)) / 2;
}
