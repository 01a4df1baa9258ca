import { randomInt } from 'node:crypto';
import { cpus, loadavg, release, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { notesOnCommand, notesOnCommits, notesOnOtherCommands } from './bench-notes.ts';
import { findWorkloads } from './bench-workloads.ts';
import { examineCheckout } from './checkout.ts';
import { changedCode } from './comparison/changed-code.ts';
import { changedFiles } from './comparison/changed-files.ts';
import { changedSources } from './comparison/changed-sources.ts';
import { baseProject, committedProject } from './comparison/committed-project.ts';
import { compareSides } from './comparison/compare.ts';
import { recordOf } from './comparison/record.ts';
import { twoTrees } from './comparison/two-trees.ts';
import type { Project } from './measure/detection.ts';
import type { Isolation, Observer } from './ports.ts';
import {
  type ComparedWorkload,
  type Comparison,
  MOST_CHANGED_FILES,
  MOST_WORKLOADS,
} from './report/comparison/comparison.ts';
import { openScratch } from './scratch.ts';
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
  readonly timing: boolean;
}

export interface BenchRun {
  readonly settings: BenchSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly observe: Observer;
  readonly signal: AbortSignal;
}

/** With less than this no further workload is begun. */
const LEAST_LEFT_MS = 1_000;

const IN_NEITHER = 'The uncommitted changes of the checkout are in neither side.';

/** Of one workload, as the schema allows. */
const MOST_NOTES = 10;
/** Of what the head itself named to run: room has to be left for the others. */
const MOST_OWN_NOTES = 3;

/**
 * The stages of `orps bench`: two commits of one checkout, measured and judged. When
 * the signal ends it, what was measured until then is judged, if that is anything.
 */
export async function bench({
  settings,
  environment,
  observe,
  signal,
}: BenchRun): Promise<Comparison> {
  const start = performance.now();
  // Neither of two commits has anything of what is not committed.
  const isCommitted = settings.head !== undefined;
  const checkout = await examineCheckout(settings.directory, settings.allowDirty || isCommitted);
  const { toplevel, directory } = checkout;
  await using stack = new AsyncDisposableStack();
  const temporary = environment.TMPDIR ?? tmpdir();
  const scratch = stack.use(await openScratch(temporary));
  const place = stack.use(await openScratch(temporary));
  const trees = await twoTrees(checkout, settings, scratch.path);
  const baseName = settings.names.base ?? settings.base;
  const isApart = isCommitted && checkout.dirty;
  const onCommits = [
    ...(await notesOnCommits(toplevel, checkout.sha, trees, baseName)),
    ...(isApart ? [IN_NEITHER] : []),
  ];
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
  const known = isApart ? await committedProject(project, checkout) : project;
  const sources = await changedSources(toplevel, trees.changed, trees.base, trees.head);
  const changed = await changedFiles(checkout, trees, sources.read);
  const workloadsIn = (folder: Project) =>
    findWorkloads(settings, folder, environment, scratch.path);
  const { workloads, notes: onTests } = await workloadsIn(known);
  const isHeadHere = trees.head === undefined || trees.head === checkout.sha;
  const before = baseProject(known, checkout, trees.base, changed);
  // What cannot be found on the base is no command that it would run.
  const onBase = () =>
    workloadsIn(before).then(
      (found) => found.workloads,
      () => [],
    );
  const notes = [
    ...onCommits,
    ...onTests,
    ...notesOnOtherCommands(workloads, isHeadHere ? await onBase() : []),
  ];
  // Whoever meant something else need not wait for the end.
  for (const text of notes) observe({ kind: 'note', text });
  const added = sources.read.flatMap(({ path, before }) => (before === undefined ? [path] : []));
  const files = await project.files();
  const records: ComparedWorkload[] = [];
  const skipped: string[] = [];
  for (const [at, workload] of workloads.entries()) {
    const unspentMs = settings.budgetMs - (performance.now() - start);
    const leftMs = at === 0 ? Math.max(unspentMs, LEAST_LEFT_MS) : unspentMs;
    const rest = workloads.slice(at).map(({ commandLine }) => commandLine);
    if (at === MOST_WORKLOADS || (at > 0 && (leftMs < LEAST_LEFT_MS || signal.aborted))) {
      skipped.push(...rest);
      break;
    }
    const measured = await compareSides(
      {
        ...{ workload, observe, counting: settings.counting, timing: settings.timing },
        // With less than half of the time left after both first runs no pair would be of use.
        runMs: Math.min(settings.suiteMs, leftMs / 4),
        open: trees.open(workspaces),
        lacking: trees.lacking,
        changed,
        files: { added, all: files },
        // What one does not need is for those behind it.
        budgetMs: leftMs / (Math.min(workloads.length, MOST_WORKLOADS) - at),
        random: () => randomInt(2 ** 32) / 2 ** 32,
      },
      signal,
    ).catch((error: unknown) => {
      if (signal.aborted && records.length > 0) return undefined;
      throw error;
    });
    if (measured === undefined) {
      skipped.push(...rest);
      break;
    }
    const record = recordOf(measured);
    const own = await notesOnCommand(record, { directory: project.directory, files, changed });
    const told = [...own.slice(0, MOST_OWN_NOTES), ...record.notes, ...notes];
    records.push({ ...record, notes: told.slice(0, MOST_NOTES) });
  }
  const { base, head } = trees;
  return {
    schema: 'orps-comparison/1',
    base: { ref: baseName, sha: base },
    head: {
      ref: settings.names.head ?? settings.head ?? headName(checkout.branch, head),
      sha: head ?? null,
    },
    directory,
    changedFiles: trees.changed.slice(0, MOST_CHANGED_FILES),
    ...(await changedCode(head, trees.changed, sources)),
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

/** What is checked out, by the name that people know it by. */
const headName = (branch: string | undefined, sha: string | undefined): string =>
  sha === undefined ? 'the working tree' : (branch ?? sha.slice(0, 12));
