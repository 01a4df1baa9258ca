import * as z from 'zod';
import { bestSchema, candidateSchema } from './candidate-record.ts';
import { measures } from './measures.ts';
import { runSchemas as run } from './run-record.ts';

/** The content of result.json. Readers ignore fields that they do not know. */
export const reportSchema = z
  .object({
    schema: z.literal('orps-result/1'),
    status: z
      .enum(['fixed', 'faster', 'improved', 'unresolved', 'flaky', 'nothing-to-do'])
      .describe(
        'fixed: verified on a clean copy; faster: likewise, and confirmed to take less, where that was the aim; improved: better, not done; unresolved: no good patch; ' +
          'flaky: the failures flip on the unchanged base; nothing-to-do: nothing fails.',
      ),
    reason: z.string().describe('One sentence: why this status.'),
    model: z.string(),
    seed: z.int(),
    base: run.base,
    task: run.task,
    baseline: run.baseline,
    reproduction: run.reproduction.optional(),
    best: bestSchema.nullable().describe('The repair, or what came closest to one.'),
    candidates: z.array(candidateSchema).describe('The whole tree, parents before children.'),
    rounds: z.array(run.round),
    usage: run.modelUsage,
    timing: run.timing,
    isolation: measures.isolation,
    stoppedBy: run.stoppedBy,
    settings: run.settings,
  })
  .meta({
    title: 'Result of an orps run',
    description: 'Ratios are relative to the base commit; durations are milliseconds.',
  });

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** One run, complete: every view is a function of this value. */
export type Report = Frozen<z.infer<typeof reportSchema>>;
