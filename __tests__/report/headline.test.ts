import { expect, test } from '@jest/globals';
import { headline } from '../../src/report/headline.ts';
import type { Report } from '../../src/report/report.ts';
import { sample } from './sample.ts';

const best = sample.best;
if (best === null) throw new Error('The sample has a repair.');

const lost: Report = {
  ...sample,
  status: 'unresolved',
  best: { ...best, failToPass: { passed: 1, total: 2 }, verification: { runs: 0, passed: 0 } },
};
const one = { passed: 1, total: 1 };
const unsteady: Report = { ...lost, best: { ...best, verification: { runs: 3, passed: 2 } } };

test.each<readonly [string, Report]>([
  [
    'Fixed: 1 failing test now passes and the other still does, in 3 of 3 clean runs.',
    { ...sample, best: { ...best, failToPass: one, passToPass: one } },
  ],
  [
    'Improved, not fixed: 1 of 2 failing tests now pass and all 148 others still do.',
    { ...lost, status: 'improved' },
  ],
  ['Not fixed: no patch repaired both failing tests without breaking others.', lost],
  ['Not fixed: the best patch passed only 2 of 3 clean runs.', unsteady],
  [
    'Not fixed: the search ended before any patch was tried.',
    { ...lost, best: null, candidates: [] },
  ],
  [
    'Flaky, so no patch: 1 test both passed and failed on the same unchanged code.',
    { ...sample, status: 'flaky', best: null },
  ],
])('%s', (words, report) => {
  expect(headline(report)).toBe(words);
});
