import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { relativeProfile } from '../../src/measure/profile.ts';

const usage = (wallMs: number, cpuMs: number | null = null) => ({
  wallMs,
  cpuMs,
  peakRssBytes: null,
  minorFaults: 30,
  majorFaults: 10,
});

test.each([
  [20_000, 5_000, 4],
  [5_000, 20_000, 0.25],
  [10_800, 10_000, 1],
  [10_000, 10_800, 1],
  [10, 20, 1],
])('%d ms against %d ms counts as %d', (head, base, ratio) => {
  expect(relativeProfile(usage(head), usage(base)).wall).toBeCloseTo(ratio);
});

test('what one side did not measure is no ratio', () => {
  const profile = relativeProfile(usage(1, 5), usage(1));
  expect(profile.cpu).toBeNull();
  expect(profile.peakRss).toBeNull();
  expect(profile.pageFaults).toBe(1);
});

test('swapping head and base inverts every ratio', () => {
  const ms = fc.double({ min: 1, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(ms, ms, (one, other) => {
      const there = relativeProfile(usage(one), usage(other)).wall ?? 0;
      const back = relativeProfile(usage(other), usage(one)).wall ?? 0;
      expect(there * back).toBeCloseTo(1, 6);
    }),
  );
});
