import { join } from 'node:path';
import * as z from 'zod';
import { hasOption } from '../measure/options.ts';
import { ownPytestCache } from '../measure/pytest-cache.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import { type Finding, timing } from './readings.ts';
import { parseReport } from './report-json.ts';

const REPORT = 'pytest-benchmark.json';
const STORAGE = 'storage';

/** Rounds go on for so long, at least five of them: a median of hundreds of rounds is as steady as one of thousands. */
const MAX_TIME = '--benchmark-max-time';
const SECONDS = 0.2;

const schema = z.object({
  benchmarks: z.array(
    z.object({
      /** `path::Class::name[parameters]` */
      fullname: z.string(),
      /** Seconds. */
      stats: z.object({ median: z.number().nullish(), mean: z.number().nullish() }),
    }),
  ),
});

/** pytest-benchmark 3.2 and later (https://pytest-benchmark.readthedocs.io/en/latest/usage.html). */
export const pytestBenchmark: Harness = {
  // Beside `-n auto` among a project's own options, xdist would have the plugin refuse to measure.
  environment: () => ['PYTEST_XDIST_AUTO_NUM_WORKERS=0'],
  words({ recipe, folder }) {
    const flags = [
      ...(hasOption(recipe.args, MAX_TIME) ? [] : [`${MAX_TIME}=${SECONDS}`]),
      '--benchmark-only',
      // `--benchmark-json` would hold every single time, a megabyte for a small function.
      `--benchmark-storage=file://${join(folder.path, STORAGE)}`,
      '--benchmark-save=run',
      '-p',
      'no:randomly',
      ...ownPytestCache(recipe.args, folder.path),
      '--color=no',
    ];
    const args = recipe.args.map((word) => word.raw);
    return [...recipe.program, ...args, ...flags.map(shellQuote)];
  },
  // In between lies a folder named after the interpreter.
  gather: ({ folder }) =>
    `cp ${shellQuote(join(folder.path, STORAGE))}/*/*_run.json ${shellQuote(join(folder.path, REPORT))}`,
  async read({ folder }) {
    const text = await folder.read(REPORT);
    return text === undefined ? undefined : parsePytestBenchmark(text);
  },
};

/** The JSON of `--benchmark-save` and `--benchmark-json`. */
export function parsePytestBenchmark(text: string): readonly Finding[] | undefined {
  return parseReport(text, schema)?.benchmarks.flatMap(({ fullname, stats }) => {
    const seconds = stats.median ?? stats.mean;
    if (typeof seconds !== 'number') return [];
    const [file = '', ...names] = fullname.split('::');
    const known = names.length > 0 && file !== '';
    return [timing(known ? names.join('::') : fullname, known ? file : undefined, seconds * 1e9)];
  });
}
