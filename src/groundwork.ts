import { WrongUse } from './errors.ts';
import { type Baseline, takeBaseline } from './evaluation/baseline.ts';
import { limitsFrom } from './evaluation/limits.ts';
import { missingPackage } from './evaluation/missing-packages.ts';
import { fromRecord, type SpectrumRecord, toRecord } from './evaluation/spectrum-record.ts';
import { warmUp } from './evaluation/warm-up.ts';
import { type HotLine, heatOf, hotLines } from './measure/heat.ts';
import { ochiai, type Suspicion } from './measure/ochiai.ts';
import { slowTests, timedTests } from './performance/slow-tests.ts';
import type { Journal, Model, Spectrum, TestCase, Workspaces } from './ports.ts';
import { describeForTests } from './reproduction/briefing.ts';
import { type Reproduction, reproduce } from './reproduction/reproduce.ts';
import { tryTests } from './reproduction/trial.ts';
import type { Run } from './run.ts';
import type { Budget } from './search/budget.ts';
import { DEFAULT_GOAL, PERFORMANCE } from './task/goal.ts';
import type { Workshop } from './workshop.ts';
import { isClosed } from './workspace/protected.ts';

/** What fails and what passes on the base; an earlier life of the run may have established it. */
export async function baselineOf(
  { settings, observe, signal }: Run,
  { workspaces, runner }: Workshop,
  journal: Journal,
): Promise<Baseline> {
  const kept = journal.recall('baseline') as Baseline | undefined;
  if (kept) {
    observe({ kind: 'stage', name: 'Taking up what is known of the base' });
    await warmUp(workspaces, runner, limitsFrom(kept.suite, settings, 'suite'), signal);
    return kept;
  }
  if (runner.omitted !== undefined) observe({ kind: 'note', text: `Not run: ${runner.omitted}` });
  observe({ kind: 'stage', name: `Running ${runner.commandLine} on the base` });
  const { suiteMs, testMs, target, aim } = settings;
  const isForSpeed = aim === PERFORMANCE;
  // Where speed is the goal a failing test is no part of it, and `target` names passing ones.
  const isTarget = (test: { readonly id: string }) =>
    !isForSpeed && (target === undefined || test.id.includes(target));
  const options = { limits: { suiteMs, testMs }, isTarget, twice: isForSpeed };
  const baseline = await takeBaseline(workspaces, runner, options, signal);
  signal.throwIfAborted();
  if (isForSpeed) assertTimed(baseline, target);
  else assertTargeted(baseline, target);
  await assertInstalled(baseline, workspaces);
  await journal.record('baseline', baseline);
  return baseline;
}

/** What the search stands on. */
export interface Ground {
  readonly workshop: Workshop;
  readonly baseline: Baseline;
  /** Without the new tests: what passed then must pass without them, too. */
  readonly before: { readonly workshop: Workshop; readonly baseline: Baseline };
  /** Absent when no test was asked for. */
  readonly reproduction: Reproduction | undefined;
}

/**
 * Where no test fails and somebody has said what is wrong, the model is asked for
 * a test that shows it, which then is a part of the base.
 */
export async function groundOf(
  run: Run,
  goal: string,
  workshop: Workshop,
  baseline: Baseline,
  model: Model | undefined,
  journal: Journal,
  budget: Budget,
): Promise<Ground> {
  const { settings, observe, signal } = run;
  const before = { workshop, baseline };
  const known = { workshop, baseline, before, reproduction: undefined };
  const asksForNone = settings.existingTests || settings.aim === PERFORMANCE;
  if (baseline.failToPass.length > 0 || asksForNone || goal === DEFAULT_GOAL) {
    return known;
  }
  const { workspaces, runner, root, isProtected, refuse, renderPatch } = workshop;
  const { maxOutputTokens, temperature, seed, protect, editable, suiteMs, testMs } = settings;
  const files = await workspaces.files();
  const read = (path: string) => workspaces.read(path);
  const reproduction = await reproduce({
    ...{ model, runner, base: baseline, journal, budget, observe, renderPatch },
    sampling: { maxOutputTokens, temperature, seed },
    place: {
      files,
      exists: async (path) => files.includes(path) || (await read(path)) !== undefined,
      isClosed: (path) => isClosed(path, protect, editable),
    },
    briefing: () =>
      describeForTests({
        ...{ goal, root, files, read, isProtected },
        testCommand: runner.commandLine,
        passing: baseline.passToPass.length,
        // How the code is called is enough to know; how it works is the programmer's to read.
        budgetTokens: settings.contextTokens / 2,
      }),
    attempt: async (tests, end) => {
      const extended = await workshop.including(tests);
      const limits = { suiteMs, testMs };
      const options = { workspaces: extended.workspaces, runner, base: baseline, limits, refuse };
      return tryTests(tests, options, end);
    },
  });
  signal.throwIfAborted();
  const { shown } = reproduction;
  return shown === undefined
    ? { ...known, reproduction }
    : {
        workshop: await workshop.including(shown.tests),
        baseline: shown.baseline,
        before,
        reproduction,
      };
}

