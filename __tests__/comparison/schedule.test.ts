import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { needsMore, orders } from '../../src/comparison/schedule.ts';

test('the order of pairs is random, and each side comes first as often as the other', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (numbers) => {
      const random = () => numbers.next().value ?? 0;
      const twenty = orders(20, random);
      expect(twenty).toHaveLength(20);
      expect(twenty.filter((order) => order === 'base-first')).toHaveLength(10);
    }),
  );
  expect(orders(4, () => 0)).toEqual(['base-first', 'head-first', 'base-first', 'head-first']);
  expect(orders(3, () => 0.9)).toEqual(['head-first', 'base-first', 'head-first']);
});

test('ten pairs become twenty for many tests or a wide interval, whatever the difference', () => {
  expect(needsMore({ tests: 5, halfWidth: 0.005 })).toBe(false);
  expect(needsMore({ tests: 6, halfWidth: 0.005 })).toBe(true);
  expect(needsMore({ tests: 1, halfWidth: 0.02 })).toBe(true);
});
