import type { Assignment } from '../ports.ts';
import { type Candidate, isFinished } from './candidate.ts';

/** `undefined`: not a candidate (nothing to propose, or ended before it became one). */
export type Life = (
  assignment: Assignment,
  order: number,
  signal: AbortSignal,
) => Promise<Candidate | undefined>;

/**
 * Raises all samples of one round at once; none waits for a sibling. When the
 * `enough`-th finished candidate *by order* is known, those behind it are not
 * needed and are ended. Those before it still run, so that the result does not
 * depend on which process was faster.
 */
export async function raiseGeneration(
  assignments: readonly Assignment[],
  live: Life,
  enough: number,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const ends = assignments.map(() => new AbortController());
  const finished: number[] = [];
  let last = Number.POSITIVE_INFINITY;

  const grow = async (assignment: Assignment, order: number, end: AbortController) => {
    if (order > last) return undefined;
    const candidate = await live(assignment, order, AbortSignal.any([signal, end.signal]));
    if (candidate && isFinished(candidate)) {
      finished.push(order);
      finished.sort((a, b) => a - b);
      last = finished[enough - 1] ?? last;
      for (const later of ends.slice(last + 1)) later.abort();
    }
    return candidate;
  };

  const grown = await Promise.all(
    ends.map((end, order) => {
      const assignment = assignments[order];
      return assignment && grow(assignment, order, end);
    }),
  );
  return grown.filter((c): c is Candidate => c !== undefined && c.order <= last);
}
