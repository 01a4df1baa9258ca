import type { ContextBuilder, Critic, Model } from '../ports.ts';
import type { AimWords } from './aims.ts';
import type { ReplyTally, Sampling } from './programmer.ts';
import { criticPrompt, repairPrompt } from './prompts.ts';
import { parseReview } from './verdict-reply.ts';

/** A critic should not vary: it is asked once, coolly. */
const TEMPERATURE = 0.2;

/** The language model as critic: K and ρ of a node, with one repair turn. */
export function createCritic(
  model: Model,
  context: ContextBuilder,
  sampling: Sampling,
  tally: ReplyTally,
  words: AimWords,
): Critic {
  return {
    async review(link, chain, signal) {
      const diff = await context.describeChanges(link.proposal.changes);
      const prompt = criticPrompt(words, await context.describe(), link, chain, diff);
      const key = `${link.id}/review`;
      const how = { ...sampling, temperature: Math.min(TEMPERATURE, sampling.temperature) };

      const first = (await model.complete({ key, messages: prompt, ...how }, signal)).text;
      const review = parseReview(first);
      if (review) return review;

      tally.unusable++;
      const again = repairPrompt(words, prompt, first, 'It holds no line with a score.', 'review');
      const second = await model.complete(
        { key: `${key}/repair`, messages: again, ...how },
        signal,
      );
      const repaired = parseReview(second.text);
      if (repaired) tally.repaired++;
      else tally.unusable++;
      return repaired ?? { refused: 'The critic gave no score, twice.' };
    },
  };
}
