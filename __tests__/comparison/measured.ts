import type { Measured } from '../../src/comparison/compare.ts';
import type { Pair } from '../../src/comparison/pairs.ts';
import { testWorkload } from '../../src/comparison/test-workload.ts';
import type { ResourceUsage, TestRunner } from '../../src/ports.ts';

const runner = { kind: 'node', commandLine: 'node --test' } as TestRunner;

/** Of one run; processor time in milliseconds. */
export const usage = (cpuMs: number | null): ResourceUsage => ({
  ...{ wallMs: 1_000, cpuMs, systemMs: cpuMs === null ? null : 0, cpuTickMs: 1 },
  ...{ peakRssBytes: null, minorFaults: null, majorFaults: null },
});

export const pair = (base: number | null, head: number | null): Pair => ({
  order: 'base-first',
  base: { usage: usage(base), values: [base] },
  head: { usage: usage(head), values: [head] },
});

/** One test in these pairs, whose duration is the processor time. */
export const measured = (pairs: readonly Pair[], over: Partial<Measured> = {}): Measured => ({
  workload: testWorkload(runner, { kind: 'all' }, 1_000),
  broken: [],
  subjects: {
    compared: [{ id: 'a::one', name: 'one', file: 'a', unit: 'ms', better: 'lower' }],
    ...{
      leftOut: 0,
      appeared: [],
      vanished: [],
      failing: [],
      newlyFailing: [],
      unrun: [],
      changed: [],
      same: true,
    },
  },
  counted: { source: null, base: [], head: [], missing: 'not asked for' },
  timed: { pairs, dropped: 0, cut: null, turns: 1, pinned: false },
  ...over,
});

export const ten = (base: number | null, head: number | null) =>
  Array.from({ length: 10 }, (_, at) => ({
    ...pair(base === null ? null : base + at, head === null ? null : head + at),
    order: at % 2 === 0 ? ('base-first' as const) : ('head-first' as const),
  }));
