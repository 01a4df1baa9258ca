import { CUT_WORDS, wasComparable } from '../../comparison/cut.ts';
import { UNITS } from '../../comparison/workload.ts';
import { counted } from '../wording.ts';
import type { ComparedWorkload } from './comparison.ts';

/** What a headline has to say of what could not be compared. */

export type Told = Omit<ComparedWorkload, 'raw'>;

export const nounOf = (kind: Told['kind']): string => (kind === 'tests' ? 'test' : 'benchmark');

/** Where nothing passes, that says it. */
export function newlyFailing(workloads: readonly Told[]): readonly string[] {
  return (['tests', 'benchmarks'] as const).flatMap((kind) => {
    const those = workloads.filter(
      (one) => one.kind === kind && one.pairs.cut !== 'nothing-passes',
    );
    const broke = those.reduce((sum, { named }) => sum + named.totals.newlyFailing, 0);
    if (broke === 0) return [];
    const verb = broke === 1 ? 'fails' : 'fail';
    return [`${counted(broke, nounOf(kind))} ${verb} on the head and not on the base`];
  });
}

/** Whose speed nobody has seen on the head. */
export function notCompared(workloads: readonly Told[]): readonly string[] {
  return (['tests', 'benchmarks'] as const).flatMap((kind) => {
    const those = workloads.filter((one) => one.kind === kind && whyNothingRan(one) === undefined);
    const count = (key: keyof Told['named']['totals']) =>
      those.reduce((sum, { named }) => sum + named.totals[key], 0);
    // Benchmarks of a changed file are mostly all that there are.
    const passing = kind === 'tests' ? count('unrun') + count('changed') : 0;
    const gone = kind === 'tests' ? count('vanished') : goneBenchmarks(those);
    return [
      ...(passing === 0
        ? []
        : [
            `${counted(passing, nounOf(kind))} that both sides pass ${passing === 1 ? 'was' : 'were'} not compared`,
          ]),
      ...(gone === 0
        ? []
        : [`${counted(gone, nounOf(kind))} ${gone === 1 ? 'runs' : 'run'} only on the base`]),
    ];
  });
}

/** Without the unit that the id of a reading ends with where it is none of time. */
export function benchmarkOf(id: string): string {
  const unit = UNITS.find((one) => id.endsWith(` [${one}]`));
  return unit === undefined ? id : id.slice(0, -` [${unit}]`.length);
}

/** One has a reading for each of its units; what fails is told as that. */
function goneBenchmarks(workloads: readonly Told[]): number {
  return workloads.reduce((sum, { named }) => {
    const failing = new Set(named.newlyFailing.map(benchmarkOf));
    const gone = new Set(named.vanished.map(benchmarkOf));
    return sum + [...gone].filter((one) => !failing.has(one)).length;
  }, 0);
}

export const sidesOf = (broken: Told['broken']): string =>
  broken.map(({ side }) => side).join(' and ');

/** Why nothing could be compared of sides that ran; `undefined` of one that did not. */
export function whyNothingRan({ kind, broken, named: { totals }, pairs: { cut } }: Told) {
  if (cut === null || wasComparable(cut)) return undefined;
  if (cut === 'nothing-passes') return `every ${nounOf(kind)} fails on the ${sidesOf(broken)}`;
  if (totals.newlyFailing > 0 || totals.failing === 0) return CUT_WORDS[cut];
  const verb = totals.failing === 1 ? 'fails' : 'fail';
  return `${counted(totals.failing, nounOf(kind))} ${verb} on the base, and ${CUT_WORDS[cut]}`;
}
