import type {
  Feedback,
  FileChanges,
  RelativeProfile,
  RelativeStatics,
  ResourceUsage,
  Selection,
  TestCase,
  TestLimits,
  TestRun,
  TestRunner,
  Workspace,
  Workspaces,
} from '../ports.ts';
import type { AffectedTests } from './affected-tests.ts';
import type { Baseline } from './baseline.ts';
import {
  buildFailed,
  failuresOf,
  nothingRan,
  reasonOf,
  shownFailures,
  successOf,
  suiteReason,
  tallies,
  unrepairedIn,
} from './feedback.ts';
import { isRepaired, objectionsIn } from './verdict.ts';

export interface StageDependencies {
  readonly workspaces: Workspaces;
  readonly runner: TestRunner;
  readonly baseline: Baseline;
  readonly limits: { readonly target: TestLimits; readonly suite: TestLimits };
  /** Why these changes may not even be tried (protected file, syntax error); `undefined` if they may. */
  readonly objectTo: (changes: FileChanges) => Promise<string | undefined>;
  readonly affectedTests: AffectedTests;
  /** These test files alone, on the base; each selection runs once. */
  readonly runOnBase: (files: readonly string[]) => Promise<TestRun>;
  readonly statics: (changes: FileChanges) => Promise<RelativeStatics | null>;
  readonly profile: (head: ResourceUsage, base: ResourceUsage) => RelativeProfile;
  /** Measures a plausible patch in repeated runs: where the search is for speed. */
  readonly measure?: (changes: FileChanges, signal: AbortSignal) => Promise<RelativeProfile | null>;
}

/** More breakage than this is no noise, and is not run again. */
const WORTH_REPEATING = 20;
const SLOW_SUITE_MS = 4_000;

/**
 * Staged evaluation, cheapest first: guards and parse → build → the failing
 * tests → the affected tests of a slow suite → the whole suite → where speed is
 * the goal, a first measurement. A stage that fails ends the candidate.
 */
export async function evaluateStages(
  dependencies: StageDependencies,
  changes: FileChanges,
  slot: Slot,
  signal: AbortSignal,
): Promise<Feedback> {
  signal.throwIfAborted();
  const { baseline, workspaces } = dependencies;
  const objection = await dependencies.objectTo(changes);
  if (objection) return nothingRan(baseline, 'rejected', objection);

  const statics = await dependencies.statics(changes);
  await using workspace = await workspaces.open(changes);
  return await slot(() => execute(dependencies, workspace, changes, statics, signal));
}

/** Waits for a core of its own; what needs none is done before and after. */
export type Slot = <T>(work: () => Promise<T>) => Promise<T>;

async function execute(
  dependencies: StageDependencies,
  workspace: Workspace,
  changes: FileChanges,
  statics: RelativeStatics | null,
  signal: AbortSignal,
): Promise<Feedback> {
  signal.throwIfAborted();
  const { baseline, runner, measure } = dependencies;
  const broken = await runner.prepare(workspace, signal);
  if (broken) return buildFailed(baseline, broken);
  if (measure !== undefined) {
    // No test fails: the whole suite has its say, and what it agrees with is measured.
    const seen = { ...tallies(baseline, 0), statics };
    const { target } = baseline;
    const judged = await judgeSuite(dependencies, workspace, changes, seen, target, signal);
    const profile = judged.verdict === 'plausible' ? await measure(changes, signal) : null;
    return { ...judged, profile };
  }
  const target = await runTarget(dependencies, workspace, signal);
  signal.throwIfAborted();
  const repaired = baseline.failToPass.filter((test) => isRepaired(test, target));
  const seen = { ...tallies(baseline, repaired.length), statics };
  return repaired.length === 0
    ? stillFailing(dependencies, seen, target)
    : judgeSuite(dependencies, workspace, changes, seen, target, signal);
}

/** What the first stage established, on the way to a feedback. */
type Seen = Pick<Feedback, 'failToPass' | 'passToPass' | 'statics'>;

/** The failing tests alone; after a failed build they are not known, and the suite is the target. */
const runTarget = (
  { runner, baseline, limits }: StageDependencies,
  workspace: Workspace,
  signal: AbortSignal,
) =>
  runner.run(
    workspace,
    baseline.suite.kind === 'build-failed'
      ? { kind: 'all' }
      : { kind: 'tests', tests: baseline.failToPass },
    limits.target,
    signal,
  );

function stillFailing(
  { baseline, profile }: StageDependencies,
  seen: Seen,
  target: TestRun,
): Feedback {
  const failures = failuresOf(target, baseline.failToPass);
  return {
    ...seen,
    verdict: 'failing',
    reason: reasonOf(target, 'No failing test passes yet.'),
    failures,
    stillFailing: baseline.failToPass.map(({ id }) => id),
    success: 0,
    profile: comparable(baseline) ? profile(target.usage, baseline.target.usage) : null,
  };
}

