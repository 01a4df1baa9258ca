import * as z from 'zod';
import { CUTS } from '../../comparison/cut.ts';
import { MOST_CHANGE, REASONS, TOO_FEW } from '../../comparison/judgement.ts';
import { MOST_PAIRS } from '../../comparison/schedule.ts';
import { MOST_COMPARED } from '../../comparison/subjects.ts';
import { MOST_TURNS } from '../../comparison/turns.ts';
import { UNTOLD } from '../../comparison/untold.ts';
import { UNITS } from '../../comparison/workload.ts';
import { measures } from '../measures.ts';

const share = z
  .number()
  .min(-1)
  .max(MOST_CHANGE)
  .describe('Relative: 0.1 is ten per cent more than the base.');
const count = measures.count;
/** More than any measurement of any unit comes to: in comments no figure is longer than people can read. */
const MOST = 1e18;
const amount = z.number().min(-MOST).max(MOST).nullable();
/** Of tests, or of what else a person could have written. */
const tally = count.max(10_000_000);
const pairCount = count.max(MOST_PAIRS);
/** Words of ours, which stand in sentences and tables as they are: a bundle cannot bring others. */
const reason = z.union([z.enum(REASONS), z.string().regex(TOO_FEW)]);
const unit = z.enum(UNITS);
const side = z.object({
  ref: z.string().describe('As it was asked for.'),
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
    .nullable()
    .describe('Null for a working tree with uncommitted changes.'),
});

const judgement = z.object({
  verdict: z.enum(['faster', 'slower', 'no-difference', 'inconclusive']),
  change: z

    .object({
      ...{ centre: share, low: share, high: share },
      level: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe('Of the interval, where the pairs are too few for 99 %; 0: there is none.'),
    })
    .nullable()
    .describe(
      'The estimate and its 99 % interval; for counts the extremes of the runs; null from nothing.',
    ),
  p: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Paired Wilcoxon test, Holm-corrected; null for counts.'),
  visible: share
    .nullable()
    .describe('The least change that would have been seen; null beyond 1000 %.'),
  noise: share.nullable().describe('By how much identical code seemed to differ in this run.'),
  why: reason.describe('Why it is inconclusive; empty otherwise.'),
});

const figures = z.object({
  unit: unit.describe('ms, bytes, count, or what a benchmark says.'),
  source: z.enum(['perf', 'cachegrind', 'kernel', 'clock', 'runner']).describe('Who measured it.'),
  base: amount.describe('Median over the runs; null where it was not measured.'),
  head: amount,
});

const MEASURES = [
  ...(['instructions', 'branch-misses', 'cpu', 'user-cpu', 'system-cpu', 'wall'] as const),
  ...(['peak-memory', 'minor-faults', 'major-faults'] as const),
] as const;

const measure = figures.extend({
  name: z.enum(MEASURES),
  judgement: judgement.nullable().describe('Null for what only informs.'),
});

const part = figures.extend({
  id: z.string(),
  name: z.string(),
  file: z.string().nullable(),
  better: z.enum(['lower', 'higher']),
  judgement,
});

const sample = measures.usage.extend({
  systemMs: z.number().nonnegative().nullable(),
  values: z
    .array(z.number().min(0).max(MOST).nullable())
    .max(MOST_COMPARED)
    .describe('Of the parts, in their order.'),
});
const counts = z.object({ instructions: count, branchMisses: count.nullable() });

/** More benchmark suites than these are named, and not compared. */
export const MOST_WORKLOADS = 20;

/** More of the files that differ are not named. */
export const MOST_CHANGED_FILES = 1_000;

/** So many files are named that only the head's runs left. */
export const MOST_KEPT = 20;
/** More of a kind are counted, and not named: a suite may have a hundred thousand, all renamed. */
export const MOST_NAMED = 100;

