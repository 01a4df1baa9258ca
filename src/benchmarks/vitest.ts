import { join, relative } from 'node:path';
import * as z from 'zod';
import { sortArguments } from '../measure/options.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import { type Finding, timing } from './readings.ts';
import { parseReport } from './report-json.ts';

const REPORT = 'vitest.json';
const OPTIONS = {
  valued: new Set(
    '-r --root -c --config -t --testNamePattern --dir --reporter --outputFile --outputJson --compare --pool --project --exclude --maxWorkers'.split(
      ' ',
    ),
  ),
  replaced: new Set(
    '--reporter --outputFile --outputJson --compare --watch -w --run --ui --open'.split(' '),
  ),
};

// Milliseconds. A benchmark that threw has neither; one of no samples has null.
const time = z.number().nullish();
const schema = z.object({
  files: z.array(
    z.object({
      filepath: z.string(),
      groups: z.array(
        z.object({
          fullName: z.string(),
          benchmarks: z.array(z.object({ name: z.string(), median: time, mean: time })),
        }),
      ),
    }),
  ),
});

/**
 * `vitest bench` of Vitest 2 to 4 (https://vitest.dev/guide/features#benchmarking).
 * How long a benchmark runs (500 ms) is set in its file and by no flag.
 */
export const vitest: Harness = {
  environment: () => ['CI=true'],
  words({ recipe, folder }) {
    const { options, positional } = sortArguments(recipe.args, OPTIONS);
    const report = shellQuote(`--outputJson=${join(folder.path, REPORT)}`);
    // Only Vitest's own reporter writes the report, whichever others the project has.
    return [...recipe.program, ...options, '--run', '--reporter=default', report, ...positional];
  },
  async read({ folder, root }) {
    const text = await folder.read(REPORT);
    return text === undefined ? undefined : parseVitest(text, root);
  },
};

/** The JSON of `--outputJson`; `root` is what its absolute paths begin with. */
export function parseVitest(text: string, root: string): readonly Finding[] | undefined {
  return parseReport(text, schema)?.files.flatMap(({ filepath, groups }) => {
    const file = relative(root, filepath);
    return groups.flatMap(({ fullName, benchmarks }) => {
      // A group's full name begins with its file, as Vitest's own root has it.
      const [, ...suites] = fullName.split(' > ');
      return benchmarks.flatMap(({ name, median, mean }) => {
        const ms = median ?? mean;
        if (typeof ms !== 'number') return [];
        return [timing([...suites, name].join(' > '), within(file), ms * 1e6)];
      });
    });
  });
}

const within = (file: string): string | undefined =>
  file === '' || file.startsWith('..') ? undefined : file;
