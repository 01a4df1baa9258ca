import { ModelUnavailable } from '../errors.ts';
import type { Journal, Model } from '../ports.ts';
import { callKey, replySchema } from './journaled.ts';

/** Answers from the journal of another run, at no cost; a question that it did not ask ends the search. */
export function createReplayModel(file: string, journal: Pick<Journal, 'recall'>): Model {
  return {
    name: `replay:${file}`,
    async complete(request) {
      const kept = replySchema.safeParse(journal.recall(callKey(request.key)));
      if (kept.success) return { ...kept.data, costUsd: 0 };
      throw new ModelUnavailable(
        `${file} holds no answer to the call ${request.key}.`,
        'Replay a journal of the same repository, commit and settings (--samples, --beam, --rounds, --seed), or use a model.',
      );
    },
  };
}
