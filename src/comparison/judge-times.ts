import { median } from 'simple-statistics';
import { type Estimate, hodgesLehmann } from '../statistics/hodges-lehmann.ts';
import { holm } from '../statistics/holm.ts';
import { leastP, wilcoxonP } from '../statistics/wilcoxon.ts';
import { inconclusive, type Judgement, TOO_SHORT_FOR_CLOCK, toldChange } from './judgement.ts';

/** One measure over all pairs, in the order in which they ran. Values are not negative. */
export interface Series {
  readonly base: readonly number[];
  readonly head: readonly number[];
  /** The finest difference that its clock shows, in the unit of the values. */
  readonly resolution: number;
  /** What is typically less than this says nothing: a process takes as long to start. */
  readonly least?: number;
}

/** A difference is claimed below this p, after Holm's correction. */
export const SIGNIFICANCE = 0.01;
/** The interval that goes with it: it leaves out zero where one test alone is significant. */
const CONFIDENCE = 1 - SIGNIFICANCE;
/** No smaller change is claimed from times, however certain. */
export const LEAST_CHANGE = 0.01;
/** Of what identical code shows. */
const NOISE_CONFIDENCE = 0.95;
/** Where not even this much would have been seen, nothing was learnt. */
export const TOO_COARSE = 0.1;
/** What only so great a change would show is noise without a figure: 1000 %. */
const MOST_VISIBLE = 10;
/** Values below so many ticks of their clock say nothing. */
const LEAST_TICKS = 10;

/**
 * Judges several measures of the same runs together: each is a paired Wilcoxon
 * test on log ratios, corrected over all of them by Holm. *Changed* takes
 * p < 0.01 and a change beyond 1 %, beyond what identical code showed in this
 * run, and beyond two ticks of the clock. What was not measured, or is too short for its
 * clock, is no test: which that is does not hang on the side.
 */
export function judgeTimes(family: readonly Series[]): readonly Judgement[] {
  const tests = family.filter((series) => untellable(series) === undefined);
  const ps = holm(tests.map((series) => wilcoxonP(logRatios(series.base, series.head))));
  return family.map((series) => {
    const why = untellable(series);
    if (why !== undefined) return inconclusive(why);
    return judgeOne(series, ps[tests.indexOf(series)] ?? 1, tests.length);
  });
}

const pairsOf = ({ base, head }: Series): number => Math.min(base.length, head.length);

const typicalOf = ({ base, head }: Series): number => median([...base, ...head]);

function untellable(
  series: Series,
): 'it was not measured' | typeof TOO_SHORT_FOR_CLOCK | undefined {
  if (pairsOf(series) === 0) return 'it was not measured';
  const { resolution, least = 0 } = series;
  const shortest = Math.max(LEAST_TICKS * resolution, least);
  return typicalOf(series) < shortest ? TOO_SHORT_FOR_CLOCK : undefined;
}

function judgeOne(series: Series, p: number, tests: number): Judgement {
  const { base, head, resolution } = series;
  const pairs = pairsOf(series);
  const ratios = logRatios(base, head);
  const { centre, low, high, confidence } = hodgesLehmann(ratios, CONFIDENCE);
  const change = toldChange({
    centre: Math.expm1(centre),
    low: Math.expm1(low),
    high: Math.expm1(high),
    ...(confidence < CONFIDENCE && { level: confidence }),
  });
  if (tests * leastP(pairs) >= SIGNIFICANCE) {
    const why =
      pairs === 1 ? 'one pair is too few to tell' : (`${pairs} pairs are too few to tell` as const);
    return inconclusive(why, { change, p });
  }
  const noise = noiseOf(series);
  const tick = resolution === 0 ? 0 : (2 * resolution) / typicalOf(series);
  const floor = Math.max(LEAST_CHANGE, noise, tick);
  // As logarithms, so that half and twice are equally far from no change.
  if (p < SIGNIFICANCE && Math.abs(centre) > Math.log1p(floor)) {
    const verdict = centre > 0 ? 'slower' : 'faster';
    return { verdict, change, p, visible: null, noise: bounded(noise), why: '' };
  }
  const visible = bounded(visibleOf(ratios, tests, floor));
  const known = { change, p, visible, noise: bounded(noise) };
  return visible === null || visible > TOO_COARSE
    ? inconclusive('noisy', known)
    : { ...known, verdict: 'no-difference', why: '' };
}

const bounded = (share: number): number | null => (share <= MOST_VISIBLE ? share : null);

export const logRatios = (base: readonly number[], head: readonly number[]): readonly number[] =>
  base.slice(0, head.length).map((value, at) => logRatio(value, head[at] ?? value));

/** Infinite from nothing and to nothing. The same change back is a tie: log(a / b) and log(b / a) may differ in their last digit. */
const logRatio = (before: number, after: number): number =>
  before === after ? 0 : after > before ? Math.log(after / before) : -Math.log(before / after);

/**
 * The A/A comparison of this run: runs of one side that followed each other, as if
 * they were base and head. What identical code could be taken to differ by.
 */
export function noiseOf({ base, head }: Series): number {
  const ratios = [base, head].flatMap((side) =>
    side.flatMap((value, at) => {
      const next = side[at + 1];
      return at % 2 === 0 && next !== undefined ? [logRatio(value, next)] : [];
    }),
  );
  if (ratios.length === 0) return 0;
  const { low, high } = hodgesLehmann(ratios, NOISE_CONFIDENCE);
  return Math.expm1(Math.max(Math.abs(low), Math.abs(high)));
}

/**
 * What about nine of ten comparisons of this spread would call changed (in simulated
 * ones 0.84, of five tests in ten pairs, to 0.96). A change is seen when its estimate
 * passes both the floor and half of the interval that goes with the corrected test,
 * and estimates scatter around the truth, for which half of the plain one stands.
 */
function visibleOf(ratios: readonly number[], tests: number, floor: number): number {
  const half = ({ low, high }: Estimate): number => (high - low) / 2;
  const corrected = hodgesLehmann(ratios, 1 - SIGNIFICANCE / tests);
  const scatter = half(hodgesLehmann(ratios, CONFIDENCE));
  const beyond = Math.max(Math.log1p(floor), half(corrected)) + scatter;
  return Math.expm1(Math.max(beyond, Math.abs(corrected.low), Math.abs(corrected.high)));
}
