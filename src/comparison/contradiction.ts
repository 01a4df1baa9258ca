import {
  type ComparedWorkload,
  type Comparison,
  MOST_KEPT,
  MOST_NAMED,
} from '../report/comparison/comparison.ts';
import { RUNS } from './counts.ts';
import { wasComparable } from './cut.ts';
import type { Sample } from './pairs.ts';
import { type Judgeable, recordOf } from './record.ts';
import { FIRST_PAIRS, MOST_PAIRS } from './schedule.ts';
import { RESOLUTIONS } from './workload.ts';

/**
 * Where a comparison says of itself what does not follow from its own raw data, in words
 * that are ours; `undefined` where all of it follows. Verdicts, figures and judgements
 * are made anew, by what makes them.
 */
export function contradiction({ workloads }: Comparison): string | undefined {
  for (const [at, workload] of workloads.entries()) {
    const found = contradictionOf(workload);
    if (found !== undefined) return `in workloads[${at}] ${found}`;
  }
  return undefined;
}

function contradictionOf(workload: ComparedWorkload): string | undefined {
  const claim = CLAIMS.find(([, holds]) => !holds(workload));
  if (claim !== undefined) return claim[0];
  const paths = TICKS_MS.map((tick) => madeOtherwise(workload, tick));
  return paths.includes(undefined) ? undefined : `\`${paths[0]}\` does not follow from \`raw\``;
}

/** By which sides do not do the same. */
const DIFFERENCES = ['appeared', 'vanished', 'changed', 'failing', 'newlyFailing'] as const;
const NAMED = [...DIFFERENCES, 'unrun'] as const;
/** What fails on both sides among others may pass alone, and is compared then. */
const UNCOMPARED = ['appeared', 'vanished', 'changed', 'newlyFailing', 'unrun'] as const;

/** The cuts of which there are no pairs at all. */
const UNTIMED: ReadonlySet<ComparedWorkload['pairs']['cut']> = new Set([
  ...([
    'not-asked',
    'not-counted',
    'nothing-passes',
    'nothing-alike',
    'too-short',
    'side-broken',
  ] as const),
]);

/** What holds of every record beside its judgements, and what is wrong where it does not. */
const CLAIMS: readonly (readonly [wrong: string, holds: (one: ComparedWorkload) => boolean])[] = [
  ['`broken` names a side twice', ({ broken }) => areUnique(broken.map(({ side }) => side))],
  [
    '`broken` names a side, and there is something in `raw`',
    ({ broken, raw: { pairs, counts } }) =>
      broken.length === 0 || pairs.length + counts.base.length + counts.head.length === 0,
  ],
  [
    '`pairs.cut` says that a side is broken, and `broken` names none',
    ({ broken, pairs }) => pairs.cut !== 'side-broken' || broken.length > 0,
  ],
  [
    '`pairs.cut` says that nothing passes, and `broken` names no side',
    ({ broken, pairs }) => pairs.cut !== 'nothing-passes' || broken.length > 0,
  ],
  [
    '`pairs.cut` says that nothing was compared, and there are counts',
    ({ pairs, raw: { counts } }) =>
      wasComparable(pairs.cut) || counts.base.length + counts.head.length === 0,
  ],
  [
    'the sides do not do the same, and `named` names no difference',
    ({ broken, comparable, named: { totals } }) =>
      comparable || broken.length > 0 || DIFFERENCES.some((key) => totals[key] > 0),
  ],
  ['`named` has a name twice', ({ named }) => NAMED.every((key) => areUnique(named[key]))],
  [
    'one of `parts` is named as not compared',
    ({ parts, named }) => {
      const ids = new Set(parts.map(({ id }) => id));
      return UNCOMPARED.every((key) => named[key].every((id) => !ids.has(id)));
    },
  ],
  [
    '`files` says that all files of tests ran, or speaks of benchmarks',
    ({ kind, files }) => files === null || (kind === 'tests' && files.ran < files.of),
  ],
  [
    'benchmarks are named as not run',
    ({ kind, named }) => kind === 'tests' || named.totals.unrun === 0,
  ],
  [
    'there are more pairs than are ever run',
    ({ pairs: { done, dropped } }) => done + dropped <= MOST_PAIRS,
  ],
  [
    'there are fewer pairs than the rule asks for, and `pairs.cut` does not say why',
    ({ broken, pairs: { cut, done, dropped } }) =>
      cut !== null || broken.length > 0 || [FIRST_PAIRS, MOST_PAIRS].includes(done + dropped),
  ],
  [
    'the order of two pairs in `raw` is not balanced',
    ({ pairs: { dropped }, raw: { pairs } }) =>
      dropped > 0 || pairs.every(({ order }, at) => at % 2 === 0 || order !== pairs[at - 1]?.order),
  ],
  [
    '`pairs.cut` says what pairs showed, and there are none',
    ({ broken, pairs: { cut, done, dropped } }) =>
      (cut !== 'first-look' && cut !== 'nothing-shows') || broken.length + done + dropped > 0,
  ],
  [
    '`pairs.cut` says that nothing was timed, and there are pairs',
    ({ pairs }) => !UNTIMED.has(pairs.cut) || pairs.done + pairs.dropped === 0,
  ],
  [
    'the system time of a sample in `raw` is more than its processor time',
    ({ raw }) =>
      raw.pairs.every(({ base, head }) =>
        [base, head].every(({ cpuMs, systemMs }) => systemMs === null || systemMs <= (cpuMs ?? 0)),
      ),
  ],
  [
    '`pairs.done` is not the number of pairs in `raw`',
    ({ pairs, raw }) => pairs.done === raw.pairs.length,
  ],
  [
    'a sample in `raw` has not one value for each of `parts`',
    ({ parts, raw }) =>
      raw.pairs.every(({ base, head }) =>
        [base, head].every(({ values }) => values.length === parts.length),
      ),
  ],
  ['two of `parts` have one id', ({ parts }) => areUnique(parts.map(({ id }) => id))],
  [
    '`better` of one of `parts` is not that of its unit',
    ({ kind, parts }) =>
      parts.every(
        ({ unit, better }) =>
          (kind === 'tests') === (unit === 'ms') &&
          better === (unit === 'op/s' ? 'higher' : 'lower'),
      ),
  ],
  [
    '`named` and its totals do not agree',
    ({ named }) =>
      NAMED.every((key) => named[key].length === Math.min(named.totals[key], MOST_NAMED)),
  ],
  [
    '`kept`, its total and why it is not told do not agree',
    ({ kept, keptTotal, keptUntold }) =>
      (kept?.length ?? 0) === Math.min(keptTotal, MOST_KEPT) &&
      (kept === null || keptUntold === null),
  ],
  [
    '`counting.source` and the counts in `raw` do not agree',
    ({ counting: { source }, raw: { counts } }) =>
      [counts.base, counts.head].every(({ length }) => length === (source === null ? 0 : RUNS)),
  ],
  [
    '`counting` says that instructions were counted and why they were not',
    ({ counting: { source, missing } }) => source === null || missing === '',
  ],
  [
    'instructions of a benchmark suite are counted',
    ({ kind, counting }) => kind === 'tests' || counting.source === null,
  ],
];

