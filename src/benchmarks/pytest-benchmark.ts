import { join } from 'node:path';
import * as z from 'zod';
import { parseJUnit } from '../measure/junit.ts';
import { hasOption } from '../measure/options.ts';
import { ownPytestCache } from '../measure/pytest-cache.ts';
import { shellQuote, type Word } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import { type Finding, timing } from './readings.ts';
import { parseReport } from './report-json.ts';

const REPORT = 'pytest-benchmark.json';
const STORAGE = 'storage';
/** pytest's own, of all that ran: only this one names what failed. */
const VERDICTS = 'pytest.xml';

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
      ...(hasJUnit(recipe.args)
        ? ['-o', 'junit_family=xunit1', `--junit-xml=${join(folder.path, VERDICTS)}`]
        : []),
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
  async failing({ folder }) {
    const text = await folder.read(VERDICTS);
    return text === undefined ? [] : failingInPytest(text);
  },
};

/** Without the plugin its options are unknown. */
const hasJUnit = (args: readonly Word[]): boolean =>
  !args.some(({ text }) => /^(?:-p)?no:junitxml$/.test(text));

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

/** What stands for a whole file, since it did not load. */
const NOT_LOADED = 'collection failure';

/** The benchmarks that failed, by pytest's JUnit report, named as their results would be. */
export function failingInPytest(xml: string): readonly Finding[] {
  return (parseJUnit(xml) ?? []).flatMap(({ status, file, name, message = '' }) =>
    status !== 'failed' || file === undefined || message.startsWith(NOT_LOADED)
      ? []
      : [timing(nameIn(file, name), file, 0)],
  );
}

/** `TestSums::test_sum[10]` of `tests.test_sum.TestSums test_sum[10]`, which that report has in its place. */
function nameIn(file: string, full: string): string {
  const module = file.replace(/\.py$/, '').replaceAll('/', '.');
  if (!full.startsWith(`${module} `) && !full.startsWith(`${module}.`)) return full;
  const rest = full.slice(module.length);
  const at = rest.indexOf(' ');
  const classes = rest.slice(0, at).split('.').filter(Boolean);
  return [...classes, rest.slice(at + 1)].join('::');
}