/** One command on both sides. */
export const workloadSchema = z.object({
  kind: z.enum(['tests', 'benchmarks']),
  command: z.string(),
  build: z
    .string()
    .nullable()
    .describe('What made each side, once, before anything was measured; it is in no figure.'),
  omitted: z
    .string()
    .nullable()
    .describe('Steps of the line that was given that were not run: checks, and what follows.'),
  verdict: judgement.shape.verdict,
  broken: z
    .array(
      z.object({
        ...{ side: z.enum(['base', 'head']), why: z.string(), output: z.string() },
        unread: z
          .boolean()
          .optional()
          .describe('Did it end well, and leave nothing that could be read? Absent: no.'),
        fails: z
          .boolean()
          .optional()
          .describe('Did its own build step or command fail? Absent: no.'),
      }),
    )
    .max(2)
    .describe('Sides that gave nothing to measure: then nothing else was compared.'),
  files: z
    .object({ ran: tally.min(1), of: tally })
    .nullable()
    .describe('How many files of tests ran, where not all could be compared; null otherwise.'),
  comparable: z.boolean().describe('Did both sides do the same work as a whole?'),
  whole: z.array(measure).max(MEASURES.length),
  parts: z.array(part).max(MOST_COMPARED).describe('Tests or benchmarks, the slowest first.'),
  named: z
    .object({
      appeared: z.array(z.string()),
      vanished: z.array(z.string()),
      changed: z.array(z.string()),
      failing: z
        .array(z.string())
        .describe('On the base, whether they do, or are, on the head or not.'),
      newlyFailing: z.array(z.string()).describe('On the head, and not on the base.'),
      unrun: z
        .array(z.string())
        .describe('Passing on both sides, in files of which others are not the same: not run.'),
      totals: z
        .object({
          ...{ appeared: tally, vanished: tally, changed: tally },
          ...{ failing: tally, newlyFailing: tally, unrun: tally },
        })
        .describe(`How many there are of each, of which at most ${MOST_NAMED} are named.`),
      leftOut: tally.describe('Too short, or too many, to be compared one by one.'),
    })
    .describe('What is named and not compared.'),
  pairs: z.object({
    done: pairCount,
    dropped: pairCount.describe('In which a side did not do what it did in its warm-up.'),
    cut: z.enum(CUTS).nullable().describe('Why there are fewer than the rule asks for.'),
    turns: count
      .min(1)
      .max(MOST_TURNS)
      .describe(
        'How often each side ran within a pair, by turns; the least of each measure counts.',
      ),
    pinned: z.boolean().describe('Did the runs of a pair share one core?'),
    drift: z
      .enum(['slower', 'faster'])
      .optional()
      .describe('What the command gets from run to run on both sides; absent where it does not.'),
  }),
  counting: z.object({
    source: z.enum(['perf', 'cachegrind']).nullable(),
    missing: z.string().describe('Why instructions were not counted; empty otherwise.'),
  }),
  kept: z
    .array(z.string())
    .max(MOST_KEPT)
    .nullable()
    .describe(
      "Files that only the head's runs left behind: what they keep is there for every run after the first. Null where that was not told.",
    ),
  keptTotal: count.describe(`How many there are, of which at most ${MOST_KEPT} are named.`),
  keptUntold: z
    .enum(UNTOLD)
    .nullable()
    .describe('Why that could not be told; null where it was, or where nobody looked.'),
  notes: z.array(z.string()).max(10).describe('What a reader must know to believe the rest.'),
  raw: z.object({
    pairs: z
      .array(z.object({ order: z.enum(['base-first', 'head-first']), base: sample, head: sample }))
      .max(MOST_PAIRS),
    counts: z.object({ base: z.array(counts).max(10), head: z.array(counts).max(10) }),
  }),
});

/** The content of comparison.json. Readers ignore fields that they do not know. */
export const comparisonSchema = z
  .object({
    schema: z.literal('orps-comparison/1'),
    base: side,
    head: side,
    directory: z.string().describe("The project's folder in the repository; empty for its root."),
    changedFiles: z
      .array(z.string())
      .max(MOST_CHANGED_FILES)
      .describe('The first thousand of them.'),
    changedFunctions: z
      .array(z.object({ file: z.string(), name: z.string(), firstLine: count, lastLine: count }))
      .max(50)
      .describe('Of files that are no tests, with their lines on the head; at most 50.'),
    changedElsewhere: z
      .boolean()
      .describe(
        'Did anything else change than functions of the head, tests and prose: a constant, data, a function that is gone? True where unknown.',
      ),
    statics: measures.statics.nullable().describe('Null where no changed file has a grammar.'),
    workloads: z.array(workloadSchema).max(MOST_WORKLOADS),
    skipped: z
      .array(z.string())
      .max(1_000)
      .describe('Commands that were not compared: too many, or no time was left for them.'),
    machine: z.object({
      processor: z.string(),
      cores: count.max(100_000),
      system: z.string(),
      load: z
        .number()
        .nonnegative()
        .max(1_000_000)
        .describe('Load average over the last minute, at the end.'),
    }),
    isolation: measures.isolation,
    // Four months: far more than any job is given.
    totalMs: measures.milliseconds.max(1e10),
  })
  .meta({
    title: 'Comparison of the performance of two commits',
    description: 'Every figure names its source; what was not measured is null.',
  });

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** One comparison, complete: every view is a function of this value. */
export type Comparison = Frozen<z.infer<typeof comparisonSchema>>;
export type ComparedWorkload = Comparison['workloads'][number];
export type Measure = ComparedWorkload['whole'][number];
export type ComparedPart = ComparedWorkload['parts'][number];
export type JudgementRecord = Frozen<z.infer<typeof judgement>>;
