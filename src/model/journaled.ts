import * as z from 'zod';
import type { Journal, Model, ModelReply } from '../ports.ts';
import type { Budget } from '../search/budget.ts';

/** A reply as the journal keeps it. */
export const replySchema = z.object({
  text: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: z.number().nullable(),
  durationMs: z.number(),
}) satisfies z.ZodType<ModelReply>;

/** The journal's key of a model call. */
export const callKey = (requestKey: string): string => `call:${requestKey}`;

/**
 * Never asks the same thing twice: an answer that an earlier life of this run
 * received comes from the journal. It was paid for, so it counts in the budget.
 */
export function journaled(
  model: Model,
  journal: Journal,
  budget: Budget,
  onCached: () => void,
): Model {
  return {
    name: model.name,
    async complete(request, signal) {
      const kept = replySchema.safeParse(journal.recall(callKey(request.key)));
      if (kept.success) {
        budget.charge(kept.data);
        onCached();
        return kept.data;
      }
      const reply = await model.complete(request, signal);
      await journal.record(callKey(request.key), reply);
      return reply;
    },
  };
}
