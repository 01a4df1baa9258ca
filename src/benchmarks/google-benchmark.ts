import { join } from 'node:path';
import * as z from 'zod';
import { shellQuote } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import { type Finding, timing } from './readings.ts';
import { parseReport } from './report-json.ts';
import { wordsIn } from './words.ts';

const REPORT = 'google-benchmark.json';

const schema = z.object({
  benchmarks: z.array(
    z.object({
      name: z.string(),
      run_name: z.string().optional(),
      run_type: z.string().optional(),
      aggregate_name: z.string().optional(),
      repetitions: z.number().optional(),
      // Absent beside an error, and in aggregates of complexity.
      real_time: z.number().nullish(),
      cpu_time: z.number().nullish(),
      time_unit: z.string().optional(),
      error_occurred: z.boolean().optional(),
      skipped: z.boolean().optional(),
    }),
  ),
});
type Entry = z.infer<typeof schema>['benchmarks'][number];

const NANOSECONDS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };

/**
 * Google Benchmark 1.5.1 and later (https://google.github.io/benchmark/user_guide.html).
 * Every flag has a variable of the environment, and those reach the program
 * through `make bench`, `ctest` or a script alike, while a flag of a person's
 * still has the last word. Of several programs in one command the last one's
 * report remains.
 */
export const googleBenchmark: Harness = {
  environment: ({ folder }) => [
    `BENCHMARK_OUT=${shellQuote(join(folder.path, REPORT))}`,
    'BENCHMARK_OUT_FORMAT=json',
    // A fifth of the usual half second: repetition comes from outside. Versions before 1.8 want
    // no suffix and then keep their own time.
    'BENCHMARK_MIN_TIME=0.1s',
  ],
  words: ({ recipe }) => [...recipe.program, ...recipe.args.map((word) => word.raw)],
  writtenIn(sources) {
    const files = sources.filter(
      ({ path, text }) =>
        /\.(?:c|h|cc|cpp|cxx|hpp|hh|hxx)$/i.test(path) &&
        (text === undefined || text.includes('benchmark/benchmark.h')),
    );
    const words = wordsIn(files, /(\w+)/g);
    return ({ name }) => words?.has(/^\w+/.exec(name)?.[0] ?? '') ?? true;
  },
  async read({ folder }) {
    const text = await folder.read(REPORT);
    return text === undefined ? undefined : parseGoogleBenchmark(text);
  },
  async failing({ folder }) {
    return failingInGoogleBenchmark((await folder.read(REPORT)) ?? '');
  },
};

function entriesIn(text: string): readonly Entry[] | undefined {
  // It writes what JSON has no word for, such as the deviation of a single counter.
  const json = text.replace(/(?<=": )-?(?:NaN|Infinity)\b/g, 'null');
  return parseReport(json, schema)?.benchmarks;
}

/** Those that ended themselves (`SkipWithError`), each once. */
export function failingInGoogleBenchmark(text: string): readonly Finding[] {
  const failed = entriesIn(text)?.filter(({ error_occurred }) => error_occurred === true) ?? [];
  const titles = new Set(failed.map(({ name, run_name }) => run_name ?? name));
  return [...titles].map((title) => timing(title, undefined, 0));
}

/** The JSON of `--benchmark_out`: of repeated benchmarks their medians, else the one run. */
export function parseGoogleBenchmark(text: string): readonly Finding[] | undefined {
  const entries = entriesIn(text);
  if (entries === undefined) return undefined;
  const medians = entries.filter((entry) => entry.aggregate_name === 'median');
  const aggregated = new Set(medians.map((entry) => entry.run_name));
  const single = entries.filter(
    (entry) => entry.run_type !== 'aggregate' && !aggregated.has(entry.run_name),
  );
  return [...medians, ...single].flatMap(toFinding);
}

const hasNoTime = ({ error_occurred, skipped }: Entry): boolean =>
  error_occurred === true || skipped === true;

function toFinding(entry: Entry): readonly Finding[] {
  const { name, run_name, real_time, cpu_time, time_unit = 'ns' } = entry;
  const title = run_name ?? name;
  // The time by which the harness itself decides how often to iterate.
  const isWall = /\/(?:real_time|manual_time)(?:\/|$)/.test(title);
  const time = isWall ? real_time : cpu_time;
  const factor = NANOSECONDS[time_unit];
  if (typeof time !== 'number' || factor === undefined || hasNoTime(entry)) return [];
  return [timing(title, undefined, time * factor)];
}
