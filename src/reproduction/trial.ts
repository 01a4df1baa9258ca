import { type Baseline, takeBaseline, UntellingSuite } from '../evaluation/baseline.ts';
import { limitsFrom, type TimeLimits } from '../evaluation/limits.ts';
import { objectionsIn } from '../evaluation/verdict.ts';
import { FILE_CASE } from '../measure/test-case.ts';
import type { FileChanges, TestCase, TestRun, TestRunner, Workspaces } from '../ports.ts';
import { oneLine } from '../report/plain.ts';
import { counted } from '../report/wording.ts';
import { introducesSyntaxError } from '../syntax/syntax-error.ts';
import type { NewFiles } from '../workspace/workspaces.ts';

/** What the harness says of new tests, whoever wrote them. */
export type Trial =
  /** They fail on the base, every time, and nothing else does. */
  | { readonly kind: 'shown'; readonly baseline: Baseline }
  | { readonly kind: 'not-shown'; readonly why: string; readonly failures: readonly TestCase[] };

export interface TrialOptions {
  /** The base with the tests in it. */
  readonly workspaces: Workspaces;
  readonly runner: TestRunner;
  /** Without them. */
  readonly base: Baseline;
  readonly limits: TimeLimits;
  /** Why they may not even be written. */
  readonly refuse: (changes: FileChanges) => Promise<string | undefined>;
}

const not = (why: string, failures: readonly TestCase[] = []): Trial => ({
  kind: 'not-shown',
  why,
  failures,
});

/** Cheapest first: may they be written and do they parse; do they fail alone; do they fail in the whole suite, every time, and harm nothing. */
export async function tryTests(
  tests: NewFiles,
  options: TrialOptions,
  signal: AbortSignal,
): Promise<Trial> {
  const refused = await options.refuse(tests);
  if (refused !== undefined) return not(refused);
  for (const [path, content] of tests) {
    if (await introducesSyntaxError(path, undefined, content))
      return not(`${path} does not parse.`);
  }
  // A command is always run as a whole: nothing is gained by doing it twice.
  const alone =
    options.runner.kind === 'command' ? undefined : await runAlone(tests, options, signal);
  const early = alone && objectionAlone(alone, options.base);
  return early ?? (await trySuite(options, signal));
}

async function runAlone(
  tests: NewFiles,
  { workspaces, runner, base, limits }: TrialOptions,
  signal: AbortSignal,
): Promise<TestRun> {
  await using workspace = await workspaces.open(new Map());
  const broken = await runner.prepare(workspace, signal);
  if (broken) return broken;
  const selection = { kind: 'files' as const, files: [...tests.keys()] };
  return await runner.run(workspace, selection, limitsFrom(base.suite, limits, 'suite'), signal);
}

function objectionAlone(run: TestRun, base: Baseline): Trial | undefined {
  if (run.kind === 'build-failed') return not('With it the project does not build.', run.cases);
  const own = run.cases.filter(isNewTo(base));
  // Not every runner finds a file by its own name: the whole suite has the last word.
  return own.length === 0 ? undefined : objectionToCases(own, run);
}

/** Whatever file is named: some suites have one that loads all those in a folder. */
function isNewTo(base: Baseline): (test: TestCase) => boolean {
  const known = new Set(base.suite.cases.map(({ id }) => id));
  return ({ id }) => !known.has(id);
}

/** Why these cases, those of the new tests, show nothing. */
function objectionToCases(own: readonly TestCase[], run: TestRun): Trial | undefined {
  const failed = own.filter(({ status }) => status === 'failed');
  const unloaded = failed.filter(({ name }) => name === FILE_CASE);
  if (unloaded.length > 0) return not('It does not even load.', unloaded);
  if (failed.length > 0) return undefined;
  const passed = own.filter(({ status }) => status === 'passed').length;
  if (passed > 0) {
    return not(
      `It passes on the code as it is (${counted(passed, 'test')}): it does not show the defect.`,
    );
  }
  const words = run.output.trim().split('\n').slice(-3).join(' ').slice(-300);
  return not(`The test command does not run it${words === '' ? '.' : `: ${words}`}`);
}

async function trySuite(
  { workspaces, runner, base, limits }: TrialOptions,
  signal: AbortSignal,
): Promise<Trial> {
  const isTarget = isNewTo(base);
  const taken = await takeBaseline(workspaces, runner, { limits, isTarget }, signal).catch(
    (error: unknown) => {
      if (error instanceof UntellingSuite) {
        return `${error.message} ${oneLine(error.output.slice(-300), 300)}`.trim();
      }
      throw error;
    },
  );
  signal.throwIfAborted();
  if (typeof taken === 'string') return not(`With it the suite cannot be judged. ${taken}`);
  if (taken.suite.kind === 'build-failed') {
    return not('With it the project does not build.', taken.suite.cases);
  }
  const { broken, unknown } = objectionsIn(taken.suite, base);
  const foreign = [...broken, ...unknown.filter((test) => !isTarget(test))];
  if (foreign.length > 0) return not('With it other tests fail.', foreign);
  const flips = taken.flaky.filter(isTarget);
  if (flips.length > 0) return not('It fails only sometimes.', flips);
  const own = taken.suite.cases.filter(isTarget);
  return objectionToCases(own, taken.suite) ?? { kind: 'shown', baseline: joined(taken, base) };
}

/** What was flaky without the new tests is so with them, even if it did not show again. */
function joined(taken: Baseline, base: Baseline): Baseline {
  const flips = new Set(base.flaky.map(({ id }) => id));
  const seen = new Set(taken.flaky.map(({ id }) => id));
  return {
    ...taken,
    passToPass: taken.passToPass.filter(({ id }) => !flips.has(id)),
    flaky: [...taken.flaky, ...base.flaky.filter(({ id }) => !seen.has(id))],
    tolerated: taken.tolerated.filter(({ id }) => !flips.has(id)),
  };
}
