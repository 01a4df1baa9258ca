import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type {
  BenchmarkRun,
  BenchmarkSuite,
  Reading,
} from '../../src/benchmarks/benchmark-suite.ts';
import { benchmarkWorkload } from '../../src/comparison/benchmark-workload.ts';
import { type CompareRequest, compareSides } from '../../src/comparison/compare.ts';
import { contradiction } from '../../src/comparison/contradiction.ts';
import { recordOf } from '../../src/comparison/record.ts';
import type { SideName } from '../../src/comparison/side.ts';
import type { Workload, WorkRun } from '../../src/comparison/workload.ts';
import { WrongUse } from '../../src/errors.ts';
import type { Workspace } from '../../src/ports.ts';
import { headlineOf, isCompared } from '../../src/report/comparison/headline.ts';
import { comparisonOf } from '../publication/compared.ts';

const usage = {
  ...{ wallMs: 10, cpuMs: 1_000, peakRssBytes: null, minorFaults: null, majorFaults: null },
};
const complete: WorkRun = { kind: 'complete', why: '', parts: [], usage, output: '' };

/** A workload that does on each side what is said here, in workspaces that know only whose they are. */
async function compared(
  runs: Readonly<Record<SideName, () => WorkRun>>,
  over: Partial<Workload> = {},
  how: Partial<CompareRequest> = {},
) {
  const outbox = await mkdtemp(join(tmpdir(), 'compare-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(outbox, { recursive: true }));
  const open = (root: SideName) => async () =>
    ({
      ...{ isBase: root === 'base', root, toplevel: root, outbox },
      exec: async () => ({ end: 'exited', exitCode: 0, output: '', usage }),
      [Symbol.asyncDispose]: async () => undefined,
    }) satisfies Workspace;
  const workload: Workload = {
    ...{ kind: 'tests', commandLine: 'make check', resolution: 1, nodeProcesses: () => 0 },
    writtenIn: () => () => false,
    prepare: async () => undefined,
    run: async ({ root }) => runs[root as SideName](),
    ...over,
  };
  const request: CompareRequest = {
    ...{ workload, open: { base: open('base'), head: open('head') }, changed: [] },
    files: { added: [], all: [] },
    ...{ budgetMs: 60_000, runMs: 1_000, counting: false },
    ...{ observe: () => undefined, random: () => 0, ...how },
  };
  const record = recordOf(await compareSides(request, new AbortController().signal));
  expect(contradiction(comparisonOf(record))).toBeUndefined();
  return record;
}

describe('a command that does not start', () => {
  const missing = (): WorkRun => {
    const output = 'sh: vitest: not found';
    throw new WrongUse('The test runner does not start: `vitest`.', 'Run npm ci.', { output });
  };
  const broken = (side: SideName) => ({
    ...{ side, output: 'sh: vitest: not found' },
    why: `The ${side} cannot be run. The test runner does not start: \`vitest\`. Run npm ci.`,
  });

  test('on one side is that side broken, and ends no other comparison', async () => {
    const record = await compared({ base: missing, head: () => complete });
    expect(record.broken).toEqual([broken('base')]);
    expect(headlineOf(record).claim).toBe('Not compared');
  });

  test('on either side names both', async () => {
    const record = await compared({ base: missing, head: missing });
    expect(record.broken).toEqual([broken('base'), broken('head')]);
  });

  test('is told from what is wrong with the machine', async () => {
    const worse = (): WorkRun => {
      throw new Error('The disk is full.');
    };
    await expect(compared({ base: worse, head: worse })).rejects.toThrow('The disk is full.');
  });
});

describe('a side on which no test passes', () => {
  const side = (passed: boolean) => (): WorkRun => ({
    ...{ ...complete, kind: passed ? 'complete' : 'failing', output: String(passed) },
    parts: ['one', 'two'].map((name) => ({
      ...{ id: name, name, value: 100, unit: 'ms', better: 'lower', passed },
    })),
  });

  test.each([
    ['head', { base: side(true), head: side(false) }, { newlyFailing: ['one', 'two'] }],
    ['base', { base: side(false), head: side(true) }, { failing: ['one', 'two'] }],
    ['base and head', { base: side(false), head: side(false) }, { failing: ['one', 'two'] }],
  ] as const)('is told from one that does not run: the %s', async (sides, runs, named) => {
    const record = await compared(runs);
    const support = `every test fails on the ${sides}`;
    expect(headlineOf(record)).toEqual({ claim: 'Not compared', support });
    expect(record.broken.map(({ side }) => side).join(' and ')).toBe(sides);
    expect(record.broken[0]).toMatchObject({ output: 'false' });
    expect(record.named).toMatchObject({ changed: [], ...named });
    expect(record.pairs).toMatchObject({ done: 0, cut: 'nothing-passes' });
  });
});

describe('a benchmark suite of which one fails', () => {
  const reading = (name: string, value = 40): Reading => ({
    ...{ id: `m::${name}`, name, file: 'm', value, unit: 'ns/op', better: 'lower' },
  });
  const ran = (over: Partial<BenchmarkRun>) => () =>
    ({ kind: 'reported', readings: [], failing: [], output: '', usage, ...over }) as const;
  const [sum, parse] = [reading('Sum'), reading('Parse')];
  const fine = ran({ readings: [sum, parse] });
  const suite = async (head: () => BenchmarkRun, kind: BenchmarkSuite['kind'] = 'go') => {
    const runs = { base: fine, head };
    const workload = benchmarkWorkload({
      ...{ kind, commandLine: 'go test -bench=.', build: undefined, omitted: undefined },
      ...{ writtenIn: () => () => false, prepare: async () => undefined },
      run: async ({ root }) => runs[root as SideName](),
    } satisfies BenchmarkSuite);
    return compared({ base: () => complete, head: () => complete }, workload);
  };

  test('is compared in the others, and the one is named', async () => {
    const failing = [reading('Parse')];
    const { parts, named, broken, pairs, notes } = await suite(
      ran({ kind: 'failed', readings: [{ ...sum, value: 80 }], failing }),
    );
    expect({ broken, done: pairs.done, notes }).toEqual({ broken: [], done: 10, notes: [] });
    expect(parts.map(({ id, judgement }) => [id, judgement.verdict])).toEqual([
      ['m::Sum', 'slower'],
    ]);
    expect(named).toMatchObject({ newlyFailing: ['m::Parse'], vanished: [] });
  });

  test('is named though the command succeeds', async () => {
    const { named } = await suite(ran({ readings: [sum], failing: [parse] }));
    expect(named).toMatchObject({ newlyFailing: ['m::Parse'], vanished: [] });
  });

  test('is said to fail where its report names none', async () => {
    const record = await suite(ran({ kind: 'failed', readings: [sum] }));
    expect(record.parts).toHaveLength(1);
    expect(record.named.vanished).toEqual(['m::Parse']);
    expect(record.notes).toEqual([
      'On the head `go test -bench=.` fails: only what it reported nevertheless is compared.',
    ]);
  });

  test('gives nothing where it reports nothing, or did not end', async () => {
    const nothing = await suite(ran({ kind: 'failed' }));
    const late = await suite(ran({ kind: 'timed-out', readings: [sum] }));
    expect([nothing, late].map(({ broken }) => broken[0]?.side)).toEqual(['head', 'head']);
    for (const { broken } of [nothing, late]) expect(broken[0]).not.toHaveProperty('unread');
  });

  test('says what mostly keeps a report from being there, where that is known', async () => {
    const unread = ran({ kind: 'unreadable' });
    const [told, other] = [await suite(unread, 'mitata'), await suite(unread)];
    expect([told, other].map(({ broken }) => broken[0]?.unread)).toEqual([undefined, true]);
    expect(told.broken[0]?.why).toContain('has to run on Node 22.15 or newer');
    expect(other.broken[0]?.why).not.toContain('Node');
  });
});

describe('a test beside one that fails on the head', () => {
  const part = (file: string, name: string, passed = true, value = 100) => ({
    ...{ id: `${file}::${name}`, name, file, value, unit: 'ms' as const, better: 'lower' as const },
    passed,
  });
  const steady = part('b', 'steady');
  const base = [part('a', 'slow'), part('a', 'breaks'), steady];
  const head = [part('a', 'slow', true, 900), part('a', 'breaks', false), steady];
  const runOf = (parts: WorkRun['parts']): WorkRun => ({ ...complete, parts });
  const onlyB: Workload = {
    ...{ kind: 'tests', commandLine: 'make b', resolution: 1, nodeProcesses: () => 0 },
    writtenIn: () => () => false,
    prepare: async () => undefined,
    run: async () => runOf([steady]),
  };
  const sides = { base: () => runOf(base), head: () => runOf(head) };

  test('is named as not run where its file is left out', async () => {
    const record = await compared(sides, { only: () => onlyB });
    expect(record.parts.map(({ id }) => id)).toEqual(['b::steady']);
    expect(record.files).toEqual({ ran: 1, of: 2 });
    expect(record.named).toMatchObject({ unrun: ['a::slow'], newlyFailing: ['a::breaks'] });
    expect(headlineOf(record)).toMatchObject({
      claim: 'No difference found',
      support: expect.stringMatching(
        /^1 test fails on the head and not on the base; 1 test that both sides pass was not compared; /,
      ),
    });
  });

  test('is named where its own file changed and no file can be left out', async () => {
    const steadyOnes = { base: sides.base, head: sides.base };
    const record = await compared(steadyOnes, {
      writtenIn:
        () =>
        ({ file }) =>
          file === 'a',
    });
    expect(record.named.changed).toEqual(['a::slow', 'a::breaks']);
    expect([record.comparable, record.parts.map(({ id }) => id)]).toEqual([false, ['b::steady']]);
  });

  test('is named where it appears or vanishes in files that are the same', async () => {
    const record = await compared({
      base: () => runOf([steady, part('b', 'old')]),
      head: () => runOf([steady, part('b', 'new')]),
    });
    expect(record.named).toMatchObject({ appeared: ['b::new'], vanished: ['b::old'] });
  });

  test('is compared where no file can be left out', async () => {
    const record = await compared(sides);
    expect(record.parts.map(({ id }) => id)).toEqual(['a::slow', 'b::steady']);
    expect(record.named.unrun).toEqual([]);
  });

  test('is named too where it fails in what runs alone', async () => {
    const alone: Workload = {
      ...onlyB,
      run: async ({ root }) => runOf([{ ...steady, passed: root === 'base' }]),
    };
    const { named } = await compared(sides, { only: () => alone });
    expect(named.newlyFailing).toEqual(['a::breaks', 'b::steady']);
  });
});

describe('a test that fails on the head in its first run alone', () => {
  const part = (name: string, passed = true) => ({
    ...{ id: name, name, value: 100, unit: 'ms' as const, better: 'lower' as const, passed },
  });
  const first = [part('steady'), part('wild', false)];
  const fine = [part('steady'), part('wild')];
  const of = async (...heads: readonly WorkRun['parts'][]) => {
    let run = 0;
    return compared({
      base: () => ({ ...complete, parts: fine }),
      head: () => ({ ...complete, parts: heads[Math.min(run++, heads.length - 1)] ?? [] }),
    });
  };

  test('is flaky, and not called failing', async () => {
    const { named, notes, pairs } = await of(first, fine);
    expect({ failing: named.newlyFailing, done: pairs.done }).toEqual({ failing: [], done: 10 });
    expect(notes).toEqual([
      '`wild` failed in one of two runs of the head and passed in the other: it is flaky there, and not called failing.',
    ]);
  });

  test('is no reason to blame another one that fails in the second', async () => {
    const { named, notes } = await of(first, [part('steady', false), part('wild')], fine);
    expect(named.newlyFailing).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^`steady`, `wild` failed in one of two runs/)]);
  });

  test('is not, where it fails again, or does not even run again', async () => {
    const { named, notes } = await of(first);
    expect([named.newlyFailing, notes]).toEqual([['wild'], []]);
    const gone = await of(first, [part('steady', false)], [part('steady')]);
    expect(gone.named.newlyFailing).toEqual(['wild']);
  });
});