/** Searching for what only an installation can mend would be paid for in vain. */
async function assertInstalled({ failToPass }: Baseline, workspaces: Workspaces): Promise<void> {
  const files = failToPass.length === 0 ? [] : await workspaces.files();
  const missing = await missingPackage(failToPass, files, (path) => workspaces.read(path));
  if (missing === undefined) return;
  throw new WrongUse(
    `Every failing test lacks a package that is not installed: \`${missing.name}\`, which ${missing.file} declares.`,
    'Install the dependencies first, as for running the tests.',
  );
}

/** A target that no failing test answers to is a slip of the pen, and not a success. */
function assertTargeted({ failToPass, flaky, tolerated }: Baseline, target: string | undefined) {
  if (target === undefined || failToPass.length + flaky.length > 0 || tolerated.length === 0)
    return;
  throw new WrongUse(
    `No failing test's id contains "${target}"; failing are ${tolerated
      .slice(0, 3)
      .map((test) => test.id)
      .join(', ')}.`,
    'Correct --target, or leave it out to repair them all.',
  );
}

/** A target that no passing test answers to names nothing that could become faster. */
function assertTimed(baseline: Baseline, target: string | undefined): void {
  if (target === undefined || timedTests(baseline, target).length > 0) return;
  throw new WrongUse(
    `No passing test's id contains "${target}".`,
    'Correct --target, or leave it out to make them all faster.',
  );
}

/** The tests that the search is about: those that fail, or those that take longest. */
export const subjectsOf = (
  baseline: Baseline,
  { aim, target }: Run['settings'],
): readonly TestCase[] => (aim === PERFORMANCE ? slowTests(baseline, target) : baseline.failToPass);

/** Which lines to look at. */
export interface Clues {
  readonly suspicion: Suspicion;
  /** Where speed is the goal: the lines that run most often. */
  readonly hottest: readonly HotLine[];
}

const MOST_HOT = 20;

/**
 * How suspicious, or how hot, each line is. The spectrum behind it, every line that
 * every test runs, may take a hundred megabytes and is let go.
 */
export async function cluesOf(
  run: Run,
  workshop: Workshop,
  journal: Journal,
  baseline: Baseline,
): Promise<Clues> {
  const spectrum = await spectrumOf(run, workshop, journal, baseline);
  if (run.settings.aim !== PERFORMANCE) return { suspicion: ochiai(spectrum), hottest: [] };
  const hot = hotLines(spectrum);
  return { suspicion: heatOf(hot), hottest: hot.slice(0, MOST_HOT) };
}

/** A test that is traced takes longer than it does in the suite, and more so if its lines are counted. */
const TRACED = { lines: 3, counts: 20 } as const;

/** Which lines the tests run that the search is about, and the others. Localisation is a help: without it the search goes on. */
async function spectrumOf(
  { settings, observe, signal }: Run,
  { workspaces, runner }: Workshop,
  journal: Journal,
  baseline: Baseline,
): Promise<Spectrum> {
  const { passToPass, suite } = baseline;
  const kept = journal.recall('spectrum');
  if (kept) return fromRecord(kept as SpectrumRecord);
  if (suite.kind === 'build-failed') return { rows: [] };
  const failing = subjectsOf(baseline, settings);
  const counting = settings.aim === PERFORMANCE;
  // What is hot is not told by what else runs.
  const passing = counting ? [] : passToPass;
  observe({ kind: 'stage', name: `Tracing the ${counting ? 'slowest' : 'failing'} tests` });
  await using workspace = await workspaces.open(new Map());
  await runner.prepare(workspace, signal);
  const slower = counting ? TRACED.counts : TRACED.lines;
  const limits = {
    runMs: Math.min(settings.suiteMs, 30_000 + slower * suite.usage.wallMs),
    testMs: limitsFrom(suite, settings, 'suite').testMs ?? settings.testMs,
  };
  const tests = { failing, passing, counting };
  const spectrum = await runner.trace(workspace, tests, limits, signal);
  signal.throwIfAborted();
  await journal.record('spectrum', toRecord(spectrum));
  return spectrum;
}
