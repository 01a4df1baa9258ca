import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contradiction } from '../../src/comparison/contradiction.ts';
import { CUTS, wasComparable } from '../../src/comparison/cut.ts';
import type { Pair } from '../../src/comparison/pairs.ts';
import { type Judgeable, recordOf } from '../../src/comparison/record.ts';
import { RESOLUTIONS } from '../../src/comparison/workload.ts';
import { type ComparedWorkload, workloadSchema } from '../../src/report/comparison/comparison.ts';
import { comparisonOf } from '../publication/compared.ts';
import { measured, ten } from './measured.ts';

/** As it is read from a file. */
const read = (made: Judgeable): ComparedWorkload =>
  workloadSchema.parse(JSON.parse(JSON.stringify(recordOf(made))));

const found = (workload: ComparedWorkload) => contradiction(comparisonOf(workload));

/** Of a quiet machine. */
const calm = fc.integer({ min: 900, max: 909 });
const wild = fc.oneof(
  fc.constantFrom(null, 0, 0, 1, 40, 3e10),
  fc.integer({ min: 500, max: 520 }),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
);

/** Of a part and its whole. */
const leastOf = (part: number | null, all: number | null): number | null =>
  part === null || all === null ? null : Math.min(part, all);

const unitOf = { tests: 'ms', benchmarks: 'ns/op' } as const;

const subjectsOf = (kind: 'tests' | 'benchmarks') => [
  { id: 'a::one', name: 'one', file: 'a', unit: unitOf[kind], better: 'lower' as const },
  { id: 'two', name: 'two', unit: unitOf[kind], better: 'lower' as const },
  ...(kind === 'tests'
    ? []
    : ([
        { id: 'r', name: 'r', unit: 'op/s', better: 'higher' },
        { id: 'n', name: 'n', unit: 'allocs/op', better: 'lower' },
      ] as const)),
];

const sample = (parts: number, cpuTickMs: number | undefined, amount: typeof wild) =>
  fc
    .tuple(
      amount.map((wallMs) => wallMs ?? 900),
      fc.array(amount, { minLength: 4, maxLength: 4 }),
      fc.array(amount, { minLength: parts, maxLength: parts }),
    )
    .map(
      ([
        wallMs,
        [cpuMs = null, peakRssBytes = null, minorFaults = null, other = null],
        values,
      ]) => ({
        usage: {
          ...{
            wallMs,
            cpuMs,
            systemMs: leastOf(other, cpuMs),
            peakRssBytes,
            minorFaults,
            majorFaults: other,
          },
          ...(cpuTickMs !== undefined && { cpuTickMs }),
        },
        values,
      }),
    );

/** In an order that is balanced. */
const inTurn = (sides: readonly Omit<Pair, 'order'>[]): readonly Pair[] =>
  sides.map((pair, at) => ({ ...pair, order: at % 2 === 0 ? 'head-first' : 'base-first' }));

const made: fc.Arbitrary<Judgeable> = fc
  .record({
    kind: fc.constantFrom('tests' as const, 'benchmarks' as const),
    tick: fc.constantFrom(undefined, 1, 10),
    amount: fc.constantFrom(calm, wild),
    parts: fc.integer({ min: 0, max: 4 }),
    cut: fc.constantFrom(null, ...CUTS),
    same: fc.boolean(),
    source: fc.constantFrom(null, 'perf' as const, 'cachegrind' as const),
    counts: fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 4, maxLength: 4 }),
    isBroken: fc.boolean(),
    renamed: fc.constantFrom(0, 1, 300),
  })
  .chain(({ kind, tick, amount, parts, cut, same, source, counts, isBroken, renamed }) => {
    const compared = subjectsOf(kind).slice(0, parts);
    const isTimed = !CUTS.slice(0, 6).includes(cut ?? 'interrupted') && !isBroken;
    const isCounted = kind === 'tests' && wasComparable(cut) && !isBroken;
    const counted = isCounted ? source : null;
    const needsBroken = cut === 'side-broken' || cut === 'nothing-passes';
    const [one = 1, two = 1, three = 1, four = 1] = counts;
    const count = (instructions: number) => ({ instructions, branchMisses: instructions % 7 });
    const side = () => sample(compared.length, tick, amount);
    const pair = fc.record({ base: side(), head: side() });
    const isWhole = isTimed && cut === null;
    const [minLength, maxLength] = isWhole ? [10, 10] : isTimed ? [1, 20] : [0, 0];
    return fc.array(pair, { minLength, maxLength }).map((pairs): Judgeable => {
      const plain = measured(inTurn(pairs));
      return {
        ...plain,
        workload: { kind, commandLine: 'make check', resolution: RESOLUTIONS[kind] },
        broken: isBroken ? [{ side: 'head', why: 'It fails.', output: '' }] : [],
        subjects: {
          ...{ ...plain.subjects, compared, same: same || renamed === 0 },
          appeared: Array.from({ length: renamed }, (_, at) => `new ${at}`),
        },
        counted:
          counted === null
            ? { source: null, base: [], head: [], missing: '' }
            : {
                ...{ source: counted, missing: '' },
                ...{ base: [count(one), count(two)], head: [count(three), count(four)] },
              },
        timed: { ...plain.timed, cut: needsBroken && !isBroken ? 'not-asked' : cut },
      };
    });
  });

