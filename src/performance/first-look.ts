import { type TrialSetting, tryAgainstBase } from '../comparison/candidate-trial.ts';
import type { Counted } from '../comparison/counts.ts';
import { recordOf } from '../comparison/record.ts';
import { changesHash } from '../evaluation/changes-hash.ts';
import type { FileChanges, RelativeProfile } from '../ports.ts';
import type { ComparedWorkload, Measure } from '../report/comparison/comparison.ts';

/** Enough to rank by, and to criticise; not enough to claim anything. */
const PAIRS = 4;

export interface FirstLooks {
  /**
   * What a few pairs of runs, and counts where they fit, say of a candidate: ratios
   * head/base as they came out, confirmed or not. `null` where it could not be measured.
   */
  look(changes: FileChanges, signal: AbortSignal): Promise<RelativeProfile | null>;
  /** What was counted then: counts are the same every time, and need not be taken again. */
  countsOf(changes: FileChanges): Counted | undefined;
}

export function firstLooks(setting: TrialSetting, budgetMs: number): FirstLooks {
  const counts = new Map<string, Counted>();
  const giveUp = ({ length }: { readonly length: number }) =>
    length >= PAIRS ? 'first-look' : null;
  return {
    async look(changes, signal) {
      // Whether it keeps files is told when it is measured again, before anything is claimed.
      const how = { budgetMs, counting: true, looking: false, giveUp };
      const measured = await tryAgainstBase(setting, changes, how, signal);
      if (measured.broken.length > 0) return null;
      if (measured.counted.source !== null) counts.set(changesHash(changes), measured.counted);
      return profileOf(recordOf(measured));
    },
    countsOf: (changes) => counts.get(changesHash(changes)),
  };
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
