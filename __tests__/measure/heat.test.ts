import { expect, test } from '@jest/globals';
import { fromRecord, toRecord } from '../../src/evaluation/spectrum-record.ts';
import { heatOf, hotLines } from '../../src/measure/heat.ts';

const counts = (...lines: readonly (readonly [number, number])[]) => new Map(lines);
const spectrum = {
  rows: [
    {
      failed: true,
      tests: 1,
      lines: new Map(),
      counts: new Map([['a.py', counts([3, 900], [4, 1])]]),
    },
    {
      failed: true,
      tests: 1,
      lines: new Map(),
      counts: new Map([
        ['a.py', counts([3, 99])],
        ['b.py', counts([1, 99])],
      ]),
    },
  ],
};

test('the hottest line is the one that runs most often, over all tests', () => {
  expect(hotLines(spectrum)).toEqual([
    { path: 'a.py', line: 3, runs: 999 },
    { path: 'b.py', line: 1, runs: 99 },
    { path: 'a.py', line: 4, runs: 1 },
  ]);
  expect(hotLines({ rows: [{ failed: true, tests: 1, lines: new Map() }] })).toEqual([]);
});

test('heat follows the logarithm of the runs, from 0 to 1', () => {
  const heat = heatOf(hotLines(spectrum));
  expect(heat.get('a.py')?.get(3)).toBe(1);
  expect(heat.get('b.py')?.get(1)).toBeCloseTo(2 / 3, 10);
  expect(heat.get('a.py')?.get(4)).toBeCloseTo(0.1, 2);
  expect(heatOf([]).size).toBe(0);
});

test('counts come back from the journal as they were', () => {
  expect(fromRecord(JSON.parse(JSON.stringify(toRecord(spectrum))))).toEqual(spectrum);
});
