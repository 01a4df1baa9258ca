import * as z from 'zod';
import { measures } from './measures.ts';

const { count, milliseconds, usage } = measures;

const base = z.object({
  sha: z.string().describe('The commit that every patch is relative to.'),
  branch: z.string().optional(),
  dirty: z.boolean().describe('The checkout had uncommitted changes; they are part of the base.'),
});

const task = z.object({
  goal: z.string(),
  aim: z
    .literal('performance')
    .optional()
    .describe('Absent for a repair; otherwise passing tests were to take less.'),
  testCommand: z.string(),
  buildCommand: z.string().optional(),
  omittedCommand: z
    .string()
    .optional()
    .describe('Steps of the test line that were not run: checks, and what follows the tests.'),
  directory: z
    .string()
    .optional()
    .describe(
      "The project's folder below the toplevel, where the commands run; absent for the toplevel.",
    ),
});

const baseline = z.object({
  tests: count,
  judgedBy: z
    .enum(['reports', 'exit-status'])
    .optional()
    .describe('Whether a report told of every test, or the command of nothing but its end.'),
  failToPass: z.array(
    z.object({ name: z.string(), file: z.string().optional(), message: z.string().optional() }),
  ),
  passToPass: count,
  flaky: z.array(z.string()).describe('Tests that flipped on the unchanged base.'),
  alreadyFailing: z
    .array(z.string())
    .optional()
    .describe('Tests that fail on the base and are not part of the task.'),
  durationMs: milliseconds,
  usage,
});

const reproduction = z
  .object({
    tests: z
      .array(z.string())
      .describe('New test files that fail on the base, every time; part of `best.patch`.'),
    critique: z.string().nullable().describe("The critic's words on them."),
    score: z.number().nullable().describe('1 to 5, by the critic.'),
    attempts: z.array(
      z.object({
        tests: z.array(z.string()),
        reasoning: z.string(),
        outcome: z.string().describe('One sentence: what the harness or the critic says of it.'),
        patch: z.string(),
      }),
    ),
  })
  .describe('Tests that the model was asked for, because none failed; absent otherwise.');

const round = z.object({
  round: count,
  candidates: count,
  alpha: z.number().describe('Weight of the process reward in this round.'),
  beta: z.number().describe('Weight of the outcome reward in this round.'),
  agreement: z
    .number()
    .nullable()
    .describe("Rank correlation of the critic's scores with execution; null when too few."),
  beam: z.array(z.string()),
  bestScore: z.number().nullable(),
});

const settings = z.object({
  preset: z.string(),
  samples: count,
  beam: count,
  rounds: count,
  alpha: z.number(),
  beta: z.number(),
  temperature: z.number(),
});

const modelUsage = z.object({
  calls: count,
  inputTokens: count,
  outputTokens: count,
  costUsd: z.number().nonnegative().nullable().describe('null when no price is known.'),
  cachedCalls: count.describe('Answered from the journal, not asked again.'),
  unusableReplies: count,
  repairTurns: count,
});

const timing = z.object({
  totalMs: milliseconds,
  earlierMs: milliseconds
    .optional()
    .describe('Of it, before the run was resumed; the other times are of its last life.'),
  modelMs: milliseconds,
  testMs: milliseconds,
  overheadMs: milliseconds,
});

const stoppedBy = z
  .string()
  .min(1)
  .describe(
    'What ended the search: solved, rounds, plateau, exhausted, unusable, stopped, interrupted, model-unavailable, ' +
      'nothing-to-do, or budget: and its name. More may come.',
  );

/** What a run was given and what it used, part by part. */
export const runSchemas = {
  base,
  task,
  baseline,
  reproduction,
  round,
  settings,
  modelUsage,
  timing,
  stoppedBy,
} as const;