/**
 * At least one failing test passes: now the rest of the suite has a say. In a
 * slow suite the affected tests come first: a wrong repair mostly breaks the
 * neighbours of the failing tests, and those that import what it changes.
 */
async function judgeSuite(
  dependencies: StageDependencies,
  workspace: Workspace,
  changes: FileChanges,
  seen: Seen,
  target: TestRun,
  signal: AbortSignal,
): Promise<Feedback> {
  const files = await affectedFiles(dependencies, changes);
  if (files.length > 0) {
    const near = await judgePart(dependencies, workspace, seen, target, files, signal);
    if (near.verdict === 'broke' && (await standsAlone(dependencies, near, files))) return near;
  }
  return judgePart(dependencies, workspace, seen, target, [], signal);
}

/** Some suites depend on their order: what fails without the rest on the base, too, says nothing. */
async function standsAlone(
  { runOnBase }: StageDependencies,
  { failures }: Feedback,
  files: readonly string[],
): Promise<boolean> {
  const base = await runOnBase(files);
  const passing = new Set(
    base.cases.filter(({ status }) => status === 'passed').map(({ id }) => id),
  );
  return failures.some(({ id }) => passing.has(id));
}

/** The affected test files, where running them alone is worth a process; else none. */
async function affectedFiles(
  { baseline: { suite, failToPass, passToPass }, affectedTests }: StageDependencies,
  changes: FileChanges,
): Promise<readonly string[]> {
  if (suite.usage.wallMs < SLOW_SUITE_MS || suite.kind !== 'reported') return [];
  const neighbours = failToPass.flatMap((test) => test.file ?? []);
  const all = new Set(suite.cases.flatMap((test) => test.file ?? []));
  const affected = new Set([...neighbours, ...(await affectedTests(changes, passToPass))]);
  const few = affected.size * 2 <= all.size ? affected : new Set(neighbours);
  return few.size * 2 <= all.size ? [...few] : [];
}

/** The verdict of some test files, or of the whole suite when none are named. */
async function judgePart(
  dependencies: StageDependencies,
  workspace: Workspace,
  seen: Seen,
  target: TestRun,
  files: readonly string[],
  signal: AbortSignal,
): Promise<Feedback> {
  const { runner, limits } = dependencies;
  const baseline =
    files.length === 0 ? dependencies.baseline : within(dependencies.baseline, files);
  const selection: Selection = files.length === 0 ? { kind: 'all' } : { kind: 'files', files };
  const suite = await runner.run(workspace, selection, limits.suite, signal);
  signal.throwIfAborted();
  const { broken, unknown } = objectionsIn(suite, baseline);
  const noise = await passingAlone(broken, runner, workspace, limits.suite, signal);
  const against = [...broken.filter((test) => !noise.has(test.id)), ...unknown];
  const repaired = baseline.failToPass.filter(
    (test) => isRepaired(test, target) && isRepaired(test, suite),
  );
  const lost = broken.length - noise.size;
  const total = dependencies.baseline.passToPass.length;
  const failToPass = { passed: repaired.length, total: baseline.failToPass.length };
  const passToPass = { passed: total - lost, total };
  const complete = failToPass.passed === failToPass.total;
  const verdict = against.length > 0 ? 'broke' : complete ? 'plausible' : 'failing';
  return {
    verdict,
    reason: suiteReason(verdict, against.length, suite, failToPass.total),
    failToPass,
    passToPass,
    failures: shownFailures(against, unrepairedIn(suite, baseline.failToPass)),
    stillFailing: baseline.failToPass
      .filter((test) => !repaired.includes(test))
      .map(({ id }) => id),
    success: successOf(failToPass, passToPass, against.length),
    profile:
      files.length === 0 && comparable(baseline)
        ? dependencies.profile(suite.usage, baseline.suite.usage)
        : null,
    statics: seen.statics,
  };
}

/** Where the build failed no test has run on the base. */
const comparable = ({ suite }: Baseline): boolean => suite.kind !== 'build-failed';

const within = (baseline: Baseline, files: readonly string[]): Baseline => ({
  ...baseline,
  passToPass: baseline.passToPass.filter((test) => test.file && files.includes(test.file)),
});

/** Ids of tests that fail in the crowd and pass alone: noise, not breakage. */
async function passingAlone(
  broken: readonly TestCase[],
  runner: TestRunner,
  workspace: Workspace,
  limits: TestLimits,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (broken.length === 0 || broken.length > WORTH_REPEATING) return new Set();
  const again = await runner.run(workspace, { kind: 'tests', tests: broken }, limits, signal);
  return new Set(broken.filter((test) => isRepaired(test, again)).map((test) => test.id));
}
