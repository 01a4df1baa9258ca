import { expect, test } from '@jest/globals';
import { affectedTests } from '../../src/evaluation/affected-tests.ts';
import type { Baseline } from '../../src/evaluation/baseline.ts';
import { evaluateStages } from '../../src/evaluation/stages.ts';
import type {
  Selection,
  TestCase,
  TestRun,
  TestRunner,
  Workspace,
  Workspaces,
} from '../../src/ports.ts';

const CONTENTS: Readonly<Record<string, string>> = {
  'src/price.js': 'export const price = 1;\n',
  'src/cart.js': "import { price } from './price.js';\n",
  'src/shop.js': "import { cart } from './cart.js';\n",
  'test/price.test.js': "import { price } from '../src/price.js';\n",
  'test/cart.test.js': "import { cart } from '../src/cart.js';\n",
  'test/shop.test.js': "import { shop } from '../src/shop.js';\n",
  'test/mail.test.js': '',
  'test/user.test.js': '',
  'test/zone.test.js': '',
};
const one = (file: string, status: TestCase['status'] = 'passed'): TestCase => ({
  ...{ id: `${file}::t`, name: 't', file, status, durationMs: 1 },
});
const TESTS = Object.keys(CONTENTS).filter((file) => file.startsWith('test/'));
const affected = affectedTests({
  files: async () => Object.keys(CONTENTS),
  read: async (path) => CONTENTS[path],
});
const CHANGES = new Map([['src/price.js', 'export const price = 2;\n']]);

test('affected are the tests that import a changed file, directly or through one other', async () => {
  expect(
    await affected(
      CHANGES,
      TESTS.map((file) => one(file)),
    ),
  ).toEqual(['test/price.test.js', 'test/cart.test.js']);
});

/** A suite that takes its time; `broken` fails with every patch. */
async function selectionsOf(wallMs: number, broken: string | undefined, brokenAlone = false) {
  const usage = { wallMs, cpuMs: null, peakRssBytes: null, minorFaults: null, majorFaults: null };
  const failing = one('test/mail.test.js', 'failed');
  const cases = TESTS.map((file) => (file === failing.file ? failing : one(file)));
  const suite: TestRun = { kind: 'reported', cases, output: '', usage };
  const baseline: Baseline = {
    ...{ suite, target: suite, failToPass: [failing], flaky: [], tolerated: [] },
    passToPass: cases.filter(({ status }) => status === 'passed'),
  };
  const asked: Selection[] = [];
  const runner: Pick<TestRunner, 'prepare' | 'run'> = {
    prepare: async () => undefined,
    run: async (_workspace, selection) => {
      asked.push(selection);
      const files =
        selection.kind === 'files'
          ? selection.files
          : selection.kind === 'tests'
            ? selection.tests.map(({ file }) => file)
            : TESTS;
      return {
        ...suite,
        cases: TESTS.filter((file) => files.includes(file)).map((file) =>
          one(file, file === broken ? 'failed' : 'passed'),
        ),
      };
    },
  };
  const workspace = { [Symbol.asyncDispose]: async () => undefined } as unknown as Workspace;
  const feedback = await evaluateStages(
    {
      workspaces: { open: async () => workspace } as unknown as Workspaces,
      runner: runner as TestRunner,
      baseline,
      limits: { target: { runMs: 1 }, suite: { runMs: 1 } },
      objectTo: async () => undefined,
      affectedTests: affected,
      runOnBase: async () => ({
        ...suite,
        cases: TESTS.map((file) => one(file, brokenAlone && file === broken ? 'failed' : 'passed')),
      }),
      statics: async () => null,
      profile: () => ({ wall: 1, cpu: 1, peakRss: 1, pageFaults: 1 }),
    },
    CHANGES,
    (work) => work(),
    new AbortController().signal,
  );
  return { verdict: feedback.verdict, kinds: asked.map(({ kind }) => kind), asked };
}

test('in a slow suite the affected tests run first, and what breaks there ends the candidate', async () => {
  const { verdict, kinds, asked } = await selectionsOf(60_000, 'test/price.test.js');
  expect(verdict).toBe('broke');
  // The failing test, the affected files, and what broke once more alone; never the whole suite.
  expect(kinds).toEqual(['tests', 'files', 'tests']);
  expect(asked[1]).toEqual({
    kind: 'files',
    files: ['test/mail.test.js', 'test/price.test.js', 'test/cart.test.js'],
  });
});

test('a test that needs the others to pass, on the base as well, does not end a candidate', async () => {
  const { kinds } = await selectionsOf(60_000, 'test/price.test.js', true);
  expect(kinds).toEqual(['tests', 'files', 'tests', 'all', 'tests']);
});

test('what nobody counts as affected is found by the whole suite all the same', async () => {
  const { verdict, kinds } = await selectionsOf(60_000, 'test/user.test.js');
  expect(verdict).toBe('broke');
  expect(kinds).toEqual(['tests', 'files', 'all', 'tests']);
});

test('a quick suite runs as a whole at once', async () => {
  const { kinds } = await selectionsOf(500, undefined);
  expect(kinds).toEqual(['tests', 'all']);
});
