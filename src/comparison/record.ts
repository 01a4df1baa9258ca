import { median } from 'simple-statistics';
import type { ResourceUsage } from '../ports.ts';
import {
  type ComparedPart,
  type ComparedWorkload,
  type Measure,
  MOST_KEPT,
  MOST_NAMED,
} from '../report/comparison/comparison.ts';
import type { Measured } from './compare.ts';
import { wasComparable } from './cut.ts';
import { driftIn, driftNote } from './drift.ts';
import { judgeCounts } from './judge-counts.ts';
import { judgeTimes, type Series } from './judge-times.ts';
import {
  type Change,
  inconclusive,
  type Judgement,
  toldChange,
  type Verdict,
} from './judgement.ts';
import type { Pair, Sample } from './pairs.ts';
import type { Subjects } from './subjects.ts';
import type { Workload } from './workload.ts';

/** What was measured, and of its workload only what judging takes. */
export interface Judgeable extends Omit<Measured, 'workload'> {
  readonly workload: Pick<Workload, 'kind' | 'commandLine' | 'build' | 'omitted' | 'resolution'>;
}

const PAGE = 4096;
/** What a shell and a sandbox take by themselves. */
const SHORTEST_COMMAND_MS = 20;

type Reading = (usage: ResourceUsage) => number | null;

/** One measure in the pairs in which both sides have it. */
function seriesOf(
  pairs: readonly Pair[],
  read: (sample: Sample) => number | null,
  resolution: number,
): Series {
  const both = pairs.flatMap(({ base, head }) => {
    const [before, after] = [read(base), read(head)];
    return before === null || after === null || before < 0 || after < 0
      ? []
      : [[before, after] as const];
  });
  return { base: both.map(([base]) => base), head: both.map(([, head]) => head), resolution };
}

const medianOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : median([...values]);

/** Of all runs, whether the other side of the pair has it or not: what only informs. */
const typical = (samples: readonly Sample[], read: Reading): number | null =>
  medianOf(samples.map(({ usage }) => read(usage)).filter((value) => value !== null));

/** GNU time and /proc tell processor time in hundredths of a second. */
const ROUGH_TICK_MS = 10;

const cpuTickMs = (pairs: readonly Pair[]): number =>
  pairs
    .flatMap(({ base, head }) => [base, head])
    .reduce((most, { usage }) => Math.max(most, usage.cpuTickMs ?? ROUGH_TICK_MS), 0);

const userOf: Reading = ({ cpuMs, systemMs }) =>
  cpuMs === null || systemMs == null ? null : cpuMs - systemMs;

/** The command as a whole: what is judged, then what only informs. */
function wholeOf({
  workload,
  counted,
  timed: { pairs, cut },
  subjects,
}: Judgeable): readonly Measure[] {
  const cpu = seriesOf(pairs, ({ usage }) => usage.cpuMs, cpuTickMs(pairs));
  const wall = seriesOf(pairs, ({ usage }) => usage.wallMs, 0);
  const memory = seriesOf(pairs, ({ usage }) => usage.peakRssBytes, PAGE);
  // Processor time and wall time share a correction; memory is another question.
  const times = judgeTimes(
    [cpu, wall].map((series) => ({ ...series, least: SHORTEST_COMMAND_MS })),
  );
  const [ofMemory = inconclusive('it was not measured')] = judgeTimes([memory]);
  // How long a benchmark suite runs is its harness's choice.
  const isJudged = workload.kind === 'tests' && cut !== 'not-asked' && wasComparable(cut);
  const spoken = (judgement: Judgement): Judgement =>
    subjects.same
      ? judgement
      : inconclusive('the two sides do not run the same tests', { ...judgement, visible: null });
  const timed = (
    name: Measure['name'],
    series: Series,
    judgement: Judgement | undefined,
    rest: Pick<Measure, 'unit' | 'source'>,
  ): Measure => ({
    ...{ name, ...rest, base: medianOf(series.base), head: medianOf(series.head) },
    judgement: judgement === undefined || !isJudged ? null : spoken(judgement),
  });
  const [bases, heads] = [pairs.map(({ base }) => base), pairs.map(({ head }) => head)];
  const informing = (name: Measure['name'], unit: Measure['unit'], read: Reading): Measure => ({
    ...{ name, unit, source: 'kernel' as const, judgement: null },
    ...{ base: typical(bases, read), head: typical(heads, read) },
  });
  return [
    ...countedOf(counted, spoken),
    timed('cpu', cpu, times[0], { unit: 'ms', source: 'kernel' }),
    timed('wall', wall, times[1], { unit: 'ms', source: 'clock' }),
    timed('peak-memory', memory, ofMemory, { unit: 'bytes', source: 'kernel' }),
    informing('user-cpu', 'ms', userOf),
    informing('system-cpu', 'ms', ({ systemMs }) => systemMs ?? null),
    informing('minor-faults', 'count', ({ minorFaults }) => minorFaults),
    informing('major-faults', 'count', ({ majorFaults }) => majorFaults),
  ];
}

function countedOf(
  { source, base, head }: Judgeable['counted'],
  spoken: (judgement: Judgement) => Judgement,
): readonly Measure[] {
  if (source === null) return [];
  const instructions = (side: typeof base) => side.map((counts) => counts.instructions);
  const misses = (side: typeof base) =>
    medianOf(side.map((counts) => counts.branchMisses).filter((value) => value !== null));
  const [before, after] = [instructions(base), instructions(head)];
  const judgement = spoken(judgeCounts({ base: before, head: after }));
  const common = { unit: 'count', source } as const;
  return [
    {
      ...{ ...common, name: 'instructions', judgement },
      ...{ base: medianOf(before), head: medianOf(after) },
    },
    {
      ...{ ...common, name: 'branch-misses', judgement: null },
      ...{ base: misses(base), head: misses(head) },
    },
  ];
}

