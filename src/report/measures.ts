import * as z from 'zod';

const count = z.int().nonnegative();
const ratio = z.number().nonnegative().nullable();
const growth = z.number().nonnegative().max(1e9);

/** The measured values of the ports, as they stand in result.json. */
export const measures = {
  count,
  milliseconds: z.number().nonnegative(),

  tally: z.object({ passed: count, total: count }).describe('How many of these tests passed.'),

  profile: z
    .object({
      ...{ wall: ratio, cpu: ratio, peakRss: ratio, pageFaults: ratio },
      instructions: z.number().nonnegative().optional(),
      branchMisses: z.number().nonnegative().optional(),
    })
    .describe('Resource usage over that of the base: 1 is unchanged, null is not measured.'),

  statics: z
    .object({
      lines: growth,
      nodes: growth,
      cyclomatic: growth,
      cognitive: growth,
    })
    .describe('Static metrics of the changed functions over those of the base: 1 is unchanged.'),

  usage: z
    .object({
      wallMs: z.number().nonnegative(),
      cpuMs: z.number().nonnegative().nullable(),
      peakRssBytes: z.number().nonnegative().nullable(),
      minorFaults: z.number().nonnegative().nullable(),
      majorFaults: z.number().nonnegative().nullable(),
    })
    .describe('What one process tree used; null where it could not be measured.'),

  isolation: z
    .object({
      level: z.enum(['bubblewrap', 'namespaces', 'process']),
      workspace: z.enum(['overlay', 'reflink', 'copy']),
      network: z.enum(['none', 'host']),
      system: z.enum(['read-only', 'writable']),
      processes: z.enum(['private', 'shared']),
      notes: z.array(z.string()),
    })
    .describe('What stood between the code under test and the machine.'),
} as const;
