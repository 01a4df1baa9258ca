import { BrokenEnvironment } from '../errors.ts';
import { FILE_CASE } from '../measure/test-case.ts';
import { declaresTests } from '../measure/test-file.ts';
import type { Selection, TestCase, TestLimits, TestRun, TestRunner, Workspaces } from '../ports.ts';
import { limitsFrom, type TimeLimits } from './limits.ts';
import { isRepaired } from './verdict.ts';

/** What fails, passes and flips on the base commit: the unit of every comparison. */
export interface Baseline {
  /** The verdicts of the first run of the whole suite; its usage with warm caches. */
  readonly suite: TestRun;
  /** The failing tests alone, on the base: the unit of a candidate's first stage. */
  readonly target: TestRun;
  /** Failed in every run: what the search is for. */
  readonly failToPass: readonly TestCase[];
  /** Passed in every run: what a patch must not break. */
  readonly passToPass: readonly TestCase[];
  /** Failed once and passed once on the same files. */
  readonly flaky: readonly TestCase[];
  /** Fail on the base, and are not part of the task. */
  readonly tolerated: readonly TestCase[];
}

export interface BaselineOptions {
  readonly limits: TimeLimits;
  /** Which failing tests the task is about; all of them by default. */
  readonly isTarget: (test: TestCase) => boolean;
  /** Run the suite twice in any case: a test that flips would speak against any patch. */
  readonly twice?: boolean;
}

/** A failure counts when it shows again in this many further runs. */
const REPEATS = 2;

/** A suite that takes no longer runs twice: the second time is the unit of every measure, and tells more of what flips. */
const QUICK_SUITE_MS = 5_000;

/** Runs the suite on the base, then what failed again, to tell failing from flaky. */
export async function takeBaseline(
  workspaces: Workspaces,
  runner: TestRunner,
  { limits, isTarget, twice = false }: BaselineOptions,
  signal: AbortSignal,
): Promise<Baseline> {
  const { suiteMs: runMs, testMs } = limits;
  const runBase = (selection: Selection, within: TestLimits) =>
    runOnce(workspaces, runner, selection, within, signal);
  const suite = await runWhole((within) => runBase({ kind: 'all' }, within), { runMs, testMs });
  assertTelling(suite, limits);
  // A test that hangs need not use up the user's whole limit again.
  const again = limitsFrom(suite, limits, 'suite');

  const failed = await Promise.all(
    suite.cases
      .filter((test) => test.status === 'failed')
      .map((test) => withDeclaration(test, workspaces)),
  );
  const targets = failed.filter(isTarget);
  const repeatable = targets.length > 0 && suite.kind !== 'build-failed';
  const repeats = !repeatable
    ? []
    : await Promise.all(
        Array.from({ length: REPEATS }, () =>
          runBase({ kind: 'tests', tests: targets }, { ...again, alone: true }),
        ),
      );
  // The first run read everything from the disk, and filled Jest's cache: no unit to measure candidates by.
  const worthAgain = runner.kind === 'jest' || suite.usage.wallMs < QUICK_SUITE_MS;
  const warm =
    (twice || (repeatable && worthAgain)) && suite.kind === 'reported'
      ? await runBase({ kind: 'all' }, again)
      : suite;
  const later = [...repeats, ...(warm.kind === 'reported' ? [warm] : [])];
  const failsAlways = (test: TestCase) => later.every((run) => !isRepaired(test, run));
  const passesAlways = (test: TestCase) => !later.some((run) => fails(test, run));
  const passed = suite.cases.filter((test) => test.status === 'passed');
  return {
    suite: { ...suite, usage: warm.kind === 'reported' ? warm.usage : suite.usage },
    target: repeats[0] ?? suite,
    failToPass: targets.filter(failsAlways),
    passToPass: passed.filter(passesAlways),
    flaky: [
      ...targets.filter((test) => !failsAlways(test)),
      ...passed.filter((test) => !passesAlways(test)),
    ],
    tolerated: failed.filter((test) => !isTarget(test)),
  };
}

/** A test file that does not load is told from a script that only asserts. */
async function withDeclaration(test: TestCase, { read }: Workspaces): Promise<TestCase> {
  if (test.name !== FILE_CASE || test.file === undefined) return test;
  const declares = declaresTests((await read(test.file)) ?? '');
  return declares ? { ...test, declaresTests: true } : test;
}

/** Loading a large project takes its time before the first test begins. */
const LEAST_QUIET_MS = 15_000;

/**
 * No runner's timer fires while a loop never ends. A suite that falls silent is
 * ended and runs again with its processes watched: watching costs, and would
 * make the base look slower than its candidates.
 */
async function runWhole(
  run: (limits: TestLimits) => Promise<TestRun>,
  { runMs, testMs }: { readonly runMs: number; readonly testMs: number },
): Promise<TestRun> {
  const quietMs = Math.max(LEAST_QUIET_MS, testMs);
  const first = await run({ runMs, testMs, quietMs });
  const fellSilent = first.kind === 'timed-out' && first.usage.wallMs < runMs;
  return fellSilent ? run({ runMs, testMs, quietMs: 3 * quietMs, endStuck: true }) : first;
}

/** These test files alone, on the base; a selection that was asked for before is not run again. */
export function baseRunner(
  workspaces: Workspaces,
  runner: TestRunner,
  limits: TestLimits,
  signal: AbortSignal,
): (files: readonly string[]) => Promise<TestRun> {
  const known = new Map<string, Promise<TestRun>>();
  return (files) => {
    const key = files.join('\n');
    const run =
      known.get(key) ?? runOnce(workspaces, runner, { kind: 'files', files }, limits, signal);
    known.set(key, run);
    return run;
  };
}

async function runOnce(
  workspaces: Workspaces,
  runner: TestRunner,
  selection: Selection,
  limits: TestLimits,
  signal: AbortSignal,
): Promise<TestRun> {
  await using workspace = await workspaces.open(new Map());
  const broken = await runner.prepare(workspace, signal);
  if (broken) return broken;
  // Awaited here: the workspace goes when this function ends.
  return await runner.run(workspace, selection, limits, signal);
}

const fails = (test: TestCase, run: TestRun): boolean =>
  run.cases.some((other) => other.id === test.id && other.status === 'failed');

/** The suite ran and said nothing about any test. */
export class UntellingSuite extends BrokenEnvironment {}

/** A first run that says nothing about any test cannot guide a search. */
function assertTelling(suite: TestRun, { suiteMs }: TimeLimits): void {
  const told = suite.cases.length > 0;
  // A runner that names the file which hangs gives the search something to repair.
  const named = suite.cases.some((test) => test.status === 'failed' && test.file !== undefined);
  if (suite.kind === 'timed-out' && !named) {
    throw new UntellingSuite(
      `The test suite did not end within ${Math.round(suiteMs / 1000)} s and named no failing test.`,
      'Raise --suite-timeout (and --max-minutes), or name a narrower command with --test.',
    );
  }
  if (suite.kind === 'unreadable' || !told) {
    throw new UntellingSuite(
      'The test command ended without a readable result.',
      'Run it by hand in the checkout; if it needs a set-up step do that first, or name another command with --test.',
      { output: suite.output },
    );
  }
}
