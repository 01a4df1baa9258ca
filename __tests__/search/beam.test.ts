import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rank, selectBeam } from '../../src/search/beam.ts';
import { changes, failed, feedback, review, scored } from './fakes.ts';

const WEIGHTS = { alpha: 0.5, beta: 0.5, agreement: null };
const ids = (candidates: readonly { readonly id: string }[]) => candidates.map(({ id }) => id);

test('the beam keeps the K best open nodes of the round', () => {
  const round = [
    scored(0, { review: review(2) }),
    scored(1, { review: review(5) }),
    scored(2, { review: review(4) }),
  ];
  expect(ids(selectBeam(round, 2, WEIGHTS))).toEqual(['0.1', '0.2']);
});

test('finished and failed nodes are not in the beam', () => {
  const finished = scored(0, { feedback: feedback('plausible'), review: review(5, true) });
  expect(ids(selectBeam([finished, failed(1), scored(2)], 3, WEIGHTS))).toEqual(['0.2']);
});

test('of equal patches only the first is expanded', () => {
  const same = { proposal: { reasoning: '', changes: changes('same') } };
  expect(ids(selectBeam([scored(0, same), scored(1, same), scored(2)], 3, WEIGHTS))).toEqual([
    '0.0',
    '0.2',
  ]);
});

test('selection does not depend on the order in which candidates came back', () => {
  const round = Array.from({ length: 12 }, (_, order) =>
    scored(order, { review: review(1 + (order % 4)) }),
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(round, { minLength: 12 }), (shuffled) => {
      expect(ids(selectBeam(shuffled, 4, WEIGHTS))).toEqual(ids(selectBeam(round, 4, WEIGHTS)));
      expect(ids(rank(shuffled, WEIGHTS))).toEqual(ids(rank(round, WEIGHTS)));
    }),
  );
});

const unchanged = { wall: 1, cpu: 1, peakRss: 1, pageFaults: 1 };

test.each([
  [
    'more success beats a faster profile',
    { success: 1 },
    { success: 0.9, profile: { ...unchanged, cpu: 0.1 } },
  ],
  [
    'less CPU time beats a higher step score',
    { success: 1, profile: { ...unchanged, cpu: 0.5 } },
    { success: 1, profile: unchanged },
  ],
])('the final choice: %s', (_, better, worse) => {
  const a = scored(1, { feedback: feedback('plausible', better), review: review(1) });
  const b = scored(0, { feedback: feedback('plausible', worse), review: review(5) });
  expect(rank([b, a], WEIGHTS)[0]).toBe(a);
});

test('the final choice: at equal scores the smaller patch', () => {
  const long = scored(0, { proposal: { reasoning: '', changes: changes('x'.repeat(99)) } });
  const short = scored(1, { proposal: { reasoning: '', changes: changes('x') } });
  expect(rank([long, short], WEIGHTS)[0]).toBe(short);
});

test('further steps that repair no more do not improve on an incomplete repair', () => {
  const partly = { feedback: feedback('failing', { success: 0.75 }) };
  const first = scored(0, { ...partly, review: review(2) });
  const idle = scored(1, { ...partly, review: review(3), round: 1 });
  expect(rank([idle, first], WEIGHTS)[0]).toBe(first);
  const whole = { feedback: feedback('plausible') };
  const early = scored(0, { ...whole, review: review(3) });
  const later = scored(1, { ...whole, review: review(5), round: 1 });
  expect(rank([early, later], WEIGHTS)[0]).toBe(later);
});

test('what never ran is not in the ranking', () => {
  const { feedback: _, ...unrun } = failed(0);
  expect(rank([unrun, scored(1, { feedback: feedback('rejected') })], WEIGHTS)).toEqual([]);
});
