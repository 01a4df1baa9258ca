import { writtenInFiles } from '../benchmarks/sources.ts';
import type { Selection, TestRun, TestRunner } from '../ports.ts';
import { type Part, RESOLUTIONS, type Workload, type WorkRun } from './workload.ts';

/** Runners that start a process for each test file, or for the suite. */
const PER_FILE: ReadonlySet<TestRunner['kind']> = new Set(['node', 'vitest']);
/** Processor time of Node before it does anything: less than it ever takes. */
const NODE_MS = 25;
const NODE_KINDS: ReadonlySet<TestRunner['kind']> = new Set(['jest', 'mocha', 'node', 'vitest']);

/** A test suite, or the given files of it, as something to measure. */
export function testWorkload(runner: TestRunner, selection: Selection, testMs: number): Workload {
  return {
    ...(runner.kind !== 'command' && {
      only: (files: readonly string[]) => testWorkload(runner, { kind: 'files', files }, testMs),
    }),
    kind: 'tests',
    commandLine: runner.commandLine,
    build: runner.build,
    omitted: runner.omitted,
    resolution: RESOLUTIONS.tests,
    nodeProcesses({ parts, usage: { cpuMs } }) {
      // Of other commands nobody knows; one that is run by npm or a script starts a few.
      if (runner.kind === 'command') return Math.min(2, Math.floor((cpuMs ?? 1_000) / NODE_MS));
      if (!NODE_KINDS.has(runner.kind)) return 0;
      return PER_FILE.has(runner.kind) ? 1 + filesOf(parts) : 1;
    },
    writtenIn: writtenInFiles,
    async prepare(workspace, signal) {
      const broken = await runner.prepare(workspace, signal);
      return broken && { why: `\`${runner.build}\` failed${how(broken)}`, output: broken.output };
    },
    async run(workspace, manner, limitMs, signal) {
      const run = await runner.run(
        workspace,
        selection,
        {
          runMs: limitMs,
          measuring: manner,
          // A tool that slows tests down must not make them fail.
          ...(manner === 'times' && { testMs: Math.min(testMs, limitMs) }),
        },
        signal,
      );
      return workRunOf(run);
    },
  };
}

const filesOf = (parts: readonly Part[]): number =>
  Math.max(1, new Set(parts.flatMap(({ file }) => file ?? [])).size);

const REASONS: Readonly<Partial<Record<TestRun['kind'], string>>> = {
  'build-failed': 'the build step failed',
  'timed-out': 'it did not end in time',
  unreadable: 'its result could not be read',
};

/** How it ended, where that is known. */
const how = ({ ending }: TestRun): string => (ending === undefined ? '' : ` (${ending})`);

function workRunOf(run: TestRun): WorkRun {
  const { usage, output } = run;
  const isEmpty = run.kind === 'unreadable' && run.cases.length === 0;
  const why = isEmpty ? 'no test ran, or its result could not be read' : (REASONS[run.kind] ?? '');
  const failed = run.cases.filter(({ status }) => status === 'failed');
  const timedOut = run.kind === 'timed-out';
  if (why !== '') return { kind: 'useless', why, timedOut, parts: [], usage, output };
  const [first] = failed;
  if (run.kind === 'exit-status') {
    return first === undefined
      ? { kind: 'complete', why, parts: [], usage, output }
      : {
          kind: 'useless',
          why: `it fails${how(run)}`,
          parts: [],
          usage,
          output,
        };
  }
  const parts = run.cases.flatMap(({ id, name, file, status, durationMs }): Part[] =>
    status === 'skipped'
      ? []
      : [
          {
            ...{ id, name, file, value: durationMs, unit: 'ms', better: 'lower' },
            passed: status === 'passed',
          },
        ],
  );
  if (parts.length === 0) {
    return { kind: 'useless', why: 'it runs no test', timedOut, parts, usage, output };
  }
  const failing = first === undefined ? '' : `${first.id} fails`;
  return { kind: first === undefined ? 'complete' : 'failing', why: failing, parts, usage, output };
}
