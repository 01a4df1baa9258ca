import { randomInt } from 'node:crypto';
import { cpus, loadavg, release, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { detectBenchmarks } from './benchmarks/benchmark-suite.ts';
import { examineCheckout } from './checkout.ts';
import { benchmarkWorkload } from './comparison/benchmark-workload.ts';
import { changedFunctions } from './comparison/changed-functions.ts';
import { compareSides } from './comparison/compare.ts';
import { recordOf } from './comparison/record.ts';
import { testWorkload } from './comparison/test-workload.ts';
import { twoTrees } from './comparison/two-trees.ts';
import type { Workload } from './comparison/workload.ts';
import { WrongUse } from './errors.ts';
import { detectTestRunner, type Project } from './measure/detection.ts';
import { relativeStatics } from './measure/statics.ts';
import type { Isolation, Observer } from './ports.ts';
import {
  type ComparedWorkload,
  type Comparison,
  MOST_WORKLOADS,
} from './report/comparison/comparison.ts';
import { openScratch } from './scratch.ts';
import { inToplevel, readAt } from './workspace/commits.ts';
import { createWorkspaces } from './workspace/workspaces.ts';

/** All that a comparison is told, parsed once. */
export interface BenchSettings {
  readonly directory: string;
  readonly base: string;
  /** The working tree as it is, where no commit is named. */
  readonly head: string | undefined;
  /** By what names people know the two, where not by these. */
  readonly names: { readonly base: string | undefined; readonly head: string | undefined };
  readonly testCommand: string | undefined;
  /** A benchmark suite, instead of the tests and what is found. */
  readonly benchCommand: string | undefined;
  readonly buildCommand: string | undefined;
  readonly budgetMs: number;
  readonly suiteMs: number;
  readonly testMs: number;
  readonly memoryBytes: number;
  readonly isolation: Isolation['level'] | undefined;
  readonly passEnv: readonly string[];
  readonly allowDirty: boolean;
  readonly counting: boolean;
}

export interface BenchRun {
  readonly settings: BenchSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly observe: Observer;
  readonly signal: AbortSignal;
}

/** With less than this no further workload is begun. */
const LEAST_MS = 1_000;

/** The stages of `orps bench`: two commits of one checkout, measured and judged. */
export async function bench({
  settings,
  environment,
  observe,
  signal,
}: BenchRun): Promise<Comparison> {
  const start = performance.now();
  const checkout = await examineCheckout(settings.directory, settings.allowDirty);
  const { toplevel, directory } = checkout;
  await using stack = new AsyncDisposableStack();
  const temporary = environment.TMPDIR ?? tmpdir();
  const scratch = stack.use(await openScratch(temporary));
  const place = stack.use(await openScratch(temporary));
  const trees = await twoTrees(checkout, settings, scratch.path);
  const workspaces = stack.use(
    await createWorkspaces({
      ...{ checkout: toplevel, directory, environment, scratch: place.path },
      ...{ passEnv: settings.passEnv, memoryBytes: settings.memoryBytes },
      // Both trees are whole commits: there is nothing to protect one against the other.
      protect: () => false,
      ...(settings.isolation && { level: settings.isolation }),
    }),
  );
  const project: Project = {
    directory: join(toplevel, directory),
    read: (path) => workspaces.read(path),
    files: () => workspaces.files(),
  };
  const workloads = await workloadsOf(settings, project, environment, scratch.path);
  const changed = new Set(trees.changed);
  const records: ComparedWorkload[] = [];
  const skipped: string[] = [];
  for (const [at, workload] of workloads.entries()) {
    const leftMs = settings.budgetMs - (performance.now() - start);
    if (at === MOST_WORKLOADS || (at > 0 && leftMs < LEAST_MS)) {
      skipped.push(...workloads.slice(at).map(({ commandLine }) => commandLine));
      break;
    }
    const measured = await compareSides(
      {
        ...{ workload, observe, counting: settings.counting },
        runMs: Math.min(settings.suiteMs, leftMs),
        open: trees.open(workspaces),
        isChanged: (file) => changed.has(inToplevel(directory, file)),
        // What one does not need is for those behind it.
        budgetMs: leftMs / (workloads.length - at),
        random: () => randomInt(2 ** 32) / 2 ** 32,
      },
      signal,
    );
    records.push(recordOf(measured));
  }
  const { base, head } = trees;
  return {
    schema: 'orps-comparison/1',
    base: { ref: settings.names.base ?? settings.base, sha: base },
    head: {
      ref: settings.names.head ?? settings.head ?? headName(checkout.branch, head),
      sha: head ?? null,
    },
    directory,
    changedFiles: [...trees.changed],
    changedFunctions: await changedFunctions(toplevel, trees.changed, base, head),
    statics: head === undefined ? null : await staticsOf(toplevel, trees.changed, base, head),
    workloads: records,
    skipped,
    machine: {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      system: `${type()} ${release()}`,
      load: loadavg()[0] ?? 0,
    },
    isolation: workspaces.isolation,
    totalMs: Math.round(performance.now() - start),
  };
}

/** What is run: a command that was named, else the tests and every benchmark suite that there is. */
async function workloadsOf(
  { testCommand, benchCommand, buildCommand, testMs }: BenchSettings,
  project: Project,
  environment: BenchRun['environment'],
  scratch: string,
): Promise<readonly Workload[]> {
  const suites =
    testCommand === undefined ? await detectBenchmarks(project, { benchCommand, environment }) : [];
  const benchmarks = suites.map(benchmarkWorkload);
  if (benchCommand !== undefined) return benchmarks;
  try {
    const runner = await detectTestRunner(project, {
      ...{ testCommand, buildCommand, environment, scratch },
    });
    return [testWorkload(runner, { kind: 'all' }, 1, testMs), ...benchmarks];
  } catch (error) {
    // A project may have benchmarks and no tests.
    if (error instanceof WrongUse && benchmarks.length > 0) return benchmarks;
    throw error;
  }
}

/** What is checked out, by the name that people know it by. */
const headName = (branch: string | undefined, sha: string | undefined): string =>
  sha === undefined ? 'the working tree' : (branch ?? sha.slice(0, 12));

async function staticsOf(
  toplevel: string,
  changed: readonly string[],
  base: string,
  head: string,
): Promise<Comparison['statics']> {
  const changes = new Map<string, string | null>();
  for (const path of changed) changes.set(path, (await readAt(toplevel, head, path)) ?? null);
  return relativeStatics(changes, (path) => readAt(toplevel, base, path));
}
