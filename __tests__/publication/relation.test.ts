import { expect, test } from '@jest/globals';
import { isAboutTask } from '../../src/publication/relation.ts';
import type { Report } from '../../src/report/report.ts';
import { sample } from '../report/sample.ts';

const about = (goal: string, more: Partial<Report> = {}): boolean =>
  isAboutTask({ ...sample, task: { ...sample.task, goal }, ...more });

test.each([
  'A queue runs more than it should',
  'Tasks of value 0 are lost',
  'maxConcurrency is off by one',
  'It drains, but `settle()` is never called',
])('%j may be about what was repaired', (goal) => expect(about(goal)).toBe(true));

test.each([
  'Dates before 1970 print as NaN',
  'The test fails with an error, fix this file please',
  'src/index.js throws undefined',
  '',
])('%j shares no word with what was repaired', (goal) => expect(about(goal)).toBe(false));

test('a test that was written from its words is about it', () => {
  const reproduction = { tests: ['a.test.js'], critique: null, score: null, attempts: [] };
  expect(about('Dates before 1970 print as NaN', { reproduction })).toBe(true);
});
