import { expect, test } from '@jest/globals';
import { timing, toReadings } from '../../src/benchmarks/readings.ts';

test('ids are file and name, a second quantity has its unit behind it, and twins are counted', () => {
  const memory = { name: 'sum', file: 'a', value: 0, unit: 'B/op', better: 'lower' } as const;
  const findings = [
    timing('sum', 'a', 1),
    memory,
    timing('sum', 'a', 2),
    timing('sum', undefined, 3),
  ];
  expect(toReadings(findings).map(({ id }) => id)).toEqual([
    'a::sum',
    'a::sum [B/op]',
    'a::sum (2)',
    'sum',
  ]);
});

test('an id is taken once, whatever benchmarks are called', () => {
  const findings = ['a (2)', 'a', 'a', 'a', 'a (2)'].map((name) => timing(name, undefined, 1));
  expect(toReadings(findings).map(({ id }) => id)).toEqual([
    'a (2)',
    'a',
    'a (3)',
    'a (4)',
    'a (2) (2)',
  ]);
});

test('names and files are made printable and cut, as those of tests are', () => {
  const evil = `\u001b[31mred\u001b[0m\nnext\u0007${'x'.repeat(10_000)}`;
  const [reading] = toReadings([timing(evil, evil, 1)]);
  expect(reading?.name).toHaveLength(2_000);
  expect(reading?.name).toMatch(/^red next x+$/);
  expect(reading?.file).toBe(reading?.name);
});

test('what is no quantity is no reading, and nothing at all is still one of memory', () => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0];
  const findings = values.map((value, at) => timing(String(at), undefined, value));
  expect(toReadings(findings)).toEqual([
    { id: '3', name: '3', value: 0, unit: 'ns/op', better: 'lower' },
  ]);
});

test('a report of millions of benchmarks gives ten thousand', () => {
  const findings = Array.from({ length: 20_000 }, (_, at) => timing(`b${at}`, undefined, 1));
  expect(toReadings(findings)).toHaveLength(10_000);
});
