import type { BenchmarkRun, BenchmarkSuite, Reading } from '../benchmarks/benchmark-suite.ts';
import type { Part, Workload, WorkRun } from './workload.ts';

const REASONS: Readonly<Partial<Record<BenchmarkRun['kind'], string>>> = {
  failed: 'it fails',
  'timed-out': 'it did not end in time',
  unreadable: 'its result could not be read',
};

const partOf = ({ id, name, file, value, unit, better }: Reading): Part => ({
  ...{ id, name, file, value, unit, better },
  passed: true,
});

function workRunOf({ kind, readings, output, usage }: BenchmarkRun): WorkRun {
  const why = REASONS[kind] ?? '';
  return {
    ...{ why, output, usage, parts: why === '' ? readings.map(partOf) : [] },
    kind: why === '' ? 'complete' : 'useless',
    timedOut: kind === 'timed-out',
  };
}

/**
 * A benchmark suite as something to measure: by what its own harness says of each
 * benchmark. How long it runs as a whole is the harness's choice and tells nothing.
 */
export const benchmarkWorkload = (suite: BenchmarkSuite): Workload => ({
  kind: 'benchmarks',
  commandLine: suite.commandLine,
  resolution: 0,
  nodeProcesses: () => 0,
  writtenIn: suite.writtenIn,
  // What has to be built is built by its first run.
  prepare: async () => undefined,
  run: async (workspace, _manner, limitMs, signal) =>
    workRunOf(await suite.run(workspace, { runMs: limitMs }, signal)),
});
