import * as z from 'zod';
import type { BenchSettings } from './bench.ts';
import { WrongUse } from './errors.ts';
import { duration, list, MEBIBYTE, oneOf, parseFlags, text, whole } from './inputs.ts';

/** Every option of `orps bench`. */
const benchOptionsSchema = z.strictObject({
  base: text.optional(),
  head: text.optional(),
  baseName: text.optional(),
  headName: text.optional(),
  allowDirty: z.boolean().optional(),
  command: text.optional(),
  benchmarks: text.optional(),
  build: text.optional(),
  maxMinutes: duration(30_000).optional(),
  counts: z.boolean().optional(),
  times: z.boolean().optional(),
  suiteTimeout: duration(1_800_000).optional(),
  testTimeout: duration(1_800_000).optional(),
  memory: whole(64).optional(),
  isolation: oneOf('bubblewrap', 'namespaces', 'process').optional(),
  passEnv: list.optional(),
});

/** Throws WrongUse naming the flag that cannot be used. */
export const parseBenchOptions = (raw: unknown): z.infer<typeof benchOptionsSchema> =>
  parseFlags(benchOptionsSchema, raw, 'orps bench --help');

export function benchSettingsFrom(
  directory: string,
  options: z.infer<typeof benchOptionsSchema>,
): BenchSettings {
  if (options.base === undefined) {
    throw new WrongUse(
      'There is no --base to compare with.',
      'Name one, as in `orps bench --base main`.',
    );
  }
  if (options.times === false && (options.counts === false || options.benchmarks !== undefined)) {
    throw new WrongUse(
      `With --no-times and ${options.counts === false ? '--no-counts' : '--benchmarks'} there is nothing to measure.`,
      'Leave one of them out.',
    );
  }
  if (options.allowDirty === true && options.head !== undefined) {
    throw new WrongUse(
      '--allow-dirty makes uncommitted changes part of the head, and --head names a commit.',
      'Leave one of them out.',
    );
  }
  const budgetMs = (options.maxMinutes ?? 20) * 60_000;
  return {
    directory,
    base: options.base,
    head: options.head,
    names: { base: options.baseName, head: options.headName },
    testCommand: options.command,
    benchCommand: options.benchmarks,
    buildCommand: options.build,
    budgetMs,
    suiteMs: Math.min((options.suiteTimeout ?? 600) * 1_000, budgetMs),
    // Node's runner also ends a whole file after so long, and nothing hangs more often here than in CI.
    testMs: (options.testTimeout ?? 120) * 1_000,
    memoryBytes: (options.memory ?? 4_096) * MEBIBYTE,
    isolation: options.isolation,
    passEnv: options.passEnv ?? [],
    allowDirty: options.allowDirty ?? false,
    counting: options.counts ?? true,
    timing: options.times ?? true,
  };
}