const areUnique = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** How fine processor time is does not stand in a record: as bash's `time` tells it, or as GNU time and /proc do. */
const TICKS_MS = [10, 1] as const;

/** The first figure or word that is made otherwise of the raw data. */
function madeOtherwise(workload: ComparedWorkload, tickMs: number): string | undefined {
  const { whole, parts, verdict, pairs } = recordOf(judgeableOf(workload, tickMs));
  const { drift = null } = pairs;
  return differenceIn(
    { whole, parts, verdict, drift },
    { ...workload, drift: workload.pairs.drift ?? null },
  );
}

/** What the record was made of. */
function judgeableOf(workload: ComparedWorkload, cpuTickMs: number): Judgeable {
  const { kind, command, broken, comparable, parts, named, pairs, counting, raw } = workload;
  const sampleOf = ({
    values,
    ...usage
  }: ComparedWorkload['raw']['pairs'][number]['base']): Sample => ({
    usage: { ...usage, cpuTickMs },
    values,
  });
  return {
    workload: { kind, commandLine: command, resolution: RESOLUTIONS[kind] },
    broken,
    subjects: {
      ...named,
      compared: parts.map(({ file, ...part }) => ({ ...part, file: file ?? undefined })),
      same: comparable,
    },
    counted: { ...counting, ...raw.counts },
    timed: {
      ...{ dropped: pairs.dropped, cut: pairs.cut, turns: pairs.turns, pinned: pairs.pinned },
      pairs: raw.pairs.map(({ order, base, head }) => ({
        order,
        base: sampleOf(base),
        head: sampleOf(head),
      })),
    },
  };
}

/** The path of the first value of `made` that `given` does not have; of records only what was made is looked at. */
function differenceIn(made: object, given: object): string | undefined {
  return Object.entries(made)
    .map(([key, value]) => unlike(value, (given as Record<string, unknown>)[key], key))
    .find((path) => path !== undefined);
}

function unlike(made: unknown, given: unknown, path: string): string | undefined {
  if (typeof made === 'number' && typeof given === 'number') {
    return isNear(made, given) ? undefined : path;
  }
  if (!isObject(made) || !isObject(given)) return made === given ? undefined : path;
  const keys = [...new Set([...Object.keys(made), ...Object.keys(given)])];
  return keys
    .map((key) =>
      unlike(made[key], given[key], Array.isArray(made) ? `${path}[${key}]` : `${path}.${key}`),
    )
    .find((found) => found !== undefined);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Logarithms may differ in their last digits where another machine takes them. */
const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
