import { inconclusive, type Judgement } from './judgement.ts';

/** Instructions of the runs of each side. */
export interface CountSeries {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

/**
 * No smaller change is claimed from counts: a longer path makes 0.02 %, a renamed
 * variable up to 0.11 % of a small program.
 */
export const LEAST_COUNTED = 0.002;
/** A change has to be so many times what runs of one side differ by. */
const SPREADS = 3;
/** Where runs of one side differ by more, counts only inform. */
const STEADY = 0.005;

const most = Math.max;
const least = Math.min;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** By how much the runs of one side differ, relative to their mean; 0 for a single one. */
export const spreadOf = (values: readonly number[]): number =>
  values.length < 2 ? 0 : (most(...values) - least(...values)) / mean(values);

/** *Changed* takes a difference beyond 0.2 % and beyond three times the spread of either side. */
export function judgeCounts({ base, head }: CountSeries): Judgement {
  if (least(base.length, head.length) < 2) {
    return inconclusive('fewer than two runs a side were counted');
  }
  if (least(...base, ...head) <= 0) return inconclusive('it was not measured');
  const change = {
    centre: mean(head) / mean(base) - 1,
    low: least(...head) / most(...base) - 1,
    high: most(...head) / least(...base) - 1,
  };
  const noise = most(spreadOf(base), spreadOf(head));
  const visible = most(LEAST_COUNTED, SPREADS * noise);
  const known = { change, p: null, visible, noise };
  if (noise > STEADY) return inconclusive('not repeatable enough', { ...known, visible: null });
  if (Math.abs(change.centre) <= visible) return { ...known, verdict: 'no-difference', why: '' };
  return {
    ...known,
    visible: null,
    verdict: change.centre > 0 ? 'slower' : 'faster',
    why: '',
  };
}
