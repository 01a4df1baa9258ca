import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Pair } from '../../src/comparison/pairs.ts';
import { recordOf } from '../../src/comparison/record.ts';
import { comparisonSchema, workloadSchema } from '../../src/report/comparison/comparison.ts';
import { measured, pair, ten, usage } from './measured.ts';

test('what could not be measured is null and inconclusive, never zero', () => {
  const { whole } = recordOf(measured(ten(null, null)));
  for (const { name, base, head, judgement } of whole) {
    if (name === 'wall') continue;
    expect({ name, base, head }).toEqual({ name, base: null, head: null });
    if (judgement !== null) expect(judgement.why).toBe('it was not measured');
  }
});

test('a record is what its schema says', () => {
  expect(() => workloadSchema.parse(recordOf(measured(ten(900, 1_800))))).not.toThrow();
  expect(comparisonSchema.shape.workloads.element).toBe(workloadSchema);
});

test('of a suite whose every test is renamed so much is named as can be published, and all counted', () => {
  const ids = (side: string) => Array.from({ length: 100_000 }, (_, at) => `${side}.js::${at}`);
  const subjects = { ...measured([]).subjects, appeared: ids('head'), vanished: ids('base') };
  const { named } = recordOf(measured(ten(900, 900), { subjects }));
  expect([named.appeared.length, named.vanished.length]).toEqual([100, 100]);
  expect(named.totals).toMatchObject({ appeared: 100_000, vanished: 100_000, changed: 0 });
});

test('of the files that only the head leaves some are named, and all counted', () => {
  const kept = Array.from({ length: 2_000 }, (_, at) => `cache/${at}`);
  const record = recordOf(measured(ten(900, 900), { kept }));
  expect([record.kept?.length, record.keptTotal]).toEqual([20, 2_000]);
});

test('twice the time is slower, as a whole and for its test', () => {
  const record = recordOf(measured(ten(900, 1_800)));
  expect(record.verdict).toBe('slower');
  expect(record.parts[0]?.judgement.verdict).toBe('slower');
});

test('more operations a second are faster', () => {
  const subjects = {
    ...measured([]).subjects,
    compared: [{ id: 'b', name: 'b', unit: 'op/s' as const, better: 'higher' as const }],
  };
  const record = recordOf(measured(ten(900, 1_800), { subjects }));
  expect(record.parts[0]).toMatchObject({
    base: expect.closeTo(904.5),
    judgement: { verdict: 'faster' },
  });
});

test('of operations a second, twice as many are 100 % more, and faster', () => {
  const subjects = {
    ...measured([]).subjects,
    compared: [{ id: 'b', name: 'b', unit: 'op/s' as const, better: 'higher' as const }],
  };
  const [part] = recordOf(measured(ten(900, 1_800), { subjects })).parts;
  const { base = null, head = null, judgement } = part ?? {};
  expect(judgement?.verdict).toBe('faster');
  expect(judgement?.change?.centre).toBeCloseTo((head ?? 0) / (base ?? 1) - 1, 2);
  expect(judgement?.change?.low).toBeLessThanOrEqual(judgement?.change?.centre ?? 0);
  expect(judgement?.change?.high).toBeGreaterThanOrEqual(judgement?.change?.centre ?? 9);
});

test('what was nothing and is something is slower by no figure; what stays nothing is no different', () => {
  const subjects = {
    ...measured([]).subjects,
    compared: [{ id: 'b', name: 'b', unit: 'allocs/op' as const, better: 'lower' as const }],
  };
  const of = (base: number, head: number) => {
    const pairs = ten(900, 900).map((pair) => ({
      ...pair,
      base: { ...pair.base, values: [base] },
      head: { ...pair.head, values: [head] },
    }));
    // A benchmark's reading is as fine as its harness made it.
    const workload = { ...measured([]).workload, resolution: 0 };
    return recordOf(measured(pairs, { subjects, workload })).parts[0];
  };
  expect(of(0, 40)).toMatchObject({
    ...{ base: 0, head: 40, judgement: { verdict: 'slower', change: null } },
  });
  expect(of(0, 0)).toMatchObject({ base: 0, head: 0, judgement: { verdict: 'no-difference' } });
});

test('readings that flip between nothing and something make a record that its schema takes', () => {
  const zero = fc.constantFrom(0, 0, 1, 3e10);
  const rows = fc.array(fc.tuple(zero, zero), { minLength: 1, maxLength: 20 });
  const better = fc.constantFrom('lower' as const, 'higher' as const);
  fc.assert(
    fc.property(rows, better, (values, direction) => {
      const compared = [{ id: 'b', name: 'b', unit: 'op/s' as const, better: direction }];
      const pairs = values.map(([base, head]): Pair => {
        const memory = (peakRssBytes: number) => ({ ...usage(900), peakRssBytes });
        return {
          order: 'base-first',
          base: { usage: memory(base), values: [base] },
          head: { usage: memory(head), values: [head] },
        };
      });
      const subjects = { ...measured([]).subjects, compared };
      const workload = { ...measured([]).workload, resolution: 0 };
      const record = recordOf(measured(pairs, { subjects, workload }));
      expect(() => workloadSchema.parse(JSON.parse(JSON.stringify(record)))).not.toThrow();
    }),
  );
});

test('what becomes nothing is all of it less', () => {
  const pairs = ten(900, 900).map((pair) => ({ ...pair, head: { ...pair.head, values: [0] } }));
  const workload = { ...measured([]).workload, resolution: 0 };
  expect(recordOf(measured(pairs, { workload })).parts[0]?.judgement).toMatchObject({
    ...{ verdict: 'faster', change: { centre: -1, low: -1, high: -1 } },
  });
});

test('sides that do not run the same tests have no verdict as a whole', () => {
  const subjects = { ...measured([]).subjects, same: false };
  const { whole, comparable } = recordOf(measured(ten(900, 1_800), { subjects }));
  expect(comparable).toBe(false);
  // Nothing would have been seen: a quiet machine is not to be called noisy.
  expect(whole.find(({ name }) => name === 'cpu')?.judgement).toMatchObject({
    why: 'the two sides do not run the same tests',
    visible: null,
  });
});

test('a command that gets slower from run to run on both sides is said to', () => {
  const drifting = Array.from({ length: 10 }, (_, at) => pair(500 + 100 * at, 510 + 100 * at));
  const { notes, pairs } = recordOf(measured(drifting));
  expect(pairs.drift).toBe('slower');
  expect(notes).toEqual([
    expect.stringMatching(/^The command gets slower from run to run \(1\d\d % /),
  ]);
  const steady = recordOf(measured(ten(900, 900)));
  expect(steady).toMatchObject({ notes: [] });
  expect(steady.pairs).not.toHaveProperty('drift');
});
