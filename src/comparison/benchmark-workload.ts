import type {
  BenchmarkKind,
  BenchmarkRun,
  BenchmarkSuite,
  Reading,
} from '../benchmarks/benchmark-suite.ts';
import { type Part, RESOLUTIONS, type Workload, type WorkRun } from './workload.ts';

const OLD_NODE =
  ' (a program that imports tinybench or mitata has to run on Node 22.15 or newer, or call `require`)';

const REASONS: Readonly<Partial<Record<BenchmarkRun['kind'], string>>> = {
  failed: 'it fails',
  'timed-out': 'it did not end in time',
  unreadable: 'its result could not be read',
};

/** What mostly keeps a report from being there. */
const HINTS: Readonly<Partial<Record<BenchmarkKind, string>>> = {
  tinybench: OLD_NODE,
  mitata: OLD_NODE,
};

const partOf = ({ id, name, file, value, unit, better }: Reading): Part => ({
  ...{ id, name, file, value, unit, better },
  passed: true,
});

function workRunOf(run: BenchmarkRun, harness: BenchmarkKind): WorkRun {
  const { kind, readings, failing, output, usage, ending } = run;
  const timedOut = kind === 'timed-out';
  const [first] = failing;
  if (kind === 'reported' && first === undefined) {
    return { kind: 'complete', why: '', timedOut, parts: readings.map(partOf), output, usage };
  }
  if (kind === 'reported') {
    const parts = partsBeside(run);
    return { kind: 'failing', why: `${first?.id} fails`, timedOut, parts, output, usage };
  }
  const how = ending === undefined ? '' : ` (${ending})`;
  const hint = kind === 'unreadable' ? (HINTS[harness] ?? '') : '';
  const why = `${REASONS[kind]}${how}${hint}`;
  // Where a hint says what to do, the general advice would say something else.
  const isUnread = kind === 'unreadable' && hint === '';
  // One that fails is no reason to lose the others.
  return kind === 'failed' && readings.length > 0
    ? { kind: 'failing', why, timedOut, parts: partsBeside(run), output, usage }
    : { kind: 'useless', why, timedOut, unread: isUnread, parts: [], output, usage };
}

function partsBeside({ readings, failing }: BenchmarkRun): readonly Part[] {
  const failed = new Set(failing.map(({ id }) => id));
  return [
    ...readings.filter(({ id }) => !failed.has(id)).map(partOf),
    ...failing.map((one): Part => ({ ...partOf({ ...one, value: 0 }), passed: false })),
  ];
}

/**
 * A benchmark suite as something to measure: by what its own harness says of each
 * benchmark. How long it runs as a whole is the harness's choice and tells nothing.
 */
export const benchmarkWorkload = (suite: BenchmarkSuite): Workload => ({
  kind: 'benchmarks',
  commandLine: suite.commandLine,
  build: suite.build,
  omitted: suite.omitted,
  resolution: RESOLUTIONS.benchmarks,
  nodeProcesses: () => 0,
  writtenIn: suite.writtenIn,
  async prepare(workspace, signal) {
    const unmade = await suite.prepare(workspace, signal);
    return unmade && { why: `\`${suite.build}\` failed (${unmade.ending})`, output: unmade.output };
  },
  run: async (workspace, _manner, limitMs, signal) =>
    workRunOf(await suite.run(workspace, { runMs: limitMs }, signal), suite.kind),
});
