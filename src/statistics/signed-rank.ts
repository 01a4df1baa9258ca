/**
 * The exact distribution of Wilcoxon's signed-rank sum, given these ranks: every
 * rank is positive or negative with equal chance. Ranks are halves where values
 * tie, so they are counted in halves.
 *
 * Ours because the kept libraries (stdlib, SciPy's own `method="exact"`) are exact
 * only without ties, and a runner that reports whole milliseconds ties all the time.
 */
export interface RankSumDistribution {
  /** P(sum ≤ x). */
  atMost(x: number): number;
  /** The sum of all ranks. */
  readonly total: number;
}

export function rankSumDistribution(ranks: readonly number[]): RankSumDistribution {
  const halves = ranks.map((rank) => Math.round(2 * rank));
  const most = halves.reduce((sum, half) => sum + half, 0);
  // Shares, not counts: 2^n would leave the integers that a double holds.
  let shares = new Float64Array(most + 1);
  shares[0] = 1;
  for (const half of halves) {
    const next = new Float64Array(most + 1);
    for (let sum = 0; sum <= most; sum++) {
      const share = shares[sum] ?? 0;
      if (share === 0) continue;
      next[sum] = (next[sum] ?? 0) + share / 2;
      next[sum + half] = (next[sum + half] ?? 0) + share / 2;
    }
    shares = next;
  }
  const below = new Float64Array(most + 1);
  let seen = 0;
  for (let sum = 0; sum <= most; sum++) {
    seen += shares[sum] ?? 0;
    below[sum] = seen;
  }
  return {
    total: most / 2,
    atMost: (x) => (x < 0 ? 0 : Math.min(1, below[Math.min(most, Math.floor(2 * x))] ?? 1)),
  };
}

/** Ranks from 1 by size; equal values share the mean of theirs. */
export function midRanks(values: readonly number[]): readonly number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (const at of order.slice(start, end)) ranks[at] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
