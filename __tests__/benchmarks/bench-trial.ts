import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BenchmarkOptions,
  BenchmarkRun,
  BenchmarkSuite,
} from '../../src/benchmarks/benchmark-suite.ts';
import { detectBenchmarks } from '../../src/benchmarks/benchmark-suite.ts';
import type { FileChanges, Workspace } from '../../src/ports.ts';
import { createProject, openPlainWorkspace } from '../measure/plain-workspace.ts';

/** A project on the disk, its benchmarks as detection finds them, and runs in fresh copies. */
export interface BenchTrial extends AsyncDisposable {
  readonly suites: readonly BenchmarkSuite[];
  readonly directory: string;
  open(changes?: FileChanges): Promise<Workspace>;
  /** The only suite, once. */
  run(runMs?: number, changes?: FileChanges): Promise<BenchmarkRun>;
}

export async function tryBenchmarks(
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
  options: BenchmarkOptions = {},
): Promise<BenchTrial> {
  const project = await createProject(files, packages);
  const suites = await detectBenchmarks(project, { environment: process.env, ...options });
  const open = (changes?: FileChanges) => openPlainWorkspace(project.directory, changes);
  return {
    suites,
    directory: project.directory,
    open,
    async run(runMs = 100_000, changes) {
      const [suite, ...others] = suites;
      if (suite === undefined || others.length > 0) throw new Error(`${suites.length} suites`);
      await using workspace = await open(changes);
      return await suite.run(workspace, { runMs });
    },
    [Symbol.asyncDispose]: () => project[Symbol.asyncDispose](),
  };
}

export const ids = (run: BenchmarkRun): readonly string[] => run.readings.map(({ id }) => id);

/** id → unit, the short form of a run; fails with what was printed when a value is no time. */
export function units(run: BenchmarkRun): Readonly<Record<string, string>> {
  if (run.readings.length === 0) throw new Error(`${run.kind}: ${run.output}`);
  return Object.fromEntries(run.readings.map(({ id, unit }) => [id, unit]));
}

/** What a harness wrote when it ran for these tests; machine, commit and paths were taken out. */
export const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

/** Whether a program starts here; says so where it does not. */
export function hasProgram(name: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(name, args, { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`skipped: ${name} does not run on this machine`);
    return false;
  }
}
