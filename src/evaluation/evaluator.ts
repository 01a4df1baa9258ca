import pLimit from 'p-limit';
import PQueue from 'p-queue';
import type { Evaluator, Feedback, FileChanges, Journal } from '../ports.ts';
import { changesHash } from './changes-hash.ts';
import { evaluateStages, type StageDependencies } from './stages.ts';

const READY = 2;

/**
 * Runs at most `jobs` candidates at once; of those that wait, the first by
 * order, whichever was proposed sooner. Equal changes are executed once, in
 * this life of the run and in those before (the journal keeps the feedback).
 */
export function createEvaluator(
  dependencies: StageDependencies,
  journal: Journal,
  jobs: number,
): Evaluator {
  // A few candidates stand ready, so that no core waits for a workspace to be made or removed.
  const ready = new PQueue({ concurrency: jobs + READY });
  const slot = pLimit(jobs);
  const known = new Map<string, Promise<Feedback>>();

  const evaluateOnce = async (
    key: string,
    changes: FileChanges,
    order: number,
    signal: AbortSignal,
  ) => {
    const kept = journal.recall(key);
    if (kept) return kept as Feedback;
    const feedback = await ready.add(() => evaluateStages(dependencies, changes, slot, signal), {
      priority: -order,
    });
    await journal.record(key, feedback);
    return feedback;
  };

  return {
    async evaluate(changes, order, signal) {
      const key = `evaluation:${changesHash(changes)}`;
      for (;;) {
        const running = known.get(key);
        const mine = running ?? evaluateOnce(key, changes, order, signal);
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
