/** What can be said of one difference. */
export type Verdict = 'faster' | 'slower' | 'no-difference' | 'inconclusive';

/** A relative change, head over base less 1: 0.1 is ten per cent more. The interval is of 99 %, where nothing else is said. */
export interface Change {
  readonly centre: number;
  readonly low: number;
  readonly high: number;
  /** Of the interval, where the pairs are too few for 99 %. */
  readonly level?: number | undefined;
}

/** No figure is beyond this: anything is infinitely more than nothing. */
export const MOST_CHANGE = 1e9;

/** `null` where an end of the interval is no figure. */
export const toldChange = (change: Change): Change | null =>
  change.high <= MOST_CHANGE ? change : null;

export const TOO_SHORT_FOR_CLOCK = 'it is too short for its clock';

/** Why nothing can be said. Comments show these words as they are, so they are all there is. */
export const REASONS = [
  '',
  'it was not measured',
  TOO_SHORT_FOR_CLOCK,
  'one pair is too few to tell',
  'noisy',
  'not repeatable enough',
  'fewer than two runs a side were counted',
  'the two sides do not run the same tests',
] as const;
export const TOO_FEW = /^\d{1,3} pairs are too few to tell$/;
type Reason = (typeof REASONS)[number] | `${number} pairs are too few to tell`;

export interface Judgement {
  readonly verdict: Verdict;
  /** `null` where nothing could be estimated, or it is a change from nothing. */
  readonly change: Change | null;
  /** Of the test for times, Holm-corrected; `null` for counts, which need none. */
  readonly p: number | null;
  /** The least change that would have been seen; `null` where none would. */
  readonly visible: number | null;
  /** By how much identical code seemed to differ in this very run; `null` where that is no figure. */
  readonly noise: number | null;
  /** Why it is inconclusive, in a few words; '' otherwise. */
  readonly why: Reason;
}

export const inconclusive = (why: Reason, known: Partial<Judgement> = {}): Judgement => ({
  change: null,
  p: null,
  visible: null,
  noise: null,
  ...known,
  verdict: 'inconclusive',
  why,
});
