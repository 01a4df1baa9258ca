import { expect, test } from '@jest/globals';
import { runPairs } from '../../src/comparison/pairs.ts';
import type { Side } from '../../src/comparison/side.ts';
import type { Workload, WorkRun } from '../../src/comparison/workload.ts';
import type { Command, Workspace } from '../../src/ports.ts';

const usage = {
  ...{ wallMs: 100, cpuMs: 100, peakRssBytes: 4096, minorFaults: 1, majorFaults: 0 },
};
const complete: WorkRun = { kind: 'complete', why: '', parts: [], usage, output: '' };

/** A side whose workspace remembers what it was asked to run, and on which core. */
function sideOf(name: Side['name'], ran: (string | number)[][]): Side {
  const exec = async (command: Command) => {
    ran.push([name, command.core ?? 'any']);
    return { end: 'exited', exitCode: 0, output: String(command.core ?? ''), usage } as const;
  };
  const workspace = { exec } as unknown as Workspace;
  const watch = { left: async () => [] };
  return { name, workspace, watch, warmUp: complete, [Symbol.asyncDispose]: async () => undefined };
}

/** Runs one command; `isFine` says by its core whether it ends as in its warm-up. */
const workloadOf = (isFine: (core: string) => boolean): Workload => ({
  ...{ kind: 'tests', commandLine: 'make check', resolution: 1, nodeProcesses: () => 0 },
  writtenIn: () => () => false,
  prepare: async () => undefined,
  async run(workspace) {
    const { output } = await workspace.exec({ line: 'make check', timeoutMs: 1 });
    return isFine(output) ? complete : { ...complete, kind: 'failing' };
  },
});

async function pairsOf(workload: Workload, turns: number, cores: readonly number[]) {
  const ran: (string | number)[][] = [];
  const result = await runPairs(
    sideOf('base', ran),
    sideOf('head', ran),
    {
      ...{ workload, subjects: [], turns, cores, deadline: Number.POSITIVE_INFINITY },
      ...{ random: () => 0, onPair: () => undefined },
    },
    new AbortController().signal,
  );
  return { ran, result };
}

test('the sides of a pair take turns on one core, and every two pairs take the next', async () => {
  const { ran, result } = await pairsOf(
    workloadOf(() => true),
    2,
    [0, 3],
  );
  expect(result).toMatchObject({ turns: 2, pinned: true, dropped: 0, cut: null });
  expect(result.pairs).toHaveLength(10);
  expect(ran).toHaveLength(40);
  const [first, second, third] = [ran.slice(0, 4), ran.slice(4, 8), ran.slice(8, 12)];
  expect(first).toEqual([
    ['base', 0],
    ['head', 0],
    ['base', 0],
    ['head', 0],
  ]);
  expect(second).toEqual([
    ['head', 0],
    ['base', 0],
    ['head', 0],
    ['base', 0],
  ]);
  expect(third.every(([, core]) => core === 3)).toBe(true);
});

test('what ends otherwise on one core alone is not kept there, and loses no pair by it', async () => {
  const { ran, result } = await pairsOf(
    workloadOf((core) => core === ''),
    1,
    [0, 3],
  );
  expect(result).toMatchObject({ pinned: false, dropped: 0 });
  expect(result.pairs).toHaveLength(10);
  expect(ran.filter(([, core]) => core !== 'any')).toHaveLength(1);
});

test('what ends otherwise in any case is left out', async () => {
  const { result } = await pairsOf(
    workloadOf(() => false),
    1,
    [],
  );
  expect(result).toMatchObject({ dropped: 10, pairs: [] });
  expect(result.unlike).toMatchObject({ side: 'head', run: { kind: 'failing' } });
});

/** Takes longer by so much, in each run, than what went before; a noisy one at that. */
function growing(stepMs: number): Workload {
  let runs = 0;
  return {
    ...workloadOf(() => true),
    async run() {
      const cpuMs = 100 + stepMs * runs + (runs % 4 === 1 ? 30 : 0);
      runs++;
      return { ...complete, usage: { ...usage, cpuMs } };
    },
  };
}

test('ten pairs that are too noisy become twenty, but not where each run changes the next one', async () => {
  const { result: noisy } = await pairsOf(growing(0), 1, []);
  expect(noisy.pairs).toHaveLength(20);
  const { result: drifting } = await pairsOf(growing(20), 1, []);
  expect(drifting.pairs).toHaveLength(10);
});

test('parts that go by other names on one core alone are not kept there', async () => {
  const named = (id: string): WorkRun['parts'] => [
    { id, name: id, value: 1, unit: 'ns/op', better: 'lower', passed: true },
  ];
  const ran: (string | number)[][] = [];
  const side = (name: Side['name']): Side => {
    const warmUp = { ...complete, parts: named('BenchmarkSum-2') };
    return { ...sideOf(name, ran), warmUp };
  };
  const workload: Workload = {
    ...workloadOf(() => true),
    async run(workspace) {
      const { output } = await workspace.exec({ line: 'go test', timeoutMs: 1 });
      return { ...complete, parts: named(output === '' ? 'BenchmarkSum-2' : 'BenchmarkSum') };
    },
  };
  const options = {
    ...{ workload, subjects: named('BenchmarkSum-2'), turns: 1, cores: [0, 1] },
    ...{ deadline: Number.POSITIVE_INFINITY, random: () => 0, onPair: () => undefined },
  };
  const { signal } = new AbortController();
  const result = await runPairs(side('base'), side('head'), options, signal);
  expect(result).toMatchObject({ pinned: false, dropped: 0 });
  expect(result.pairs[0]?.base.values).toEqual([1]);
});

test('ten pairs of which too few are left for an interval become twenty', async () => {
  let runs = 0;
  const workload: Workload = {
    ...workloadOf(() => true),
    run: async () => (++runs <= 3 ? { ...complete, kind: 'failing' } : complete),
  };
  const { result } = await pairsOf(workload, 1, []);
  expect(result).toMatchObject({ dropped: 3 });
  expect(result.pairs).toHaveLength(17);
});
