import type { ChainLink, Feedback, Proposal, Review } from '../ports.ts';

/** One node of the search tree: s = (R, C, F, ω, K, ρ) of PAPER.md, as far as it got. */
export interface Candidate {
  /** `0.3` is sample 3 of round 0; `0.3/1.2` is sample 2 of its expansion in round 1. */
  readonly id: string;
  readonly parent: string | null;
  readonly round: number;
  /** Position in its round: what happened earlier by this order never depends on timing. */
  readonly order: number;
  readonly strategy: string;
  /** Ancestors, oldest first. */
  readonly chain: readonly ChainLink[];
  /** R and C. */
  readonly proposal?: Proposal;
  /** F. */
  readonly feedback?: Feedback;
  /** K and ρ. */
  readonly review?: Review;
  /** ω on [0, 2]; 0 when it never ran. */
  readonly outcomeReward: number;
  /** Why it dropped out: an unusable reply, a rejected patch, a critique without a score. */
  readonly failure?: string;
}

/** A candidate that went all the way and may be selected and expanded. */
export interface ScoredCandidate extends Candidate {
  readonly proposal: Proposal;
  readonly feedback: Feedback;
  readonly review: Review;
}

export const isScored = (candidate: Candidate): candidate is ScoredCandidate =>
  candidate.failure === undefined &&
  candidate.proposal !== undefined &&
  candidate.feedback !== undefined &&
  candidate.review !== undefined;

/** Finished early: all tests agree and the critic has nothing left to improve. */
export const isFinished = (candidate: Candidate): boolean =>
  isScored(candidate) && candidate.review.finished && candidate.feedback.verdict === 'plausible';

/** `0.3/1.2` was born in round 1. */
export const roundOf = (id: string): number =>
  Number.parseInt(id.slice(id.lastIndexOf('/') + 1), 10);

/** The node as its descendants see it. */
export const asLink = (candidate: ScoredCandidate): ChainLink => ({
  id: candidate.id,
  strategy: candidate.strategy,
  proposal: candidate.proposal,
  feedback: candidate.feedback,
  review: candidate.review,
});
