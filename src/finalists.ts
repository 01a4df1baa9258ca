import { randomInt } from 'node:crypto';
import { median } from 'simple-statistics';
import { compareSides } from './comparison/compare.ts';
import { logRatios } from './comparison/judge-times.ts';
import type { Pair } from './comparison/pairs.ts';
import { profileOf } from './comparison/profile.ts';
import { recordOf } from './comparison/record.ts';
import { testWorkload } from './comparison/test-workload.ts';
import { isWorthProving } from './conclusion.ts';
import type { Baseline } from './evaluation/baseline.ts';
import { changesHash } from './evaluation/changes-hash.ts';
import type { Ground } from './groundwork.ts';
import type { Settings } from './inputs.ts';
import type { Observer, SearchEvent } from './ports.ts';
import type { ComparedWorkload } from './report/comparison/comparison.ts';
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

/** More rivals than these are not worth their time. */
const MOST = 2;
/** After so many pairs of a repair it is clear whether anything shows at all. */
const FIRST_LOOK = 4;
const NOTHING_SHOWS = 0.1;

/**
 * The candidates that may become the answer are measured against the base as
 * `orps bench` does, and ranked anew by what that confirmed. What a repair makes
 * of speed is mostly nothing, so four pairs in which nothing shows are enough.
 */
export async function measureFinalists(
  outcome: SearchOutcome,
  { workshop, baseline }: Ground,
  settings: Settings,
  observe: Observer,
  signal: AbortSignal,
): Promise<Finalists> {
  const measurements = new Map<string, ComparedWorkload>();
  const finalists = rivals(outcome.ranking).slice(0, affordable(settings, baseline));
  if (settings.profileMs === 0 || finalists.length === 0) return { outcome, measurements };
  observe({ kind: 'stage', name: 'Measuring the best patches against the base' });
  const { workspaces, runner } = workshop;
  for (const { id, proposal } of finalists) {
    const measured = await compareSides(
      {
        workload: testWorkload(runner, { kind: 'all' }, 1, settings.testMs),
        open: {
          base: () => workspaces.open(new Map()),
          head: () => workspaces.open(proposal?.changes ?? new Map()),
        },
        isChanged: () => false,
        budgetMs: settings.profileMs / finalists.length,
        runMs: settings.suiteMs,
        counting: false,
        giveUp: nothingShows,
        observe: quietly(observe),
        random: () => randomInt(2 ** 32) / 2 ** 32,
      },
      signal,
    );
    if (measured.broken.length === 0) measurements.set(id, recordOf(measured));
  }
  return { outcome: rankedAnew(outcome, measurements), measurements };
}

/** How many there is time for: each takes a warm-up and the first pairs, or it is not begun. */
const affordable = ({ profileMs }: Settings, { suite }: Baseline): number =>
  Math.floor(profileMs / (2 * (1 + FIRST_LOOK) * Math.max(1, suite.usage.wallMs)));

/** Equally good in what they repair: only then can the profile decide. */
function rivals(ranking: readonly Candidate[]): readonly Candidate[] {
  const worth = ranking.filter(isWorthProving);
  const best = worth[0]?.feedback?.success;
  const seen = new Set<string>();
  return worth
    .filter(({ feedback }) => feedback?.success === best)
    .filter((candidate) => {
      const key = changesHash(candidate.proposal?.changes ?? new Map());
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST);
}

const nothingShows = (pairs: readonly Pair[]): string => {
  if (pairs.length !== FIRST_LOOK) return '';
  const shows = (['cpuMs', 'wallMs', 'peakRssBytes'] as const).some((key) => {
    const of = (side: 'base' | 'head') => pairs.map((pair) => pair[side].usage[key] || 1);
    return Math.abs(median([...logRatios(of('base'), of('head'))])) > NOTHING_SHOWS;
  });
  return shows ? '' : `no difference of 10 % showed in the first ${FIRST_LOOK}`;
};

/** Its stages and pairs are a part of this one. */
const quietly =
  (observe: Observer): Observer =>
  (event: SearchEvent) => {
    if (event.kind !== 'stage' && event.kind !== 'note') observe(event);
  };

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
