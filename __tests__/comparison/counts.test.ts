import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { countSides } from '../../src/comparison/counts.ts';
import type { Side } from '../../src/comparison/side.ts';
import { testWorkload } from '../../src/comparison/test-workload.ts';
import { isLackOfTime } from '../../src/comparison/uncounted.ts';
import type { Part, Workload, WorkRun } from '../../src/comparison/workload.ts';
import type { Command, TestRunner, Workspace } from '../../src/ports.ts';

const usage = {
  ...{ wallMs: 100, cpuMs: 100, peakRssBytes: null, minorFaults: null, majorFaults: null },
};
const part = (file: string, name: string): Part => ({
  ...{ id: `${file}::${name}`, name, file, value: 20, unit: 'ms', better: 'lower', passed: true },
});
const warmUp: WorkRun = {
  ...{ kind: 'complete', why: '', usage, output: '' },
  parts: [part('a.js', 'one'), part('a.js', 'two'), part('b.js', 'one'), part('c.js', 'one')],
};

/** A workspace in which there is a perf that counts seven instructions of anything. */
async function openCounting(): Promise<Workspace> {
  const outbox = await mkdtemp(join(tmpdir(), 'counts-'));
  const exec = async ({ line }: Command) => {
    const [, report] = /perf stat .*-o '?([^' ]+)/.exec(line) ?? [];
    if (report !== undefined) await writeFile(report, '7,,instructions:u,9,100.00,,\n');
    return { end: 'exited', exitCode: report === undefined ? 1 : 0, output: '', usage } as const;
  };
  return {
    ...({ isBase: true, root: outbox, toplevel: outbox, outbox } as const),
    exec,
    [Symbol.asyncDispose]: () => rm(outbox, { recursive: true }),
  };
}

const sideOf = (name: Side['name'], workspace: Workspace): Side => ({
  ...{ name, workspace, warmUp, watch: { left: async () => [] } },
  [Symbol.asyncDispose]: async () => undefined,
});

async function counted(run: WorkRun) {
  await using workspace = await openCounting();
  const workload: Workload = {
    ...testWorkload(runnerOf('node'), { kind: 'all' }, 1_000),
    async run(place, _manner, timeoutMs) {
      await place.exec({ line: 'node --test', timeoutMs });
      return run;
    },
  };
  const { signal } = new AbortController();
  const [base, head] = [sideOf('base', workspace), sideOf('head', workspace)];
  return await countSides(base, head, workload, 10_000, signal);
}

const runnerOf = (kind: TestRunner['kind']) => ({ kind, commandLine: kind }) as TestRunner;

test('a run of which every process was counted gives counts, two a side', async () => {
  const { source, base, head, missing } = await counted(warmUp);
  expect({ source, missing }).toEqual({ source: 'perf', missing: '' });
  const one = { instructions: 7, branchMisses: null };
  expect([base, head]).toEqual([
    [one, one],
    [one, one],
  ]);
});

test('counting that its time ends is said to have had too little, and not to behave otherwise', async () => {
  const why = 'it did not end in time';
  const late: WorkRun = { ...warmUp, kind: 'useless', why, timedOut: true, parts: [] };
  const { missing } = await counted(late);
  expect(isLackOfTime(missing)).toBe(true);
  expect(missing).not.toContain('behaves otherwise');
});

test('a runner that starts a process for each file starts as many as its warm-up had files', () => {
  const of = (kind: TestRunner['kind'], run = warmUp) =>
    testWorkload(runnerOf(kind), { kind: 'all' }, 1_000).nodeProcesses(run);
  expect([of('node'), of('vitest'), of('jest'), of('pytest')]).toEqual([4, 4, 1, 0]);
  expect(of('node', { ...warmUp, parts: [] })).toBe(2);
});
