import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bodyOf, LONGEST_BODY } from '../../src/publication/body.ts';
import { closes, messageOf, quiet, titleOf } from '../../src/publication/words.ts';
import type { RepairTask } from '../../src/task/task.ts';
import { hostile } from '../report/hostile.ts';
import { hostileReport } from '../report/hostile-report.ts';
import { sample } from '../report/sample.ts';

const task = (title: string): RepairTask => ({
  aim: 'repair',
  key: 'issue-5',
  base: { branch: 'main', sha: undefined },
  goal: title,
  issue: 5,
  pull: undefined,
  title,
  run: undefined,
  red: undefined,
});

const REFERENCE = /@\w|#\d|GH-\d|https?:|\[skip|\[ci|`|</i;

describe("a stranger's title", () => {
  test.each([
    ['crash [skip ci] @octo', 'crash skip ci octo'],
    ['fixes #12 and GH-13', 'fixes 12 and GH 13'],
    ['see https://evil.example/x now', 'see now'],
    ['a\nSigned-off-by: me', 'a Signed-off-by: me'],
  ])('%j becomes %j', (title, words) => {
    expect(quiet(title, 80)).toBe(words);
  });

  test('whatever it is, mentions, closes and skips nothing, and stays on its line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), hostile), (title) => {
        const report = { ...sample, task: { ...sample.task, goal: 'the queue' } };
        const subject = titleOf(task(title), report).replace(/^Fix #5/, '');
        expect(subject).not.toMatch(REFERENCE);
        expect(subject).not.toContain('\n');
        const [first = '', second] = messageOf(task(title), report).split('\n');
        expect(first.replace(/^Fix #5/, '')).not.toMatch(REFERENCE);
        expect(second).toBe('');
      }),
    );
  });
});

describe('the body of a pull request', () => {
  const links = {
    branch: 'orps/issue-5',
    run: 'http://localhost/run',
    startsCi: false,
    hasCheck: true,
    isHearsay: false,
  };

  test('closes its own issue and nothing that a stranger names', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const body = bodyOf(task('x'), report, links);
        const closing = /\b(close[sd]?|fix(e[sd])?|resolve[sd]?):?\s+(\S*#\d+|GH-\d+|https?:\S+)/gi;
        const own = closes(report) ? ['Fixes #5'] : [];
        expect([...body.matchAll(closing)].map(([words]) => words)).toEqual(own);
      }),
      { numRuns: 50 },
    );
  });

  test('stays below what GitHub takes, however long the parts are', () => {
    const report = sample;
    const best = report.best && { ...report.best, patch: `+${'x'.repeat(200_000)}\n` };
    const long = { ...report, best, reason: 'y '.repeat(100_000) };
    expect(bodyOf(task('x'), long, links).length).toBeLessThanOrEqual(LONGEST_BODY);
    const closing = report.best && { ...report.best, patch: '+fixes #1\n'.repeat(6_200) };
    const body = bodyOf(task('x'), { ...report, best: closing }, links);
    expect(body.length).toBeLessThanOrEqual(LONGEST_BODY);
  });
});
