import type { Report } from './report.ts';
import { ratio } from './wording.ts';

export interface ProfileRow {
  readonly measure: string;
  readonly value: string;
  /** What the number says, no more than it can say. */
  readonly reading: string;
}

/** Below these differences a single measurement on a shared machine says nothing. */
const noise = { time: 0.1, memory: 0.02, exact: 0 } as const;

function reading(value: number | null, floor: number): string {
  if (value === null) return 'not measured';
  const percent = Math.round(Math.abs(value - 1) * 100);
  if (value === 1 || percent === 0) return 'unchanged';
  if (Math.abs(value - 1) < floor) return 'within noise';
  return `${percent} % ${value < 1 ? 'less' : 'more'}`;
}

/** Profile and static metrics over those of the base, in the order in which they matter. */
export function profileRows(best: NonNullable<Report['best']>): readonly ProfileRow[] {
  const { profile, statics } = best;
  const rows: readonly (readonly [string, number | null | undefined, number])[] = [
    ['CPU time', profile?.cpu, noise.time],
    ['Wall time', profile?.wall, noise.time],
    ['Peak memory', profile?.peakRss, noise.memory],
    ['Page faults', profile?.pageFaults, noise.memory],
    ['Mean length of the changed functions', statics?.lines, noise.exact],
    ['Their syntax tree nodes', statics?.nodes, noise.exact],
    ['Their cyclomatic complexity', statics?.cyclomatic, noise.exact],
    ['Their cognitive complexity', statics?.cognitive, noise.exact],
  ];
  return rows.map(([measure, value = null, floor]) => ({
    measure,
    value: ratio(value),
    reading: reading(value, floor),
  }));
}
