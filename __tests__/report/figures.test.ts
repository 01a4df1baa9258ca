import { expect, test } from '@jest/globals';
import { bars } from '../../src/report/comparison/bars.ts';
import type { ComparedPart } from '../../src/report/comparison/comparison.ts';
import { change, interval, signed } from '../../src/report/comparison/figures.ts';

const plainly = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a change is a percentage with its sign, and many times as much is said as that', () => {
  const shares = [0.123, -0.34, 8.9, 259, -0.5, 0.00034, 0];
  expect(shares.map(signed).map(plainly)).toEqual([
    '+12 %',
    '−34 %',
    '+890 %',
    '×260',
    '−50 %',
    '+0.034 %',
    '+0 %',
  ]);
});

test('what is left of almost nothing is not nothing', () => {
  const shares = [-0.99, -0.9963, -0.99963, -0.9999999, -1];
  expect(shares.map(signed).map(plainly)).toEqual([
    '−99 %',
    '−99.63 %',
    '−99.963 %',
    '−99.999990 %',
    '−100 %',
  ]);
});

test('an interval says its unit once, where both ends have the same', () => {
  expect(plainly(interval(0.1, 0.14))).toBe('+10 to +14 %');
  expect(plainly(interval(8, 11))).toBe('+800 % to ×12');
  expect(plainly(interval(11, 12))).toBe('×12 to ×13');
});

test('an interval of too few pairs is shown with its level, that of one pair not at all', () => {
  const shown = (level?: number): string =>
    plainly(
      change({
        ...{ base: 100, head: 112 },
        judgement: {
          ...{ verdict: 'inconclusive', p: 1, visible: null, noise: null },
          why: '5 pairs are too few to tell',
          change: { centre: 0.12, low: 0.1, high: 0.14, ...(level !== undefined && { level }) },
        },
      }),
    );
  expect(shown()).toBe('+12 % (+10 to +14 %)');
  expect(shown(1 - 1 / 16)).toBe('+12 % (at 93 %: +10 to +14 %)');
  expect(shown(0)).toBe('+12 %');
});

test('bars are drawn for changes of any size', () => {
  const part = (centre: number): ComparedPart => ({
    ...{ id: 'a', name: 'a', file: null, unit: 'ms', source: 'runner', better: 'lower' },
    ...{ base: 1, head: 2 },
    judgement: {
      ...{ verdict: 'slower', p: 0, visible: null, noise: null, why: '' },
      change: { centre, low: centre, high: centre },
    },
  });
  const lines = bars([part(1e308), part(1e300), part(0.02)]).split('\n');
  expect(lines.map((line) => [...line].filter((cell) => cell === '█').length)).toEqual([24, 1, 1]);
});
