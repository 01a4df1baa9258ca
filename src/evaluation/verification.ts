import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import type { TestCase, TestLimits, TestRunner, Workspace, Workspaces } from '../ports.ts';
import type { Baseline } from './baseline.ts';
import { isRepaired, objectionsIn } from './verdict.ts';

/** The proof: how often the whole suite agreed, on a clean copy with nothing but the patch. */
export interface Verification {
  readonly runs: number;
  readonly passed: number;
  /** What spoke against it in the run that failed. */
  readonly against: readonly TestCase[];
  /** Failed in the crowd and passed alone, on the patched copy. */
  readonly flaky: readonly string[];
}

/** The claim to be proven: this patch text makes this many of the failing tests pass. */
export interface Claim {
  readonly patch: string;
  readonly needed: number;
}

export interface VerificationOptions {
  readonly runs: number;
  readonly limits: TestLimits;
  readonly onRun: (run: number, passed: boolean) => void;
}

/**
 * Applies the patch text itself, as a user would, to a fresh copy of the base
 * for every run and every repetition, builds and runs the whole suite. Ends at the first run that
 * disagrees.
 */
export async function verify(
  claim: Claim,
  workspaces: Workspaces,
  runner: TestRunner,
  baseline: Baseline,
  { runs, limits, onRun }: VerificationOptions,
  signal: AbortSignal,
): Promise<Verification> {
  const flaky = new Set<string>();
  for (let run = 1; run <= runs; run++) {
    const { against, noisy } = await verifyOnce(
      claim,
      workspaces,
      runner,
      baseline,
      limits,
      signal,
    );
    signal.throwIfAborted();
    for (const id of noisy) flaky.add(id);
    onRun(run, against.length === 0);
    if (against.length > 0) return { runs: run, passed: run - 1, against, flaky: [...flaky] };
  }
  return { runs, passed: runs, against: [], flaky: [...flaky] };
}

/** As a user would: `git apply` of the very text that is written to patch.diff. */
async function applyPatch(patch: string, workspace: Workspace, signal: AbortSignal): Promise<void> {
  const file = join(workspace.outbox, 'patch.diff');
  await writeFile(file, patch);
  const line = `git apply --whitespace=nowarn '${file}'`;
  const applied = await workspace.exec({ line, timeoutMs: 60_000 }, signal);
  if (applied.exitCode !== 0 && !signal.aborted) {
    throw new BrokenEnvironment(
      `The patch does not apply to a clean copy of the base: ${applied.output.trim().slice(0, 300)}`,
      'If the checkout was changed while the search ran, run it again; otherwise please report this.',
    );
  }
  await rm(file);
}

/** A clean copy of the base with the patch and nothing else. */
async function openPatched(
  patch: string,
  workspaces: Workspaces,
  signal: AbortSignal,
): Promise<Workspace> {
  await using stack = new AsyncDisposableStack();
  const clean = stack.use(await workspaces.open(new Map()));
  await applyPatch(patch, clean, signal);
  const owned = stack.move();
  return { ...clean, isBase: false, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function verifyOnce(
  claim: Claim,
  workspaces: Workspaces,
  runner: TestRunner,
  baseline: Baseline,
  limits: TestLimits,
  signal: AbortSignal,
): Promise<{ readonly against: readonly TestCase[]; readonly noisy: readonly string[] }> {
  await using workspace = await openPatched(claim.patch, workspaces, signal);
  const broken = await runner.prepare(workspace, signal);
  if (broken) return { against: broken.cases, noisy: [] };
  const suite = await runner.run(workspace, { kind: 'all' }, limits, signal);
  const unrepaired = baseline.failToPass.filter((test) => !isRepaired(test, suite));
  const { broken: lost, unknown } = objectionsIn(suite, baseline);
  const noisy = await passingElsewhere(lost, claim, workspaces, runner, limits, signal);
  const stillLost = lost.filter((test) => !noisy.includes(test));
  const repaired = baseline.failToPass.length - unrepaired.length;
  return {
    against: [...(repaired < claim.needed ? unrepaired : []), ...stillLost, ...unknown],
    noisy: noisy.map((test) => test.id),
  };
}

/**
 * Those that pass alone on another copy: noise, not breakage. Not on the same one, where
 * what the patch left behind in its first run could make them pass.
 */
async function passingElsewhere(
  lost: readonly TestCase[],
  { patch }: Claim,
  workspaces: Workspaces,
  runner: TestRunner,
  limits: TestLimits,
  signal: AbortSignal,
): Promise<readonly TestCase[]> {
  if (lost.length === 0) return [];
  await using workspace = await openPatched(patch, workspaces, signal);
  if (await runner.prepare(workspace, signal)) return [];
  const again = await runner.run(workspace, { kind: 'tests', tests: lost }, limits, signal);
  return lost.filter((test) => isRepaired(test, again));
}
