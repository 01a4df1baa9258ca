import { certainty, measureName } from './comparison/figures.ts';
import type { Report } from './report.ts';
import { ratio } from './wording.ts';

export interface ProfileRow {
  readonly measure: string;
  readonly value: string;
  /** What the number says, no more than it can say. */
  readonly reading: string;
}

type Best = NonNullable<Report['best']>;

/** Below these differences a single measurement on a shared machine says nothing. */
const noise = { time: 0.1, memory: 0.02, exact: 0 } as const;

function reading(value: number | null, floor: number): string {
  if (value === null) return 'not measured';
  const percent = Math.round(Math.abs(value - 1) * 100);
  if (value === 1 || percent === 0) return 'unchanged';
  if (Math.abs(value - 1) < floor) return 'within noise';
  return `${percent} % ${value < 1 ? 'less' : 'more'}`;
}

/** Repeated, paired runs: each measure with how sure one may be of it. */
function measuredRows({ measurement }: Best): readonly ProfileRow[] {
  if (measurement === undefined || !measurement.comparable) return [];
  const { cut, done } = measurement.pairs;
  const gaveUp = cut === 'nothing-shows';
  return measurement.whole.flatMap(({ name, judgement }) => {
    if (judgement === null) return [];
    const centre = judgement.change?.centre;
    const nothing = gaveUp && judgement.verdict === 'inconclusive';
    return [
      {
        measure: measureName(name),
        value: ratio(centre === undefined ? null : 1 + centre),
        reading: nothing
          ? `no difference showed in ${done} pairs`
          : `${certainty(judgement)}, ${done} pairs`,
      },
    ];
  });
}

function onceMeasured({ profile }: Best): readonly ProfileRow[] {
  const rows: readonly Parameters<typeof rowOf>[] = [
    ['CPU time', profile?.cpu, noise.time],
    ['Wall time', profile?.wall, noise.time],
    ['Peak memory', profile?.peakRss, noise.memory],
    ['Page faults', profile?.pageFaults, noise.memory],
  ];
  return rows.map((row) => rowOf(...row));
}

const rowOf = (measure: string, value: number | null | undefined, floor: number): ProfileRow => ({
  measure,
  value: ratio(value ?? null),
  reading: reading(value ?? null, floor),
});

/** Profile and static metrics over those of the base, in the order in which they matter. */
export function profileRows(best: Best): readonly ProfileRow[] {
  const { statics } = best;
  const measured = measuredRows(best);
  return [
    ...(measured.length > 0 ? measured : onceMeasured(best)),
    rowOf('Mean length of the changed functions', statics?.lines, noise.exact),
    rowOf('Their syntax tree nodes', statics?.nodes, noise.exact),
    rowOf('Their cyclomatic complexity', statics?.cyclomatic, noise.exact),
    rowOf('Their cognitive complexity', statics?.cognitive, noise.exact),
  ];
}
