/** What can be said of one difference. */
export type Verdict = 'faster' | 'slower' | 'no-difference' | 'inconclusive';

/** A relative change, head over base less 1: 0.1 is ten per cent more. The interval is of 99 %. */
export interface Change {
  readonly centre: number;
  readonly low: number;
  readonly high: number;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** `null` where nothing could be estimated. */
  readonly change: Change | null;
  /** Of the test for times, Holm-corrected; `null` for counts, which need none. */
  readonly p: number | null;
  /** The least change that would have been seen; `null` where none would. */
  readonly visible: number | null;
  /** By how much identical code seemed to differ in this very run. */
  readonly noise: number | null;
  /** Why it is inconclusive, in a few words; '' otherwise. */
  readonly why: string;
}

export const inconclusive = (why: string, known: Partial<Judgement> = {}): Judgement => ({
  change: null,
  p: null,
  visible: null,
  noise: null,
  ...known,
  verdict: 'inconclusive',
  why,
});
