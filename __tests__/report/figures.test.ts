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

test.each<[low: number, high: number, shown: string]>([
  [-0.991, -0.98, '−99.10 to −98.00 %'],
  [-0.9996, 3, '−99.960 to +300.000 %'],
  [0.095, 0.12, '+9.5 to +12.0 %'],
  [-0.012, 0.12, '−1.2 to +12.0 %'],
  [0.0005, 0.0034, '+0.05 to +0.34 %'],
  [0.0005, 0.12, '+0.1 to +12.0 %'],
  [0, 0.024, '+0.0 to +2.4 %'],
  [0, 0, '+0 to +0 %'],
  [0.000001, 0.024, '< 0.001 to +2.4 %'],
])('both ends of an interval have equally many decimals: %d, %d', (low, high, shown) => {
  expect(plainly(interval(low, high))).toBe(shown);
});

test('a change has as many decimals as its interval', () => {
  const of = (centre: number, low: number, high: number): string =>
    plainly(
      change({
        ...{ base: 100, head: 1 },
        judgement: {
          ...{ verdict: 'faster', p: 0, visible: null, noise: null, why: '' },
          change: { centre, low, high },
        },
      }),
    );
  expect(of(-0.99, -0.991, -0.98)).toBe('−99.00 % (−99.10 to −98.00 %)');
  expect(of(0.12, 0.095, 0.14)).toBe('+12.0 % (+9.5 to +14.0 %)');
  expect(of(11, 8, 12)).toBe('×12 (+800 % to ×13)');
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
