import { median } from 'simple-statistics';
import { tryAgainstBase } from './comparison/candidate-trial.ts';
import type { Counted } from './comparison/counts.ts';
import type { Cut } from './comparison/cut.ts';
import { logRatios } from './comparison/judge-times.ts';
import type { Pair, PairOptions } from './comparison/pairs.ts';
import { profileOf } from './comparison/profile.ts';
import { recordOf } from './comparison/record.ts';
import { FIRST_PAIRS } from './comparison/schedule.ts';
import { isWorthProving } from './conclusion.ts';
import type { Baseline } from './evaluation/baseline.ts';
import { changesHash } from './evaluation/changes-hash.ts';
import type { Ground } from './groundwork.ts';
import type { Settings } from './inputs.ts';
import { isPromising } from './performance/gain.ts';
import { trialSetting } from './performance/trial-setting.ts';
import type { FileChanges, Observer } from './ports.ts';
import type { ComparedWorkload } from './report/comparison/comparison.ts';
import type { Aim } from './search/aims.ts';
import { rank } from './search/beam.ts';
import type { Candidate } from './search/candidate.ts';
import type { SearchOutcome } from './search/orps.ts';
import { outcomeReward } from './search/score.ts';

/** By the name of the candidate. */
export type Measurements = ReadonlyMap<string, ComparedWorkload>;

export interface Finalists {
  readonly outcome: SearchOutcome;
  readonly measurements: Measurements;
}

/** How the finalists of a search are found and measured. */
interface Manner {
  /** May it become the answer? */
  readonly isWorth: (candidate: Candidate) => boolean;
  /** More of them are not worth their time. */
  readonly most: number;
  /** Pairs that there must be time for, or a candidate's measuring is not begun. */
  readonly leastPairs: number;
  readonly counting: boolean;
  readonly giveUp?: PairOptions['giveUp'];
}

/** After so many pairs of a repair it is clear whether anything shows at all. */
const FIRST_LOOK = 4;
const NOTHING_SHOWS = 0.1;

const MANNERS: Readonly<Record<Aim, Manner>> = {
  // What a repair makes of speed is mostly nothing: four pairs in which nothing shows are enough.
  repair: {
    isWorth: isWorthProving,
    ...{ most: 2, leastPairs: FIRST_LOOK, counting: false, giveUp: nothingShows },
  },
  performance: { isWorth: isPromising, most: 3, leastPairs: FIRST_PAIRS, counting: true },
};

/**
 * The candidates that may become the answer are measured against the base as
 * `orps bench` does, and ranked anew by what that confirmed.
 */
export async function measureFinalists(
  outcome: SearchOutcome,
  { workshop, baseline }: Ground,
  settings: Settings,
  observe: Observer,
  signal: AbortSignal,
  countsOf: (changes: FileChanges) => Counted | undefined = () => undefined,
): Promise<Finalists> {
  const measurements = new Map<string, ComparedWorkload>();
  const manner = MANNERS[settings.aim];
  const most = affordable(settings, manner, baseline);
  const finalists = rivals(outcome.ranking, manner).slice(0, most);
  if (settings.profileMs === 0 || finalists.length === 0) return { outcome, measurements };
  observe({ kind: 'stage', name: 'Measuring the best patches against the base' });
  const setting = trialSetting(settings, workshop, baseline, observe);
  for (const { id, proposal } of finalists) {
    const changes = proposal?.changes ?? new Map();
    const budgetMs = settings.profileMs / finalists.length;
    const how = { ...manner, budgetMs, counted: countsOf(changes) };
    const measured = await tryAgainstBase(setting, changes, how, signal);
    if (measured.broken.length === 0) measurements.set(id, recordOf(measured));
  }
  return { outcome: rankedAnew(outcome, measurements), measurements };
}

/** How many there is time for: each takes a warm-up and some pairs, or it is not begun. */
const affordable = ({ profileMs }: Settings, { leastPairs }: Manner, { suite }: Baseline): number =>
  Math.floor(profileMs / (2 * (1 + leastPairs) * Math.max(1, suite.usage.wallMs)));

/** Equally good in what they repair: only then can the profile decide. */
function rivals(ranking: readonly Candidate[], { isWorth, most }: Manner): readonly Candidate[] {
  const worth = ranking.filter(isWorth);
  const best = worth[0]?.feedback?.success;
  const seen = new Set<string>();
  return worth
    .filter(({ feedback }) => feedback?.success === best)
    .filter((candidate) => {
      const key = changesHash(candidate.proposal?.changes ?? new Map());
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, most);
}

function nothingShows(pairs: readonly Pair[]): Cut | null {
  if (pairs.length !== FIRST_LOOK) return null;
  const shows = (['cpuMs', 'wallMs', 'peakRssBytes'] as const).some((key) => {
    const of = (side: 'base' | 'head') => pairs.map((pair) => pair[side].usage[key] || 1);
    return Math.abs(median([...logRatios(of('base'), of('head'))])) > NOTHING_SHOWS;
  });
  return shows ? null : 'nothing-shows';
}

function rankedAnew(outcome: SearchOutcome, measurements: Measurements): SearchOutcome {
  const tree = outcome.tree.map((candidate): Candidate => {
    const measured = measurements.get(candidate.id);
    if (measured === undefined || candidate.feedback === undefined) return candidate;
    const profile = profileOf(measured, candidate.feedback.profile);
    const feedback = { ...candidate.feedback, profile };
    return { ...candidate, feedback, outcomeReward: outcomeReward(feedback) };
  });
  return { ...outcome, tree, ranking: rank(tree, outcome.weights) };
}
