/** Which side of a pair runs first. */
export type Order = 'base-first' | 'head-first';

export const FIRST_PAIRS = 10;
export const MOST_PAIRS = 20;

/**
 * Random order, yet each as often as the other within every two pairs: what grows
 * slowly, a disk's cache or a neighbour's work, then falls on both sides alike.
 * `random` gives numbers on [0, 1).
 */
export function orders(pairs: number, random: () => number): readonly Order[] {
  const all: Order[] = [];
  while (all.length < pairs) {
    const two: readonly Order[] =
      random() < 0.5 ? ['base-first', 'head-first'] : ['head-first', 'base-first'];
    all.push(...two);
  }
  return all.slice(0, pairs);
}

/** What the rule for more pairs looks at: never which side was faster, nor by how much. */
export interface Precision {
  /** Comparisons that share one correction. */
  readonly tests: number;
  /** Half of the interval of the whole command's time, relative. */
  readonly halfWidth: number;
}

/** After ten pairs of so many comparisons none could be significant any more. */
const DECIDABLE_BY_TEN = 5;
/** Ten pairs are enough for the whole command where they see this. */
const PRECISE = 0.01;

/**
 * The one extension, from ten pairs to twenty, by a rule that is fixed beforehand:
 * where ten are too few for the number of comparisons, or where the machine was
 * not quiet enough for them. It looks at spread, not at differences: going on
 * until something shows would find something everywhere.
 */
export const needsMore = ({ tests, halfWidth }: Precision): boolean =>
  tests > DECIDABLE_BY_TEN || halfWidth > PRECISE;
