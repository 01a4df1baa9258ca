import { availableParallelism } from 'node:os';
import { join, posix } from 'node:path';
import * as z from 'zod';
import { FILL_GO_CACHE } from '../measure/go-cache.ts';
import { hasOption } from '../measure/options.ts';
import { shellQuote, type Word } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import { type Finding, timing } from './readings.ts';
import { parseReport } from './report-json.ts';
import { wordsIn } from './words.ts';

const REPORT = 'go.ndjson';
/** Beside the folders of single runs: the next run in the same workspace finds it warm. */
const CACHE = 'orps-go-build';

const eventSchema = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  Test: z.string().optional(),
  Output: z.string().optional(),
});

/** `BenchmarkSum/n=10-8   \t 123 \t 45.6 ns/op \t 0 B/op \t 0 allocs/op` */
const RESULT = /^(Benchmark\S*)\s+\d+\s+(\S.*)$/;
/** Whether more of a project's own metric is better, nobody knows; MB/s is ns/op once more. */
const UNITS = ['ns/op', 'B/op', 'allocs/op'] as const;

/**
 * Go's own benchmarks (https://pkg.go.dev/cmd/go#hdr-Testing_flags). With `-json`
 * a result stays whole where the benchmark prints something
 * (https://pkg.go.dev/cmd/test2json), and its package is known without `pkg:` lines.
 */
export const go: Harness = {
  /** A sandbox shows the user's build cache, and the compiler does not do without writing to it. */
  prelude({ outbox }) {
    const cache = shellQuote(join(outbox, CACHE));
    return [`{ ${FILL_GO_CACHE}; }`, `{ test -w "$(go env GOCACHE)" || export GOCACHE=${cache}; }`];
  },
  compile: ({ recipe }) => [
    ...recipe.program,
    ...recipe.args.map((word) => word.raw),
    ...["-run='^$'", "-bench='^$'", '-vet=off'],
  ],
  words({ recipe, folder }) {
    const report = shellQuote(join(folder.path, REPORT));
    const defaults = [
      '-json',
      "-run='^$'",
      ...(hasOption(recipe.args, '-bench', '--bench') ? [] : ['-bench=.']),
      '-benchmem',
      // Go adds the number of cores to a name where it is not 1; kept on one core it would not.
      `-cpu=${availableParallelism()}`,
      // The median over many runs is taken elsewhere; a fifth of the usual second is
      // thousands of iterations of anything that takes less than 50 µs.
      '-benchtime=200ms',
      // The caller has a limit of its own; vet judges no speed.
      '-timeout=0',
      '-vet=off',
    ];
    // Of flags given twice Go takes the later one: a person's.
    const args = recipe.args.map((word) => word.raw);
    return [...recipe.program, ...defaults, ...args, '>', report];
  },
  async read({ folder }) {
    const text = await folder.read(REPORT);
    return text === undefined ? undefined : parseGo(text);
  },
  async failing({ folder, recipe }) {
    const text = await folder.read(REPORT);
    return text === undefined ? [] : failingInGo(text, coresFor(recipe.args));
  },
  writtenIn(sources) {
    // A module may lie anywhere in the repository: only the last folder is a part of both names.
    const folders = Map.groupBy(
      sources.filter(({ path }) => path.endsWith('_test.go')),
      ({ path }) => posix.basename(posix.dirname(path)),
    );
    const functions = new Map(
      [...folders].map(([folder, files]) => [folder, wordsIn(files, /\bfunc\s+(\w+)/g)]),
    );
    const has = (folder: string, own: string): boolean =>
      functions.has(folder) && (functions.get(folder)?.has(own) ?? true);
    return ({ name, file = '' }) => {
      const [own = ''] = name.split(/[/-]/, 1);
      return has('.', own) || has(posix.basename(file), own);
    };
  },
  async printed({ folder }) {
    const text = await folder.read(REPORT);
    return text === undefined
      ? ''
      : eventsOf(text)
          .map((event) => event?.Output ?? '')
          .join('');
  },
};

/** A line that was cut where the process was killed does not count. */
const eventsOf = (text: string) =>
  text
    .split('\n')
    .slice(0, -1)
    // Before Go 1.24 it says in plain words what was not built.
    .filter((line) => line.startsWith('{'))
    .map((line) => parseReport(line, eventSchema));

/** The events of `go test -json`. */
export function parseGo(text: string): readonly Finding[] | undefined {
  const outputs = new Map<string, string[]>();
  for (const event of eventsOf(text)) {
    if (event === undefined) return undefined;
    const { Package: name, Output: output } = event;
    if (name === undefined || output === undefined) continue;
    const pieces = outputs.get(name) ?? [];
    if (pieces.length === 0) outputs.set(name, pieces);
    pieces.push(output);
  }
  return [...outputs].flatMap(([name, pieces]) => parseGoText(pieces.join(''), name));
}

const CORES = /^--?(?:test\.)?cpu(?:=|$)/;

/** How many cores each benchmark runs with, once for each number; of flags given twice the later one counts. */
function coresFor(args: readonly Word[]): readonly number[] {
  const at = args.findLastIndex(({ text }) => CORES.test(text));
  const value = args[at]?.text.split('=')[1] ?? (at < 0 ? '' : args[at + 1]?.text);
  const asked = (value ?? '')
    .split(',')
    .map(Number)
    .filter((cores) => cores > 0);
  return asked.length > 0 ? asked : [availableParallelism()];
}

/**
 * The benchmarks that failed, named as their results would be. One that fails in a part
 * of it fails as well: only the part is named. Before Go 1.20 no event tells of them.
 */
export function failingInGo(text: string, cores: readonly number[]): readonly Finding[] {
  const begun = new Set<string>();
  const failed: { readonly file: string; readonly name: string; readonly named: boolean }[] = [];
  for (const event of eventsOf(text)) {
    const { Action: action, Package: file = '', Test: name = '' } = event ?? {};
    if (!name.startsWith('Benchmark')) continue;
    if (action === 'run') begun.add(`${file} ${name}`);
    // After its first iteration a benchmark fails by the name of its result, with the cores.
    if (action === 'fail') failed.push({ file, name, named: !begun.has(`${file} ${name}`) });
  }
  const around = new Set(
    failed.flatMap(({ file, name }) => outerNames(name).map((outer) => `${file} ${outer}`)),
  );
  return failed
    .filter(({ file, name }) => !around.has(`${file} ${name}`))
    .flatMap(({ file, name, named }) =>
      named
        ? [timing(name, file, 0)]
        : cores.map((count) => timing(withCores(name, count), file, 0)),
    );
}

const withCores = (name: string, cores: number): string =>
  cores === 1 ? name : `${name}-${cores}`;

/** Nobody puts parts into parts any deeper. */
const DEEPEST = 20;

/** `A/b/c`: `A` and `A/b`. */
const outerNames = (name: string): readonly string[] =>
  [...name.matchAll(/\//g).take(DEEPEST)].map(({ index }) => name.slice(0, index));

/** The standard format (https://go.dev/design/14313-benchmark-format) of one package. */
function parseGoText(text: string, file: string): readonly Finding[] {
  return text.split('\n').flatMap((line) => {
    const [, name = '', rest = ''] = RESULT.exec(line.slice(0, 10_000)) ?? [];
    const words = rest.trim().split(/\s+/);
    return UNITS.flatMap((unit): readonly Finding[] => {
      const at = words.indexOf(unit);
      if (name === '' || at < 1) return [];
      return [{ name, file, value: Number(words[at - 1]), unit, better: 'lower' }];
    });
  });
}
