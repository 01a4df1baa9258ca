import { sampleRankCorrelation } from 'simple-statistics';
import type { Pair, Sample } from './pairs.ts';

/** Fewer runs than this show no direction. */
const ENOUGH = 8;
/** Spearman's ρ of time and order from which on a side drifts: by chance in fewer than one of a thousand. */
const STEADILY = 0.9;
/** First and last runs have to differ by this, too. */
const NOTICEABLE = 0.1;

/** How each run differs from the one before, on both sides. */
export interface Drift {
  readonly gets: 'slower' | 'faster';
  /** By how much the last third of the base's runs differs from the first, relative. */
  readonly share: number;
}

/**
 * A command that changes what it measures, by a file that grows or a cache that
 * fills, drifts on both sides: each run is not like the one before, and the pairs
 * compare what is no longer there.
 */
export function driftIn(pairs: readonly Pair[]): Drift | undefined {
  if (pairs.length < ENOUGH) return undefined;
  const drifts = (['base', 'head'] as const).map((side) =>
    driftOf(pairs.map((pair) => timeOf(pair[side]))),
  );
  const [base = 0, head = 0] = drifts;
  if (base === 0 || head === 0 || Math.sign(base) !== Math.sign(head)) return undefined;
  return { gets: base > 0 ? 'slower' : 'faster', share: Math.abs(base) };
}

export const driftNote = ({ gets, share }: Drift): string =>
  `The command gets ${gets} from run to run (${Math.round(100 * share)} % from the first runs to the last ones): it seems to change what it works on.`;

const timeOf = ({ usage }: Sample): number => usage.cpuMs || usage.wallMs;

/** By how much the last third differs from the first, if it does so steadily; else 0. */
function driftOf(times: readonly number[]): number {
  const places = times.map((_, at) => at);
  const correlation = sampleRankCorrelation(places, [...times]);
  if (!(Math.abs(correlation) >= STEADILY)) return 0;
  const third = Math.floor(times.length / 3);
  const mean = (part: readonly number[]): number =>
    part.reduce((sum, value) => sum + value, 0) / part.length;
  const change = mean(times.slice(-third)) / mean(times.slice(0, third)) - 1;
  return Math.abs(change) >= NOTICEABLE ? change : 0;
}
