import type { BenchRun, BenchSettings } from './bench.ts';
import { detectBenchmarks } from './benchmarks/benchmark-suite.ts';
import { benchmarkWorkload } from './comparison/benchmark-workload.ts';
import { testWorkload } from './comparison/test-workload.ts';
import type { Workload } from './comparison/workload.ts';
import { WrongUse } from './errors.ts';
import { detectTestRunner, type Project } from './measure/detection.ts';

export interface Workloads {
  readonly workloads: readonly Workload[];
  /** Why there are no tests among them, where they were asked for. */
  readonly notes: readonly string[];
}

/** What is run: a command that was named, else the tests and every benchmark suite that there is. */
export async function findWorkloads(
  { testCommand, benchCommand, buildCommand, testMs, timing }: BenchSettings,
  project: Project,
  environment: BenchRun['environment'],
  scratch: string,
): Promise<Workloads> {
  // What a benchmark says of itself are times.
  const isWanted = testCommand === undefined || benchCommand !== undefined;
  const suites =
    isWanted && timing
      ? await detectBenchmarks(project, { benchCommand, buildCommand, environment })
      : [];
  const benchmarks = suites.map(benchmarkWorkload);
  const untold = { notes: [] };
  if (benchCommand !== undefined && testCommand === undefined) {
    return { workloads: benchmarks, ...untold };
  }
  try {
    const runner = await detectTestRunner(project, {
      ...{ testCommand, buildCommand, environment, scratch, inAll: true },
    });
    const tests = testWorkload(runner, { kind: 'all' }, testMs);
    return { workloads: [tests, ...benchmarks], ...untold };
  } catch (error) {
    // A project may have benchmarks and no tests.
    if (!(error instanceof WrongUse) || benchmarks.length === 0) throw error;
    return { workloads: benchmarks, notes: [`Only benchmarks ran. ${error.message}`] };
  }
}
