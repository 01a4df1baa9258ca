import { describe, expect, test } from '@jest/globals';
import { isConfirmed, isPromising } from '../../src/performance/gain.ts';
import type { ComparedWorkload } from '../../src/report/comparison/comparison.ts';
import { feedback, scored } from '../search/fakes.ts';

type Verdicts = Readonly<Record<string, 'faster' | 'slower' | 'no-difference' | 'inconclusive'>>;

const judged = (verdict: Verdicts[string]) => ({
  judgement: { verdict, change: null, p: null, visible: null, noise: null, why: '' },
});

/** A measurement with these verdicts on the whole, and on single tests. */
const measurement = (whole: Verdicts, parts: readonly Verdicts[string][] = []) =>
  ({
    broken: [],
    comparable: true,
    kept: [],
    whole: Object.entries(whole).map(([name, verdict]) => ({ name, ...judged(verdict) })),
    parts: parts.map(judged),
  }) as unknown as ComparedWorkload;

describe('a gain is confirmed', () => {
  test.each<[string, ComparedWorkload]>([
    ['by time', measurement({ cpu: 'faster', wall: 'inconclusive' })],
    ['by instructions', measurement({ instructions: 'faster', cpu: 'no-difference' })],
    ['by a single test', measurement({ cpu: 'no-difference' }, ['no-difference', 'faster'])],
    ['though it costs memory', measurement({ cpu: 'faster', 'peak-memory': 'slower' })],
  ])('%s', (_, given) => expect(isConfirmed(given)).toBe(true));
});

describe('a gain is not confirmed', () => {
  test.each<[string, ComparedWorkload]>([
    ['by nothing that changed', measurement({ cpu: 'no-difference', wall: 'inconclusive' })],
    ['by less memory alone', measurement({ cpu: 'no-difference', 'peak-memory': 'faster' })],
    ['where a test is slower', measurement({ cpu: 'faster' }, ['faster', 'slower'])],
    ['where instructions speak against it', measurement({ cpu: 'faster', instructions: 'slower' })],
    ['where a side was broken', { ...measurement({ cpu: 'faster' }), broken: [{} as never] }],
    [
      'where only its runs keep files for later ones',
      { ...measurement({ cpu: 'faster' }), kept: ['.cache/parsed.json'] },
    ],
    ['where nobody can tell what its runs keep', { ...measurement({ cpu: 'faster' }), kept: null }],
    ['where other tests ran', { ...measurement({ cpu: 'faster' }), comparable: false }],
  ])('%s', (_, given) => expect(isConfirmed(given)).toBe(false));
});

test('only what every test agrees with, and what seems to take less, is measured again', () => {
  const profile = { wall: 1, cpu: 1, peakRss: 1, pageFaults: 1 };
  const promises = (verdict: 'plausible' | 'broke', ratios: object | null) =>
    isPromising(
      scored(0, { feedback: feedback(verdict, { profile: ratios && { ...profile, ...ratios } }) }),
    );
  expect(promises('plausible', { instructions: 0.99 })).toBe(true);
  expect(promises('plausible', { cpu: 0.9 })).toBe(true);
  expect(promises('broke', { cpu: 0.5 })).toBe(false);
  expect(promises('plausible', { cpu: 0.99 })).toBe(false);
  expect(promises('plausible', { instructions: 1.1 })).toBe(false);
  expect(promises('plausible', null)).toBe(false);
});