describe('a build', () => {
  const late = (): Promise<undefined> =>
    new Promise((_, reject) => setTimeout(() => reject(new Error('It was ended.')), 300));

  test('that takes all of the time there is ends with it, and is told as that', async () => {
    const record = await compared(
      { base: () => complete, head: () => complete },
      { prepare: late },
      { budgetMs: 50 },
    );
    expect(record.broken.map(({ why }) => why)).toEqual([
      'The base was not built: the time there is was up before that was done. Raise max-minutes.',
      'The head was not built: the time there is was up before that was done. Raise max-minutes.',
    ]);
    expect(headlineOf(record).claim).toBe('Not compared');
  });
});

test('where no pair fits into the time, nothing is called compared', async () => {
  const runs = { base: () => complete, head: () => complete };
  const record = await compared(runs, {}, { budgetMs: 0 });
  expect(record.pairs.cut).toBe('out-of-time');
  expect(headlineOf(record)).toEqual({ claim: 'Not compared', support: 'the time was up' });
  expect(isCompared(record)).toBe(false);
});

describe('instructions of sides that do not run the same tests', () => {
  const passing = (...names: readonly string[]): WorkRun => ({
    ...complete,
    parts: names.map((name) => ({
      ...{ id: name, name, value: 100, unit: 'ms', better: 'lower', passed: true },
    })),
  });
  const manners: string[] = [];
  const count = (timing: boolean) =>
    compared(
      { base: () => passing('old', 'both'), head: () => passing('both') },
      {
        async run({ root }, manner) {
          manners.push(manner);
          return root === 'base' ? passing('old', 'both') : passing('both');
        },
      },
      { counting: true, timing },
    );

  test('are not counted, and it is said why', async () => {
    const { counting, pairs } = await count(true);
    expect(counting).toEqual({
      source: null,
      missing: expect.stringContaining('the two sides do not run the same tests'),
    });
    expect(pairs.done).toBeGreaterThan(0);
    expect(manners).not.toContain('counts');
  });

  test('are not compared where nothing else was asked for', async () => {
    const record = await count(false);
    expect(headlineOf(record)).toMatchObject({ claim: 'Not compared' });
    expect(record.counting.missing).toContain('the two sides do not run the same tests');
  });
});

describe('what the runs leave', () => {
  const untold = async (how: Partial<CompareRequest>) =>
    (await compared({ base: () => complete, head: () => complete }, {}, how)).keptUntold;

  test('is looked at where something was measured, and it is said why it could not be told', async () => {
    expect(await untold({})).toBe('unreadable');
  });

  test('is not looked at where nobody asks, or where nothing was measured', async () => {
    expect(await untold({ looking: false })).toBeNull();
    expect(await untold({ timing: false })).toBeNull();
  });
});
