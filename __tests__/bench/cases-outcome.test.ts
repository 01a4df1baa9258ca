import { expect, test } from '@jest/globals';
import { type Outcome, readOutcome } from '../../bench/cases-outcome.ts';
import type { Recipe } from '../../bench/cases-recipes.ts';
import { shortfall } from '../../bench/cases-suite.ts';

interface Row {
  readonly format: Recipe['report'];
  readonly text: string;
  readonly outcome: Outcome;
}

const rows: readonly Row[] = [
  {
    format: 'junit',
    text: `<testsuites><testsuite name="s"><testcase classname="c" name="a"/>
      <testcase classname="c" name="b"><failure message="x"/></testcase>
      <testcase classname="c" name="e"><error/></testcase>
      <testsuite name="t"><testcase name="d"><skipped/></testcase></testsuite>
      </testsuite></testsuites>`,
    outcome: {
      passed: ['s › c › a'],
      failed: ['s › c › b', 's › c › e'],
      skipped: ['s › t ›  › d'],
    },
  },
  {
    format: 'jest',
    text: JSON.stringify({
      testResults: [
        { name: 'x.js', status: 'failed', assertionResults: [] },
        {
          name: 'y.js',
          status: 'failed',
          assertionResults: [
            { fullName: 'a', status: 'passed' },
            { fullName: 'b', status: 'failed' },
            { fullName: 'c', status: 'pending' },
          ],
        },
      ],
    }),
    outcome: { passed: ['y.js › a'], failed: ['x.js', 'y.js › b'], skipped: ['y.js › c'] },
  },
  {
    format: 'tap',
    text: 'TAP version 13\n# group\nok 1 same\nok 2 same\nnot ok 3 - other\nok 4 idle # SKIP',
    outcome: {
      passed: ['group › same', 'group › same (2)'],
      failed: ['group › other'],
      skipped: ['group › idle # SKIP'],
    },
  },
  {
    format: 'jasmine',
    text: 'Failures:\n1) parser reads\n  Message:\nPending:\n1) parser writes\n4 specs, 1 failure, 1 pending spec',
    outcome: { passed: ['spec', 'spec (2)'], failed: ['parser reads'], skipped: ['pending'] },
  },
  {
    format: 'go',
    text: '{"Action":"pass","Package":"p","Test":"TestA"}\n{"Action":"fail","Package":"p","Test":"TestB"}\n{"Action":"fail","Package":"p"}',
    outcome: { passed: ['p › TestA'], failed: ['p › TestB'], skipped: [] },
  },
  {
    format: 'go',
    text: '{"Action":"output","Package":"p"}\n{"Action":"fail","Package":"p"}',
    outcome: { passed: [], failed: ['p'], skipped: [] },
  },
];

test.each(rows)('a $format report is read test by test', ({ format, text, outcome }) => {
  expect(readOutcome(format, text)).toEqual(outcome);
});

test('a report of another shape is no outcome', () => {
  expect(() => readOutcome('jest', '{"ok":true}')).toThrow();
  expect(() => readOutcome('jasmine', 'segmentation fault')).toThrow(SyntaxError);
});

test('a run falls short by what passes with the real fix and not in it', () => {
  const good: Outcome = { passed: ['a', 'b', 'c'], failed: ['dirty'], skipped: [] };
  const run: Outcome = { passed: ['a', 'dirty', 'new'], failed: ['b'], skipped: ['c'] };
  expect(shortfall(run, good)).toEqual(['b', 'c']);
});
