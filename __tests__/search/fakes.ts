import type { Feedback, FileChanges, Review } from '../../src/ports.ts';
import type { Candidate, ScoredCandidate } from '../../src/search/candidate.ts';

/** A feedback with the given verdict; success follows from it. */
export const feedback = (
  verdict: Feedback['verdict'],
  given: Partial<Feedback> = {},
): Feedback => ({
  verdict,
  reason: verdict,
  failToPass: { passed: verdict === 'plausible' ? 2 : 0, total: 2 },
  passToPass: { passed: 5, total: 5 },
  failures: [],
  success: verdict === 'plausible' ? 1 : 0,
  profile: null,
  statics: null,
  ...given,
});

export const review = (processReward: number, finished = false): Review => ({
  critique: 'words',
  processReward,
  finished,
});

export const changes = (content: string): FileChanges => new Map([['src/a.js', content]]);

/** A scored candidate of round 0. */
export const scored = (order: number, given: Partial<ScoredCandidate> = {}): ScoredCandidate => ({
  id: `0.${order}`,
  parent: null,
  round: 0,
  order,
  strategy: 'manner',
  chain: [],
  proposal: { reasoning: 'because', changes: changes(`content ${order}`) },
  feedback: feedback('failing'),
  review: review(3),
  outcomeReward: 0,
  ...given,
});

export const failed = (order: number): Candidate => ({
  ...scored(order),
  failure: 'no patch in the reply',
});
