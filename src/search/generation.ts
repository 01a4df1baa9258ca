import type { Assignment } from '../ports.ts';
import { type Candidate, isFinished } from './candidate.ts';

/** `undefined`: not a candidate (nothing to propose, or ended before it became one). */
export type Life = (
  assignment: Assignment,
  order: number,
  signal: AbortSignal,
) => Promise<Candidate | undefined>;

/** When a generation need not be raised to its end. */
export interface Ends {
  /** So many finished candidates are enough. */
  readonly enough: number;
  /** So many behind the last of them are still awaited. */
  readonly rivals: number;
  /** Is it time to go on from what there is, so that a later round has any? */
  readonly isLate: () => boolean;
  readonly signal: AbortSignal;
}

export interface Generation {
  /** In their order. */
  readonly candidates: readonly Candidate[];
  /** Time ended it, so that who is in it was decided by chance. */
  readonly endedLate: boolean;
}

/**
 * Raises all samples of one round at once; none waits for a sibling. When the
 * `enough`-th finished candidate *by order* is known, those behind it and its
 * next rivals are not needed and are ended. Those before it still run, so that the result does not
 * depend on which process was faster. When it is late and a candidate is a step
 * ahead, the others are ended, too: the next step is to be taken from there.
 */
export async function raiseGeneration(
  assignments: readonly (Assignment | undefined)[],
  live: Life,
  { enough, rivals, isLate, signal }: Ends,
): Promise<Generation> {
  const ends = assignments.map(() => new AbortController());
  const finished: number[] = [];
  let last = Number.POSITIVE_INFINITY;
  let ahead = false;
  let endedLate = false;
  const reached = reachedBy(assignments);

  const grow = async (assignment: Assignment, order: number, end: AbortController) => {
    if (order > last) return undefined;
    const candidate = await live(assignment, order, AbortSignal.any([signal, end.signal]));
    if (candidate && isFinished(candidate)) {
      finished.push(order);
      finished.sort((a, b) => a - b);
      last = (finished[enough - 1] ?? Number.POSITIVE_INFINITY) + rivals;
      for (const later of ends.slice(last + 1)) later.abort();
    }
    ahead ||= candidate !== undefined && isStepAhead(candidate, reached);
    if (ahead && !endedLate && isLate()) {
      endedLate = true;
      for (const other of ends) other.abort();
    }
    return candidate;
  };

  const grown = await Promise.all(
    ends.map((end, order) => {
      const assignment = assignments[order];
      return assignment && grow(assignment, order, end);
    }),
  );
  const candidates = grown.filter((c): c is Candidate => c !== undefined && c.order <= last);
  return { candidates, endedLate };
}

/** How many failing tests pass with the best of the parents. */
const reachedBy = (assignments: readonly (Assignment | undefined)[]): number =>
  Math.max(0, ...assignments.map((one) => one?.chain.at(-1)?.feedback.failToPass.passed ?? 0));

/** More failing tests pass than so far, and nothing broke. */
const isStepAhead = ({ feedback }: Candidate, reached: number): boolean =>
  feedback?.verdict === 'failing' && feedback.failToPass.passed > reached;
