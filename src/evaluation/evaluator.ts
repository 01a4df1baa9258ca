import pLimit from 'p-limit';
import type { Evaluator, Feedback, FileChanges, Journal } from '../ports.ts';
import { changesHash } from './changes-hash.ts';
import { evaluateStages, type StageDependencies } from './stages.ts';

const READY = 2;

/**
 * Runs at most `jobs` candidates at once. Equal changes are executed once, in
 * this life of the run and in those before (the journal keeps the feedback).
 */
export function createEvaluator(
  dependencies: StageDependencies,
  journal: Journal,
  jobs: number,
): Evaluator {
  // A few candidates stand ready, so that no core waits for a workspace to be made or removed.
  const ready = pLimit(jobs + READY);
  const slot = pLimit(jobs);
  const known = new Map<string, Promise<Feedback>>();

  const evaluateOnce = async (key: string, changes: FileChanges, signal: AbortSignal) => {
    const kept = journal.recall(key);
    if (kept) return kept as Feedback;
    const feedback = await ready(() => evaluateStages(dependencies, changes, slot, signal));
    await journal.record(key, feedback);
    return feedback;
  };

  return {
    async evaluate(changes, signal) {
      const key = `evaluation:${changesHash(changes)}`;
      for (;;) {
        const running = known.get(key);
        const mine = running ?? evaluateOnce(key, changes, signal);
        if (!running) known.set(key, mine);
        try {
          return await mine;
        } catch (error) {
          if (known.get(key) === mine) known.delete(key);
          // The twin that was executing this was ended; this one may still be wanted.
          if (!running || signal.aborted) throw error;
        }
      }
    },
  };
}