test('what is made of any measurements follows from them', () => {
  fc.assert(fc.property(made, (given) => expect(found(read(given))).toBeUndefined()));
});

test('what is clearly slower or faster, or no different, follows from its measurements', () => {
  const heads = [1_800, 450, 900, 905];
  for (const head of heads) expect(found(read(measured(ten(900, head))))).toBeUndefined();
});

type Draft<T> = T extends object ? { -readonly [K in keyof T]: Draft<T[K]> } : T;

describe('what does not follow is told:', () => {
  const counts = [1_000, 2_000].map((instructions) =>
    [0, 1].map((more) => ({ instructions: instructions + more, branchMisses: 7 })),
  );
  const [base = [], head = []] = counts;
  const slower = () =>
    read(measured(ten(900, 1_800), { counted: { source: 'perf', base, head, missing: '' } }));
  const nothing = () => read(measured(ten(900, 900)));
  const broken = () =>
    read(
      measured([], {
        broken: [{ side: 'head', why: 'It fails.', output: '' }],
        timed: { ...measured([]).timed, cut: 'side-broken' },
        counted: { source: null, base: [], head: [], missing: '' },
      }),
    );
  const measureOf = ({ whole }: Draft<ComparedWorkload>, name: string) => {
    const one = whole.find((measure) => measure.name === name);
    if (!one?.judgement?.change) throw new Error(`There is no judgement of ${name}.`);
    return { ...one, judgement: one.judgement, change: one.judgement.change };
  };
  const partOf = ({ parts: [one] }: Draft<ComparedWorkload>) => {
    if (one === undefined) throw new Error('There is no part.');
    return one;
  };

  type Forgery = (workload: Draft<ComparedWorkload>) => void;

  test.each<readonly [string, () => ComparedWorkload, Forgery, string]>([
    ['another verdict', slower, (it) => (it.verdict = 'faster'), '`verdict` does'],
    [
      'figures of what is broken',
      broken,
      (it) => (it.whole = [...nothing().whole] as never),
      '`whole[0]`',
    ],
    ['a verdict on what is broken', broken, (it) => (it.verdict = 'faster'), '`verdict` does'],
    [
      'a side that is broken twice',
      broken,
      (it) => it.broken.push({ side: 'head', why: '', output: '' }),
      'names a side twice',
    ],
    [
      'a side that is broken, and was measured',
      slower,
      (it) => it.broken.push({ side: 'head', why: '', output: '' }),
      'there is something in `raw`',
    ],
    [
      'a broken side that is not named',
      broken,
      (it) => (it.broken = []),
      'and `broken` names none',
    ],
    [
      'pairs where nothing was timed',
      slower,
      (it) => (it.pairs.cut = 'not-asked'),
      'nothing was timed',
    ],
    [
      'counts where nothing was compared',
      slower,
      (it) => (it.pairs.cut = 'too-short'),
      'nothing was compared, and there are counts',
    ],
    [
      'a side of which nothing passes and that is not named',
      broken,
      (it) => {
        it.broken = [];
        it.pairs.cut = 'nothing-passes';
      },
      'nothing passes, and `broken` names no side',
    ],
    [
      'sides that do other work, and no test that is another',
      slower,
      (it) => (it.comparable = false),
      '`named` names no difference',
    ],
    [
      'the other direction',
      slower,
      (it) => (measureOf(it, 'cpu').judgement.verdict = 'faster'),
      '.judgement.verdict`',
    ],
    [
      'a change of another sign',
      slower,
      (it) => (measureOf(it, 'cpu').change.centre *= -1),
      '.change.centre`',
    ],
    [
      'a change beyond its interval',
      slower,
      (it) => (measureOf(it, 'cpu').change.low = 2),
      '.change.low`',
    ],
    [
      'no change',
      slower,
      (it) => (measureOf(it, 'cpu').judgement.change = null),
      '.judgement.change`',
    ],
    ['a smaller p', slower, (it) => (measureOf(it, 'cpu').judgement.p = 1e-6), '.judgement.p`'],
    [
      'a level that is not its own',
      slower,
      (it) => (measureOf(it, 'cpu').change.level = 0.5),
      '.change.level`',
    ],
    [
      'no figure of what would have been seen',
      nothing,
      (it) => (measureOf(it, 'cpu').judgement.visible = null),
      '.visible`',
    ],
    [
      'a smaller noise',
      slower,
      (it) => (partOf(it).judgement.noise = 0.5),
      '`parts[0].judgement.noise`',
    ],
    [
      'a reason where there is none',
      slower,
      (it) => (partOf(it).judgement.why = 'noisy'),
      '.judgement.why`',
    ],
    ['another median', slower, (it) => (partOf(it).head = 900), '`parts[0].head`'],
    [
      'another unit of the whole',
      slower,
      (it) => (it.whole[0] = { ...measureOf(it, 'cpu'), name: 'wall' }),
      '`whole[0].',
    ],
    ['one measure twice', slower, (it) => it.whole.push(measureOf(it, 'cpu')), '`whole[9]`'],
    [
      'fewer pairs than are run, without a reason',
      slower,
      (it) => {
        it.pairs.done = 3;
        it.raw.pairs.splice(3);
      },
      'fewer pairs than the rule asks for',
    ],
    [
      'what pairs showed that did not run',
      broken,
      (it) => {
        it.broken = [];
        it.pairs.cut = 'nothing-shows';
      },
      'says what pairs showed',
    ],
    [
      'a test that is compared and named as failing on the head',
      slower,
      (it) => {
        it.named.newlyFailing = [partOf(it).id];
        it.named.totals.newlyFailing = 1;
      },
      'is named as not compared',
    ],
    [
      'sides that do other work, for a test that did not run',
      slower,
      (it) => {
        it.comparable = false;
        it.named.unrun = ['a'];
        it.named.totals.unrun = 1;
      },
      '`named` names no difference',
    ],
    [
      'more files than there are',
      slower,
      (it) => (it.files = { ran: 2, of: 2 }),
      'all files of tests ran',
    ],
    [
      'a test that is named twice',
      slower,
      (it) => {
        it.named.unrun = ['a', 'a'];
        it.named.totals.unrun = 2;
      },
      'a name twice',
    ],
    [
      'tests as benchmarks, of which there is no whole',
      nothing,
      (it) => (it.kind = 'benchmarks'),
      'not that of its unit',
    ],
    [
      'one side that always ran first',
      slower,
      (it) => {
        for (const pair of it.raw.pairs) pair.order = 'base-first';
      },
      'is not balanced',
    ],
    [
      'more pairs than are ever run',
      slower,
      (it) => (it.pairs.dropped = 11),
      'more pairs than are ever run',
    ],
    [
      'more system time than there is',
      slower,
      (it) => {
        for (const { head } of it.raw.pairs) head.systemMs = 1e9;
      },
      'is more than its processor time',
    ],
    [
      'more pairs than there are',
      slower,
      (it) => (it.pairs.done = 20),
      'is not the number of pairs',
    ],
    [
      'values of no part',
      slower,
      (it) => it.raw.pairs[0]?.base.values.push(1),
      'has not one value for each',
    ],
    [
      'one part twice',
      slower,
      (it) => {
        it.parts.push(partOf(it));
        for (const { base, head } of it.raw.pairs)
          for (const { values } of [base, head]) values.push(values[0] ?? null);
      },
      'have one id',
    ],
    [
      'a test whose more is better',
      slower,
      (it) => (partOf(it).better = 'higher'),
      'not that of its unit',
    ],
    ['a test in another unit', slower, (it) => (partOf(it).unit = 'bytes'), 'not that of its unit'],
    [
      'a total of nothing',
      slower,
      (it) => (it.named.totals.newlyFailing = 3),
      '`named` and its totals',
    ],
    [
      'a total of files that are not named',
      slower,
      (it) => (it.keptTotal = 3),
      '`kept`, its total',
    ],
    ['a drift that nobody saw', slower, (it) => (it.pairs.drift = 'slower'), '`drift` does not'],
    ['counts without a source', slower, (it) => (it.counting.source = null), 'do not agree'],
    ['a source without counts', slower, (it) => (it.raw.counts.head = []), 'do not agree'],
    [
      'a reason for no counts, and counts',
      slower,
      (it) => (it.counting.missing = 'x'),
      'why they were not',
    ],
    [
      'counts of a benchmark suite',
      slower,
      (it) => {
        it.kind = 'benchmarks';
        for (const part of it.parts) part.unit = 'ns/op';
      },
      'of a benchmark suite are counted',
    ],
    [
      'counts that were not judged',
      slower,
      (it) => (it.whole = it.whole.filter(({ name }) => name !== 'instructions')),
      '`whole[0]',
    ],
    [
      'a judgement of sides that do other work',
      slower,
      (it) => {
        it.comparable = false;
        it.named.appeared = ['another'];
        it.named.totals.appeared = 1;
      },
      '`whole[0].judgement',
    ],
  ])('%s', (_, of, forge, words) => {
    const workload = structuredClone(of()) as Draft<ComparedWorkload>;
    expect(found(workload as ComparedWorkload)).toBeUndefined();
    forge(workload);
    expect(found(workload as ComparedWorkload)).toContain(words);
  });
});
