import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DetectionOptions, detectTestRunner } from '../../src/measure/detection.ts';
import type {
  FileChanges,
  Selection,
  Spectrum,
  TestCase,
  TestLimits,
  TestRun,
  TestRunner,
  Workspace,
} from '../../src/ports.ts';
import { createProject, openPlainWorkspace } from './plain-workspace.ts';

export const ALL: Selection = { kind: 'all' };
export const LIMITS: TestLimits = { runMs: 60_000 };

/** A project on the disk, its runner as detection finds it, and runs in fresh copies. */
export interface Trial extends AsyncDisposable {
  readonly runner: TestRunner;
  readonly directory: string;
  run(selection?: Selection, limits?: TestLimits, changes?: FileChanges): Promise<TestRun>;
  trace(
    failing: readonly TestCase[],
    passing: readonly TestCase[],
    counting?: boolean,
  ): Promise<Spectrum>;
  open(changes?: FileChanges): Promise<Workspace>;
}

export async function tryProject(
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
  options: DetectionOptions = {},
): Promise<Trial> {
  const project = await createProject(files, packages);
  const scratch = await mkdtemp(join(tmpdir(), 'scratch-'));
  const environment = process.env;
  const runner = await detectTestRunner(project, { environment, scratch, ...options });
  const open = (changes?: FileChanges) => openPlainWorkspace(project.directory, changes);
  return {
    runner,
    directory: project.directory,
    open,
    async run(selection = ALL, limits = LIMITS, changes) {
      await using workspace = await open(changes);
      const broken = await runner.prepare(workspace);
      return broken ?? (await runner.run(workspace, selection, limits));
    },
    async trace(failing, passing, counting) {
      await using workspace = await open();
      const limits = { runMs: 60_000, testMs: 2_000 };
      const tests = { failing, passing, counting: counting ?? false };
      return await runner.trace(workspace, tests, limits);
    },
    async [Symbol.asyncDispose]() {
      await project[Symbol.asyncDispose]();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** id → status, the short form of a run. */
export const statuses = (run: TestRun): Readonly<Record<string, string>> =>
  Object.fromEntries(run.cases.map((test) => [test.id, test.status]));

export function caseOf(run: TestRun, id: string): TestCase {
  const found = run.cases.find((test) => test.id === id);
  if (found === undefined)
    throw new Error(`no ${id} among ${run.cases.map((test) => test.id)}\n${run.output}`);
  return found;
}

/** Lines of one file that rows of this colour ran. */
export function linesRun(spectrum: Spectrum, file: string, failed: boolean): readonly number[] {
  const rows = spectrum.rows.filter((row) => row.failed === failed);
  return [...new Set(rows.flatMap((row) => row.lines.get(file) ?? []))].sort((a, b) => a - b);
}
