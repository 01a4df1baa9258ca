import type { BenchRun, BenchSettings } from './bench.ts';
import { detectBenchmarks } from './benchmarks/benchmark-suite.ts';
import { benchmarkWorkload } from './comparison/benchmark-workload.ts';
import { testWorkload } from './comparison/test-workload.ts';
import type { Workload } from './comparison/workload.ts';
import { WrongUse } from './errors.ts';
import { detectTestRunner, type Project } from './measure/detection.ts';

/** What is run: a command that was named, else the tests and every benchmark suite that there is. */
export async function findWorkloads(
  { testCommand, benchCommand, buildCommand, testMs, timing }: BenchSettings,
  project: Project,
  environment: BenchRun['environment'],
  scratch: string,
): Promise<readonly Workload[]> {
  // What a benchmark says of itself are times.
  const isWanted = testCommand === undefined || benchCommand !== undefined;
  const suites =
    isWanted && timing
      ? await detectBenchmarks(project, { benchCommand, buildCommand, environment })
      : [];
  const benchmarks = suites.map(benchmarkWorkload);
  if (benchCommand !== undefined && testCommand === undefined) return benchmarks;
  try {
    const runner = await detectTestRunner(project, {
      ...{ testCommand, buildCommand, environment, scratch, inAll: true },
    });
    return [testWorkload(runner, { kind: 'all' }, testMs), ...benchmarks];
  } catch (error) {
    // A project may have benchmarks and no tests.
    if (error instanceof WrongUse && benchmarks.length > 0) return benchmarks;
    throw error;
  }
}

const NO_TESTS =
  'No tests were found, so that only benchmarks ran: name the command that runs them to compare them too.';

/** Where they were asked for and there are none beside the benchmarks. */
export const noteOnLackOfTests = (
  { testCommand, benchCommand }: BenchSettings,
  workloads: readonly Workload[],
): readonly string[] =>
  testCommand === undefined &&
  benchCommand === undefined &&
  workloads.every(({ kind }) => kind === 'benchmarks')
    ? [NO_TESTS]
    : [];
