import pLimit from 'p-limit';
import { estimateTokenCount } from 'tokenx';
import type { Model, ModelReply } from '../ports.ts';
import type { Budget } from '../search/budget.ts';
import type { Price } from './prices.ts';

/** Estimates of tokens are within about 10 %; the reservation must not be too small. */
const CAUTION = 1.2;

/** Never more than `concurrency` calls at once, each reserved before and charged before its reply is read. */
export function accounted(model: Model, budget: Budget, price: Price, concurrency: number): Model {
  const limit = pLimit(concurrency);
  return {
    name: model.name,
    complete: (request, signal) =>
      limit(async () => {
        signal.throwIfAborted();
        const prompt = request.messages.map((message) => message.content).join('\n');
        const inputTokens = Math.ceil(estimateTokenCount(prompt) * CAUTION);
        const estimate = {
          tokens: inputTokens + request.maxOutputTokens,
          costUsd: price(inputTokens, request.maxOutputTokens),
        };
        await budget.reserve(estimate);
        let reply: ModelReply | undefined;
        try {
          reply = await model.complete(request, signal);
          return reply;
        } finally {
          budget.settle(estimate, reply);
        }
      }),
  };
}
