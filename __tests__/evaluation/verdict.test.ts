import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRepaired, objectionsIn } from '../../src/evaluation/verdict.ts';
import { BUILD_CASE, FILE_CASE } from '../../src/measure/test-case.ts';
import type { TestCase, TestRun } from '../../src/ports.ts';

const usage = { wallMs: 1, cpuMs: 1, peakRssBytes: 1, minorFaults: 0, majorFaults: 0 };
const one = (name: string, status: TestCase['status'], file = 'a.test.js'): TestCase => ({
  id: `${file}::${name}`,
  name,
  file,
  status,
  durationMs: 1,
});
const run = (cases: readonly TestCase[], kind: TestRun['kind'] = 'reported'): TestRun => ({
  kind,
  cases,
  output: '',
  usage,
});
const nothing = { passToPass: [], failToPass: [], flaky: [], tolerated: [] };

test.each<[string, TestRun, boolean]>([
  ['passes', run([one('x', 'passed')]), true],
  ['fails', run([one('x', 'failed')]), false],
  ['is skipped', run([one('x', 'skipped')]), false],
  ['is gone', run([one('y', 'passed')]), false],
  ['passes in a run without a readable result', run([one('x', 'passed')], 'unreadable'), false],
])('a failing test that %s now is repaired, or not', (_, now, repaired) => {
  expect(isRepaired(one('x', 'failed'), now)).toBe(repaired);
});

test.each<[string, TestRun, boolean]>([
  ['its tests run and pass', run([one('x', 'passed'), one('y', 'skipped')]), true],
  ['one of its tests fails', run([one('x', 'passed'), one('y', 'failed')]), false],
  ['only tests of other files run', run([one('x', 'passed', 'b.test.js')]), false],
  ['all its tests are skipped', run([one('x', 'skipped')]), false],
  ['its run did not end', run([one('x', 'passed')], 'timed-out'), false],
])('a file that did not load is repaired, or not, when %s', (_, now, repaired) => {
  expect(isRepaired(one(FILE_CASE, 'failed'), now)).toBe(repaired);
});

test('of a file that declares tests only its tests can speak', () => {
  const file = { ...one(FILE_CASE, 'failed'), declaresTests: true as const };
  expect(isRepaired(file, run([one(FILE_CASE, 'passed')]))).toBe(false);
  expect(isRepaired(file, run([one(FILE_CASE, 'passed'), one('x', 'passed')]))).toBe(true);
  expect(isRepaired(one(FILE_CASE, 'failed'), run([one(FILE_CASE, 'passed')]))).toBe(true);
});

test('a failed build is repaired when tests run and none fails', () => {
  const build = { ...one(BUILD_CASE, 'failed'), id: BUILD_CASE };
  expect(isRepaired(build, run([one('x', 'passed')]))).toBe(true);
  expect(isRepaired(build, run([one('x', 'passed'), one('y', 'failed')]))).toBe(false);
  expect(isRepaired(build, run([], 'build-failed'))).toBe(false);
});

test.each<[string, readonly TestCase[]]>([
  ['fails', [one('x', 'failed')]],
  ['is skipped', [one('x', 'skipped')]],
  ['is gone', []],
])('a test that passed on the base and %s now is broken', (_, cases) => {
  const { broken } = objectionsIn(run(cases), { ...nothing, passToPass: [one('x', 'passed')] });
  expect(broken).toMatchObject([{ id: 'a.test.js::x', status: 'failed' }]);
});

test('a failure that the base does not know speaks against a patch', () => {
  expect(objectionsIn(run([one('new', 'failed')]), nothing).unknown).toHaveLength(1);
});

test('failures in a file that never ran to its end on the base are the file’s own', () => {
  const within = (name: string, file: string): TestCase => ({ ...one(name, 'failed'), file });
  const base = { ...nothing, failToPass: [within(FILE_CASE, 'a.test.js')] };
  const now = run([within('late', 'a.test.js'), within('new', 'b.test.js')]);
  expect(objectionsIn(now, base).unknown.map(({ name }) => name)).toEqual(['new']);
});

test('flaky tests and failures that the task is not about do not count', () => {
  const base = { ...nothing, flaky: [one('f', 'failed')], tolerated: [one('t', 'failed')] };
  const objections = objectionsIn(run([one('f', 'failed'), one('t', 'failed')]), base);
  expect(objections).toEqual({ broken: [], unknown: [] });
});

test('nothing is objected to exactly when all that passed still passes and nothing new fails', () => {
  const status = fc.constantFrom<TestCase['status']>('passed', 'failed', 'skipped');
  fc.assert(
    fc.property(fc.array(fc.tuple(status, fc.option(status, { nil: undefined }))), (tests) => {
      const base = tests.map(([before], at) => one(`t${at}`, before));
      const now = tests.flatMap(([, after], at) => (after ? [one(`t${at}`, after)] : []));
      const known = {
        ...nothing,
        passToPass: base.filter((t) => t.status === 'passed'),
        failToPass: base.filter((t) => t.status === 'failed'),
      };
      const { broken, unknown } = objectionsIn(run(now), known);
      const wrong = tests.filter(
        ([before, after]) =>
          (before === 'passed' && after !== 'passed') ||
          (before === 'skipped' && after === 'failed'),
      );
      expect(broken.length + unknown.length).toBe(wrong.length);
    }),
  );
});
