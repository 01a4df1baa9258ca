import { expect, test } from '@jest/globals';
import { headline } from '../../src/report/headline.ts';
import type { Report } from '../../src/report/report.ts';
import { namedOf } from './named.ts';
import { sample } from './sample.ts';

const best = sample.best;
if (best === null) throw new Error('The sample has a repair.');

const lost: Report = {
  ...sample,
  status: 'unresolved',
  best: { ...best, failToPass: { passed: 1, total: 2 }, verification: { runs: 0, passed: 0 } },
};
const forSpeed = { ...sample.task, aim: 'performance' as const };
const quicker = {
  ...{ verdict: 'faster' as const, change: { centre: -0.18, low: -0.2, high: -0.16 }, why: '' },
  ...{ p: 0.0001, visible: null, noise: 0.01 },
};
const confirmed = {
  ...{ kind: 'tests' as const, command: 'npm test', verdict: 'faster' as const, broken: [] },
  ...{ build: null, omitted: null, files: null },
  ...{ comparable: true, parts: [], kept: [], keptTotal: 0, keptUntold: null, notes: [] },
  whole: [
    {
      ...{
        name: 'cpu' as const,
        unit: 'ms' as const,
        source: 'kernel' as const,
        base: 100,
        head: 82,
      },
      judgement: quicker,
    },
  ],
  named: namedOf(),
  pairs: { done: 10, dropped: 0, cut: null, turns: 1, pinned: false },
  counting: { source: null, missing: '' },
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
  [
    'Faster: CPU time −18 % (99 % interval −20 to −16 %), with all 148 tests passing as before, in 3 of 3 clean runs.',
    { ...sample, status: 'faster', task: forSpeed, best: { ...best, measurement: confirmed } },
  ],
  [
    'Faster: CPU time −18 % (99 % interval −20 to −16 %), with its one test passing as before, in 3 of 3 clean runs.',
    {
      ...{ ...sample, status: 'faster', task: forSpeed },
      best: { ...best, measurement: confirmed, passToPass: one },
    },
  ],
  [
    'Not faster: no patch was confirmed to take less with every test passing.',
    { ...lost, task: forSpeed },
  ],
  [
    'Nothing was tried: no test passes here.',
    { ...sample, status: 'nothing-to-do', task: forSpeed },
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
  expect(headline(report).replaceAll('\u00a0', ' ')).toBe(words.replaceAll('\u00a0', ' '));
});
