import { expect, test } from '@jest/globals';
import { testWorkload } from '../../src/comparison/test-workload.ts';
import type { TestRun, TestRunner, Workspace } from '../../src/ports.ts';

const usage = {
  ...{ wallMs: 100, cpuMs: 100, peakRssBytes: null, minorFaults: null, majorFaults: null },
};

const workloadOf = (run: Partial<TestRun>, kind: TestRunner['kind'] = 'node') =>
  testWorkload(
    {
      ...{ kind, commandLine: 'node --test', prepare: async () => undefined },
      run: async () => ({ kind: 'reported', cases: [], output: '', usage, ...run }),
      trace: async () => undefined as never,
    },
    { kind: 'all' },
    1_000,
  );

const runOf = (run: Partial<TestRun>) =>
  workloadOf(run).run({} as Workspace, 'times', 1_000, new AbortController().signal);

test('a suite of which no test runs gives nothing to compare', async () => {
  const skipped = {
    id: 'a::one',
    name: 'one',
    file: 'a',
    status: 'skipped',
    durationMs: 0,
  } as const;
  expect(await runOf({ cases: [skipped] })).toMatchObject({
    ...{ kind: 'useless', why: 'it runs no test' },
  });
  const passed = { ...skipped, status: 'passed' } as const;
  expect(await runOf({ cases: [passed] })).toMatchObject({ kind: 'complete' });
});

test('a command that takes less than Node does to start is expected to start none', () => {
  const { nodeProcesses } = workloadOf({}, 'command');
  const processes = (cpuMs: number | null) =>
    nodeProcesses({
      ...{ kind: 'complete', why: '', parts: [], output: '', usage: { ...usage, cpuMs } },
    });
  expect([2, 30, 900, null].map(processes)).toEqual([0, 1, 2, 2]);
});
