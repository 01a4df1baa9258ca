import type { Assignment, Journal } from '../ports.ts';
import { type Candidate, roundOf } from './candidate.ts';
import { type Ends, type Life, raiseGeneration } from './generation.ts';

/**
 * Raises generations, and keeps who was there when time ended one: a later life
 * of the run, which has all the answers at once, must end it with the same.
 */
export const rememberingLateEnds =
  (journal: Journal) =>
  async (
    assignments: readonly Assignment[],
    live: Life,
    ends: Ends,
  ): Promise<readonly Candidate[]> => {
    const key = `late:${roundOf(assignments[0]?.id ?? '0')}`;
    if (journal.holds(key)) {
      const present = new Set(journal.recall(key) as readonly string[]);
      const kept = assignments.map((one) => (present.has(one.id) ? one : undefined));
      const { candidates } = await raiseGeneration(kept, live, { ...ends, isLate: () => false });
      return candidates;
    }
    const { candidates, endedLate } = await raiseGeneration(assignments, live, ends);
    if (endedLate) {
      await journal.record(
        key,
        candidates.map(({ id }) => id),
      );
    }
    return candidates;
  };