function partsOf({ workload, subjects, timed: { pairs } }: Judgeable): readonly ComparedPart[] {
  const { compared } = subjects;
  const family = compared.map(({ better }, at): Series => {
    const { base, head, resolution } = seriesOf(
      pairs,
      ({ values }) => values[at] ?? null,
      workload.resolution,
    );
    // Of operations a second more is better: then head and base change places.
    return better === 'lower' ? { base, head, resolution } : { base: head, head: base, resolution };
  });
  const judgements = judgeTimes(family);
  return compared.map(({ id, name, file = null, unit, better }, at) => {
    const [one = [], other = []] = [family[at]?.base, family[at]?.head];
    const [before, after] = better === 'lower' ? [one, other] : [other, one];
    const [base, head] = [medianOf(before), medianOf(after)];
    const judgement = judgements[at] ?? inconclusive('it was not measured');
    const change = better === 'lower' ? judgement.change : inverse(judgement.change);
    return {
      ...{ id, name, file, unit, better, source: 'runner' as const, base, head },
      judgement: { ...judgement, change },
    };
  });
}

/** Half the time for each is twice as many a second. */
const inverse = (change: Change | null): Change | null =>
  change &&
  toldChange({
    ...change,
    centre: 1 / (1 + change.centre) - 1,
    low: 1 / (1 + change.high) - 1,
    high: 1 / (1 + change.low) - 1,
  });

/** What decides: time where it changed, since it is felt; else the measure that sees most. */
function verdictOf(whole: readonly Measure[], parts: readonly ComparedPart[]): Verdict {
  const verdictOn = (name: Measure['name']): Verdict | undefined =>
    whole.find((measure) => measure.name === name)?.judgement?.verdict;
  const inOrder = [verdictOn('cpu'), verdictOn('wall'), verdictOn('instructions')].filter(
    (verdict) => verdict !== undefined,
  );
  const changed = inOrder.find((verdict) => verdict === 'faster' || verdict === 'slower');
  if (changed !== undefined) return changed;
  const ofParts = parts.map(({ judgement }) => judgement.verdict);
  if (ofParts.includes('slower')) return 'slower';
  if (ofParts.includes('faster')) return 'faster';
  const calm = ofParts.filter((verdict) => verdict === 'no-difference').length;
  if (inOrder.length === 0 && calm > 0 && 2 * calm >= ofParts.length) return 'no-difference';
  return inOrder.includes('no-difference') ? 'no-difference' : 'inconclusive';
}

const sampleRecord = ({ usage, values }: Sample) => ({
  wallMs: usage.wallMs,
  cpuMs: usage.cpuMs,
  systemMs: usage.systemMs ?? null,
  peakRssBytes: usage.peakRssBytes,
  minorFaults: usage.minorFaults,
  majorFaults: usage.majorFaults,
  values: [...values],
});

function namedOf(subjects: Subjects): ComparedWorkload['named'] {
  const { appeared, vanished, changed, failing, newlyFailing, unrun, leftOut } = subjects;
  const some = (ids: readonly string[]) => ids.slice(0, MOST_NAMED);
  return {
    ...{ appeared: some(appeared), vanished: some(vanished), changed: some(changed) },
    ...{ failing: some(failing), newlyFailing: some(newlyFailing), unrun: some(unrun) },
    totals: {
      ...{ appeared: appeared.length, vanished: vanished.length, changed: changed.length },
      ...{ failing: failing.length, newlyFailing: newlyFailing.length, unrun: unrun.length },
    },
    leftOut,
  };
}

function keptOf({ kept }: Judgeable): Pick<ComparedWorkload, 'kept' | 'keptTotal' | 'keptUntold'> {
  if (kept === undefined) return { kept: null, keptTotal: 0, keptUntold: null };
  if (typeof kept === 'string') return { kept: null, keptTotal: 0, keptUntold: kept };
  return { kept: kept.slice(0, MOST_KEPT), keptTotal: kept.length, keptUntold: null };
}

/** What was measured, judged, as it stands in comparison.json. */
export function recordOf(measured: Judgeable): ComparedWorkload {
  const { workload, broken, subjects, counted, timed, notes = [] } = measured;
  const isThere = broken.length === 0;
  const drift = driftIn(timed.pairs);
  const whole = isThere ? wholeOf(measured) : [];
  const parts = isThere ? partsOf(measured) : [];
  return {
    kind: workload.kind,
    command: workload.commandLine,
    build: workload.build ?? null,
    omitted: workload.omitted ?? null,
    verdict: verdictOf(whole, parts),
    broken,
    comparable: subjects.same,
    files: measured.files ?? null,
    whole,
    parts,
    named: namedOf(subjects),
    pairs: {
      ...{ done: timed.pairs.length, dropped: timed.dropped, cut: timed.cut },
      ...{ turns: timed.turns, pinned: timed.pinned },
      ...(drift && { drift: drift.gets }),
    },
    counting: { source: counted.source, missing: counted.missing },
    ...keptOf(measured),
    notes: [...notes, ...(drift ? [driftNote(drift)] : [])],
    raw: {
      pairs: timed.pairs.map(({ order, base, head }) => ({
        order,
        base: sampleRecord(base),
        head: sampleRecord(head),
      })),
      counts: { base: counted.base, head: counted.head },
    },
  };
}
