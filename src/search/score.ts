import type { Feedback, RelativeProfile, RelativeStatics } from '../ports.ts';
import { type Candidate, isScored } from './candidate.ts';

/** α and β of the step score, α + β = 1. */
export interface Weights {
  readonly alpha: number;
  readonly beta: number;
  /** Rank correlation of ρ and ω in this run on [−1, 1]; `null` while it says nothing. */
  readonly agreement: number | null;
}

/** Fewer scored candidates than this say nothing about agreement. */
const ENOUGH_TO_COMPARE = 5;

/**
 * ω = success × (1 + ½·static + ½·dynamic), on [0, 2] (PAPER.md, "The outcome
 * reward"). Every term is 1/(1 + ratio to the base); what was not measured
 * counts as unchanged, so it neither helps nor harms.
 */
export function outcomeReward(feedback: Feedback): number {
  const statics = mean(staticTerms(feedback.statics));
  const dynamic = mean(dynamicTerms(feedback.profile));
  return feedback.success * (1 + statics / 2 + dynamic / 2);
}

/** Step score α·ρ̂ + β·ω̂ on [0, 1], with ρ̂ = (ρ − 1)/4 and ω̂ = ω/2. */
export function stepScore(candidate: Candidate, weights: Weights): number {
  if (!isScored(candidate)) return 0;
  const process = (candidate.review.processReward - 1) / 4;
  return weights.alpha * process + (weights.beta * candidate.outcomeReward) / 2;
}

/**
 * The balance of critic and execution in this very run: α shrinks from its
 * setting to 0 as the rank correlation of ρ and ω falls from 1 to −1. A critic
 * that always says the same cannot disagree, and keeps its weight.
 */
export function balance(
  candidates: readonly Candidate[],
  setting: { readonly alpha: number; readonly beta: number },
): Weights {
  const scored = candidates.filter(isScored);
  const total = setting.alpha + setting.beta;
  const alpha = setting.alpha / total;
  const agreement =
    scored.length < ENOUGH_TO_COMPARE
      ? null
      : rankCorrelation(
          scored.map((c) => c.review.processReward),
          scored.map((c) => c.outcomeReward),
        );
  const trusted = agreement === null ? alpha : alpha * ((1 + agreement) / 2);
  return { alpha: trusted, beta: 1 - trusted, agreement };
}

/** Kendall's τ-b of two equally long series (ties corrected); `null` when one of them is constant. */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number | null {
  let score = 0;
  let pairsX = 0;
  let pairsY = 0;
  for (let i = 0; i < xs.length; i++) {
    for (let j = 0; j < i; j++) {
      const dx = Math.sign((xs[i] ?? 0) - (xs[j] ?? 0));
      const dy = Math.sign((ys[i] ?? 0) - (ys[j] ?? 0));
      score += dx * dy;
      pairsX += Math.abs(dx);
      pairsY += Math.abs(dy);
    }
  }
  return pairsX === 0 || pairsY === 0 ? null : score / Math.sqrt(pairsX * pairsY);
}

const term = (ratio: number | null): number => 1 / (1 + (ratio ?? 1));

function staticTerms(statics: RelativeStatics | null): number[] {
  if (!statics) return [term(null)];
  return [statics.nodes, statics.cyclomatic, statics.cognitive, statics.lines].map(term);
}

function dynamicTerms(profile: RelativeProfile | null): number[] {
  if (!profile) return [term(null)];
  const { cpu, wall, peakRss, pageFaults, instructions, branchMisses } = profile;
  const counted = [instructions, branchMisses].filter((ratio) => ratio !== undefined);
  return [cpu, wall, peakRss, pageFaults, ...counted].map(term);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
