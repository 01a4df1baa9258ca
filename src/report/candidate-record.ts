import * as z from 'zod';
import { workloadSchema } from './comparison/comparison.ts';
import { measures } from './measures.ts';

const { tally, profile, statics, count } = measures;

const judged = {
  failToPass: tally.nullable().describe('Tests that fail on the base; null when nothing ran.'),
  passToPass: tally.nullable().describe('Tests that pass on the base; null when not run.'),
  processReward: z.number().nullable().describe("ρ, the critic's score, 1 to 5."),
  outcomeReward: z.number().nullable().describe('ω, from execution alone, 0 to 2.'),
  stepScore: z.number().nullable().describe('α·ρ̂ + β·ω̂, 0 to 1.'),
  critique: z.string().nullable().describe("K, the critic's words."),
  patch: z.string().describe('Unified diff against the base; empty when there is no proposal.'),
  profile: profile.nullable(),
  statics: statics.nullable(),
};

/** One node of the search tree. */
export const candidateSchema = z.object({
  id: z.string(),
  parent: z.string().nullable().describe('The id it continues; null for round 0.'),
  round: count,
  strategy: z.string(),
  fate: z
    .enum(['finished', 'beam', 'truncated', 'failed', 'unneeded'])
    .describe(
      'finished: nothing left to improve; beam: kept for the next round; truncated: not among the best; ' +
        'failed: no usable proposal or review; unneeded: the search ended before its turn.',
    ),
  verdict: z.enum(['rejected', 'build-failed', 'failing', 'broke', 'plausible']).nullable(),
  reason: z.string().describe('One sentence: why this verdict or fate.'),
  duplicateOf: z.string().optional().describe('An earlier candidate with the same files.'),
  ...judged,
});

/** The chosen candidate: the repair, or what came closest to one. */
export const bestSchema = z.object({
  id: z.string(),
  strategy: z.string(),
  reasoning: z.string().describe("R, the programmer's reasoning."),
  ...judged,
  measurement: workloadSchema
    .omit({ raw: true })
    .optional()
    .describe('Repeated, paired runs against the base; absent where there was no time for them.'),
  verification: z
    .object({ runs: count, passed: count })
    .describe('Runs of the whole suite on a clean copy, and how many of them passed.'),
});
