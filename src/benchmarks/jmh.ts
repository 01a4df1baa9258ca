import { join } from 'node:path';
import * as z from 'zod';
import { sortArguments } from '../measure/options.ts';
import { shellQuote, type Word } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import type { Finding } from './readings.ts';
import { parseReport } from './report-json.ts';

const REPORT = 'jmh.json';
const OPTIONS = {
  valued: new Set(
    '-bm -bs -e -f -gc -i -jvm -jvmArgs -jvmArgsAppend -jvmArgsPrepend -o -opi -p -prof -r -rf -rff -si -t -tg -to -tu -v -w -wbs -wf -wi -wm -wmb -foe'.split(
      ' ',
    ),
  ),
  replaced: new Set(['-rf', '-rff']),
};

/**
 * Instead of five forks of ten iterations of ten seconds each: what differs from
 * fork to fork (layout, order of compilation) is sampled by the runs that are
 * repeated anyway, and 900 ms let a small loop reach the second compiler.
 */
const DEFAULTS = [
  ['-f', '1'],
  ['-wi', '3'],
  ['-w', '300ms'],
  ['-i', '5'],
  ['-r', '200ms'],
] as const;

const schema = z.array(
  z.object({
    benchmark: z.string(),
    mode: z.string(),
    params: z.record(z.string(), z.string()).optional(),
    primaryMetric: z.object({
      // Text where it is not a number: "NaN".
      score: z.union([z.number(), z.string()]),
      scoreUnit: z.string(),
      scorePercentiles: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
    }),
  }),
);

const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  ms: 1e6,
  s: 1e9,
  min: 60e9,
  hr: 3_600e9,
  day: 86_400e9,
};

/** Packages and classes lie in each other no deeper. */
const DEEPEST = 50;

/** `a/b/c`, `b/c` and `c`. */
const endsOf = (path: string): readonly string[] => {
  const names = path.split('/').slice(-DEEPEST);
  return names.map((_, at) => names.slice(at).join('/'));
};

/** JMH's jar (https://github.com/openjdk/jmh), which whatever builds the project has made. */
export const jmh: Harness = {
  words({ recipe, folder }) {
    const { options, positional } = sortArguments(recipe.args, OPTIONS);
    const defaults = DEFAULTS.flatMap(([name, value]) =>
      hasJoined(recipe.args, name) ? [] : [name, value],
    );
    const report = ['-rf', 'json', '-rff', shellQuote(join(folder.path, REPORT))];
    return [...recipe.program, ...positional, ...options, ...defaults, ...report];
  },
  writtenIn(sources) {
    const ends = new Set(sources.flatMap(({ path }) => endsOf(path.replace(/\.\w+$/, ''))));
    return ({ file = '' }) => {
      // A class within a class lies in the file of the outer one.
      const names = file.split('.').slice(0, DEEPEST);
      return names.some((_, at) => at > 0 && ends.has(names.slice(0, at + 1).join('/')));
    };
  },
  async read({ folder }) {
    const text = await folder.read(REPORT);
    return text === undefined ? undefined : parseJmh(text);
  },
};

/** `-f 1`, and also `-f1`; but `-foe` is another option. */
const hasJoined = (args: readonly Word[], name: string): boolean =>
  args.some(({ text }) => text === name || new RegExp(`^${name}[=\\d]`).test(text));

/** The JSON of `-rf json`. */
export function parseJmh(text: string): readonly Finding[] | undefined {
  return parseReport(text, schema)?.flatMap(({ benchmark, mode, params, primaryMetric }) => {
    const { score, scoreUnit, scorePercentiles } = primaryMetric;
    const quantity = quantityOf(Number(scorePercentiles?.['50.0'] ?? score), scoreUnit);
    if (quantity === undefined) return [];
    const dot = benchmark.lastIndexOf('.');
    const file = dot > 0 ? benchmark.slice(0, dot) : undefined;
    const chosen = Object.entries(params ?? {}).map(([key, value]) => `${key}=${value}`);
    const name = [benchmark.slice(dot + 1), ...chosen, mode].join(' ');
    return [{ name, file, ...quantity }];
  });
}

/** `us/op` and `ops/ms` in the units that all suites share; `undefined` for others. */
function quantityOf(
  score: number,
  unit: string,
): Pick<Finding, 'value' | 'unit' | 'better'> | undefined {
  const [above = '', below = ''] = unit.split('/');
  const time = NANOSECONDS[above];
  if (below === 'op' && time !== undefined) {
    return { value: score * time, unit: 'ns/op', better: 'lower' };
  }
  const per = NANOSECONDS[below];
  if (above !== 'ops' || per === undefined) return undefined;
  return { value: (score * 1e9) / per, unit: 'op/s', better: 'higher' };
}
