import { expect, test } from '@jest/globals';
import { coreOf, coresIn, isSerial } from '../../src/comparison/cores.ts';
import type { Side } from '../../src/comparison/side.ts';
import { quicker, turnsFor } from '../../src/comparison/turns.ts';

const usage = (over: object = {}) => ({
  ...{ wallMs: 100, cpuMs: 90, systemMs: 10, cpuTickMs: 1, peakRssBytes: 4096 },
  ...{ minorFaults: 5, majorFaults: 0, ...over },
});

test('a short command has up to three turns a pair, as far as twenty pairs stay within two minutes and what is left', () => {
  expect(turnsFor(1_000, 600_000)).toBe(3);
  expect(turnsFor(2_500, 600_000)).toBe(2);
  expect(turnsFor(10_000, 600_000)).toBe(1);
  expect(turnsFor(1_000, 45_000)).toBe(2);
  expect(turnsFor(1_000, 1)).toBe(1);
});

test('of several turns the least of each measure counts, what one lacks the other tells, and user and system time are of one run', () => {
  const one = {
    usage: usage({ cpuMs: 70, systemMs: 30, minorFaults: null }),
    values: [3, null, null],
  };
  const other = { usage: usage({ wallMs: 80, minorFaults: 7 }), values: [4, 9, null] };
  expect(quicker(one, other)).toEqual({
    usage: usage({ wallMs: 80, cpuMs: 70, systemMs: 30, minorFaults: 7 }),
    values: [3, 9, null],
  });
});

test('every two pairs share a core, and the cores take turns', () => {
  expect([0, 1, 2, 3, 4].map((place) => coreOf(place, [4, 7]))).toEqual([4, 4, 7, 7, 4]);
  expect(coreOf(3, [])).toBeUndefined();
});

test('cores are named as the kernel lists them', () => {
  expect(coresIn('0-2,5')).toEqual([0, 1, 2, 5]);
  expect(coresIn('3')).toEqual([3]);
  expect(coresIn('')).toEqual([]);
});

test('a command that keeps more than one core busy is not kept on one', () => {
  const side = (over: object) => ({ warmUp: { usage: usage(over) } }) as unknown as Side;
  expect(isSerial([side({}), side({ cpuMs: 140 })])).toBe(true);
  expect(isSerial([side({}), side({ cpuMs: 190 })])).toBe(false);
  expect(isSerial([side({ cpuMs: null })])).toBe(false);
});
