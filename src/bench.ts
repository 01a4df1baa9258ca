import { randomInt } from 'node:crypto';
import { cpus, loadavg, release, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { examineCheckout } from './checkout.ts';
import { changedFunctions } from './comparison/changed-functions.ts';
import { compareSides } from './comparison/compare.ts';
import { recordOf } from './comparison/record.ts';
import { testWorkload } from './comparison/test-workload.ts';
import { openTree } from './comparison/trees.ts';
import { detectTestRunner } from './measure/detection.ts';
import { relativeStatics } from './measure/statics.ts';
import type { Isolation, Observer } from './ports.ts';
import type { Comparison } from './report/comparison/comparison.ts';
import { openScratch } from './scratch.ts';
import {
  changedPaths,
  commitOf,
  inToplevel,
  readAt,
  writeDifference,
} from './workspace/commits.ts';
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

/** The stages of `orps bench`: two commits of one checkout, measured and judged. */
export async function bench({
  settings,
  environment,
  observe,
  signal,
}: BenchRun): Promise<Comparison> {
  const start = performance.now();
  const { toplevel, directory, sha, branch, dirty } = await examineCheckout(
    settings.directory,
    settings.allowDirty,
  );
  const [base, named] = await Promise.all([
    commitOf(toplevel, settings.base),
    settings.head === undefined ? undefined : commitOf(toplevel, settings.head),
  ]);
  const head = named ?? (dirty ? undefined : sha);
  const changed = await changedPaths(toplevel, base, head);
  await using stack = new AsyncDisposableStack();
  const scratch = stack.use(await openScratch(environment.TMPDIR ?? tmpdir()));
  const patches = { base: join(scratch.path, 'base.diff'), head: join(scratch.path, 'head.diff') };
  const checkedOut = dirty ? undefined : sha;
  await writeDifference(toplevel, checkedOut, base, patches.base);
  if (head !== undefined) await writeDifference(toplevel, checkedOut, head, patches.head);
  const place = stack.use(await openScratch(environment.TMPDIR ?? tmpdir()));
  const workspaces = stack.use(
    await createWorkspaces({
      ...{ checkout: toplevel, directory, environment, scratch: place.path },
      ...{ passEnv: settings.passEnv, memoryBytes: settings.memoryBytes },
      // Both trees are whole commits: there is nothing to protect one against the other.
      protect: () => false,
      ...(settings.isolation && { level: settings.isolation }),
    }),
  );
  const root = join(toplevel, directory);
  const runner = await detectTestRunner(
    { directory: root, read: (path) => workspaces.read(path), files: () => workspaces.files() },
    {
      testCommand: settings.testCommand,
      buildCommand: settings.buildCommand,
      environment,
      scratch: scratch.path,
    },
  );
  const files = new Set(changed);
  const measured = await compareSides(
    {
      workload: testWorkload(runner, { kind: 'all' }, 1, settings.testMs),
      open: {
        base: () => openTree(workspaces, patches.base),
        head: () =>
          head === undefined ? workspaces.open(new Map()) : openTree(workspaces, patches.head),
      },
      isChanged: (file) => files.has(inToplevel(directory, file)),
      budgetMs: settings.budgetMs - (performance.now() - start),
      runMs: settings.suiteMs,
      counting: settings.counting,
      observe,
      random: () => randomInt(2 ** 32) / 2 ** 32,
    },
    signal,
  );
  return {
    schema: 'orps-comparison/1',
    base: { ref: settings.names.base ?? settings.base, sha: base },
    head: {
      ref: settings.names.head ?? settings.head ?? headName(branch, head),
      sha: head ?? null,
    },
    directory,
    changedFiles: changed,
    changedFunctions: await changedFunctions(toplevel, changed, base, head),
    statics: head === undefined ? null : await staticsOf(toplevel, changed, base, head),
    workloads: [recordOf(measured)],
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
