import type { FileChanges, RelativeProfile } from '../ports.ts';
import { type Candidate, isFinished, isScored, type ScoredCandidate } from './candidate.ts';
import { stepScore, type Weights } from './score.ts';

/**
 * Step 4: the K best open nodes of this round. Finished nodes leave the beam,
 * parents are not carried over, and of equal patches only the first is worth
 * expanding.
 */
export function selectBeam(
  round: readonly Candidate[],
  beam: number,
  weights: Weights,
): readonly ScoredCandidate[] {
  const seen = new Set<string>();
  return round
    .filter(isScored)
    .filter((candidate) => !isFinished(candidate))
    .sort((a, b) => stepScore(b, weights) - stepScore(a, weights) || a.order - b.order)
    .filter((candidate) => {
      const key = changesKey(candidate.proposal.changes);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, beam);
}

/**
 * Step 7: all nodes of all rounds, best first: success (what is not right yet
 * gains nothing by further steps that repair no more), then profile, then step score, then the smaller patch, then the older node. What never ran is
 * not in it.
 */
export function rank(tree: readonly Candidate[], weights: Weights): readonly Candidate[] {
  return tree
    .filter((candidate) => candidate.feedback && candidate.feedback.verdict !== 'rejected')
    .sort(
      (a, b) =>
        success(b) - success(a) ||
        idleSteps(a) - idleSteps(b) ||
        cost(a.feedback?.profile ?? null) - cost(b.feedback?.profile ?? null) ||
        stepScore(b, weights) - stepScore(a, weights) ||
        patchSize(a) - patchSize(b) ||
        a.round - b.round ||
        a.order - b.order,
    );
}

/** A name for equal patches: the sorted changes. */
export const changesKey = (changes: FileChanges): string =>
  JSON.stringify([...changes].sort(([a], [b]) => (a < b ? -1 : 1)));

const success = (candidate: Candidate): number => candidate.feedback?.success ?? 0;

/** How many steps a node is from the root, where they did not lead to the end. */
const idleSteps = (candidate: Candidate): number => (success(candidate) < 1 ? candidate.round : 0);

/** Counts are steadier than clocks, and CPU is the steadier clock. */
const cost = (profile: RelativeProfile | null): number =>
  profile?.instructions ?? profile?.cpu ?? profile?.wall ?? 1;

/** Characters of the changed files: comparable among patches to the same base. */
const patchSize = (candidate: Candidate): number => {
  let size = 0;
  for (const content of candidate.proposal?.changes.values() ?? []) size += content?.length ?? 0;
  return size;
};
