import { expect, test } from '@jest/globals';
import type { Baseline } from '../../src/evaluation/baseline.ts';
import type { TestCase, TestRun, TestRunner } from '../../src/ports.ts';
import { tryTests } from '../../src/reproduction/trial.ts';
import { smallRepository } from '../workspace/repository.ts';

const NEW = 'test/new.test.js';
const USAGE = { wallMs: 1, cpuMs: 1, peakRssBytes: 1, minorFaults: 1, majorFaults: 0 };

const caseOf = (file: string, status: TestCase['status']): TestCase => ({
  id: `${file}::it`,
  name: 'it',
  file,
  status,
  durationMs: 1,
});

const run = (...cases: readonly TestCase[]): TestRun => ({
  kind: 'reported',
  cases,
  output: '',
  usage: USAGE,
});

const OLD = caseOf('test/old.test.js', 'passed');
const BASE: Baseline = {
  suite: run(OLD),
  target: run(OLD),
  failToPass: [],
  passToPass: [OLD],
  flaky: [],
  tolerated: [],
};

/** Tries the new test with a runner that says `verdicts`, one a run. */
async function trial(verdicts: readonly TestRun[]) {
  await using repository = await smallRepository();
  await using workspaces = await repository.open();
  const tests = new Map([[NEW, 'it();\n']]);
  const extended = await workspaces.including(tests);
  let runs = 0;
  const runner: TestRunner = {
    kind: 'node',
    commandLine: 'node --test',
    prepare: async () => undefined,
    run: async () => verdicts[Math.min(runs++, verdicts.length - 1)] ?? run(),
    trace: async () => ({ rows: [] }),
  };
  const limits = { suiteMs: 60_000, testMs: 5_000 };
  const refuse = async () => undefined;
  const options = { workspaces: extended.workspaces, runner, base: BASE, limits, refuse };
  return await tryTests(tests, options, new AbortController().signal);
}

const FAILS = caseOf(NEW, 'failed');

test('a test that fails every time, and alone, shows the defect', async () => {
  const result = await trial([run(FAILS), run(OLD, FAILS)]);
  expect(result).toMatchObject({
    kind: 'shown',
    baseline: { failToPass: [{ id: FAILS.id }], passToPass: [{ id: OLD.id }] },
  });
});

test('a test that fails only sometimes shows nothing', async () => {
  const flips = run(OLD, caseOf(NEW, 'passed'));
  expect(await trial([run(FAILS), run(OLD, FAILS), run(FAILS), flips])).toMatchObject({
    kind: 'not-shown',
    why: 'It fails only sometimes.',
  });
});

test.each([
  ['fail', [caseOf('test/old.test.js', 'failed')]],
  ['vanish', []],
])('a test that makes others %s shows nothing', async (_, others) => {
  expect(await trial([run(FAILS), run(...others, FAILS)])).toMatchObject({
    kind: 'not-shown',
    why: 'With it other tests fail.',
    failures: [{ id: OLD.id }],
  });
});
