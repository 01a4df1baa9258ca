import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseReview } from '../../src/search/verdict-reply.ts';

test.each([
  ['CRITIQUE: good.\nSCORE: 4\nFINISHED: no', 4, false],
  ['Critique: fine.\n\n**Score:** 5/5\n**Finished:** yes', 5, true],
  ['{"critique": "ok", "score": 3, "finished": false}', 3, false],
  ['Score = 2.5', 2.5, false],
  ['A score: 1 would be harsh.\nSCORE: 4', 4, false],
  ['<think>score: 1</think>SCORE: 3\nFINISHED: Yes', 3, true],
])('%j is read', (reply, processReward, finished) => {
  expect(parseReview(reply)).toMatchObject({ processReward, finished });
});

test('the critique is what was said beside the score', () => {
  expect(parseReview('CRITIQUE: The bound is right now.\nSCORE: 4\nFINISHED: no')?.critique).toBe(
    'The bound is right now.',
  );
});

test.each([[''], ['Looks good to me!'], ['SCORE: high'], ['score: 9'], ['FINISHED: yes']])(
  '%j holds no score',
  (reply) => {
    expect(parseReview(reply)).toBeUndefined();
  },
);

test('a score is always between 1 and 5', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, number) => {
      const review = parseReview(`${before} SCORE: ${number}`);
      if (!review) return;
      expect(review.processReward).toBeGreaterThanOrEqual(1);
      expect(review.processReward).toBeLessThanOrEqual(5);
    }),
  );
});
