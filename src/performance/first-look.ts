import { type TrialSetting, tryAgainstBase } from '../comparison/candidate-trial.ts';
import { recordOf } from '../comparison/record.ts';
import type { FileChanges, RelativeProfile } from '../ports.ts';
import type { ComparedWorkload, Measure } from '../report/comparison/comparison.ts';

/** Enough to rank by, and to criticise; not enough to claim anything. */
const PAIRS = 4;

/**
 * What a few pairs of runs, and counts where they fit, say of a candidate: ratios
 * head/base as they came out, confirmed or not. `null` where it could not be measured.
 */
export async function firstLook(
  setting: TrialSetting,
  changes: FileChanges,
  budgetMs: number,
  signal: AbortSignal,
): Promise<RelativeProfile | null> {
  const giveUp = ({ length }: { readonly length: number }) =>
    length >= PAIRS ? 'a first look' : '';
  const how = { budgetMs, counting: true, giveUp };
  const measured = await tryAgainstBase(setting, changes, how, signal);
  return measured.broken.length > 0 ? null : profileOf(recordOf(measured));
}

function profileOf({ whole }: ComparedWorkload): RelativeProfile {
  const measure = (name: Measure['name']) => whole.find((one) => one.name === name);
  const estimate = (name: Measure['name']): number | null => {
    const centre = measure(name)?.judgement?.change?.centre;
    return centre === undefined ? null : 1 + centre;
  };
  const quotient = (name: Measure['name']): number | null => {
    const { base, head } = measure(name) ?? { base: null, head: null };
    return base === null || head === null || base === 0 ? null : head / base;
  };
  const [instructions, branchMisses] = [estimate('instructions'), quotient('branch-misses')];
  return {
    ...{ wall: estimate('wall'), cpu: estimate('cpu'), peakRss: estimate('peak-memory') },
    pageFaults: quotient('minor-faults'),
    ...(instructions !== null && { instructions }),
    ...(branchMisses !== null && { branchMisses }),
  };
}
