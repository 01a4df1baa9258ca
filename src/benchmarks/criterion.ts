import { join } from 'node:path';
import * as z from 'zod';
import { hasOption } from '../measure/options.ts';
import { shellQuote, type Word } from '../measure/shell-line.ts';
import type { Harness } from './harness.ts';
import { type Finding, timing } from './readings.ts';
import { parseReport } from './report-json.ts';
import { wordsIn } from './words.ts';

const HOME = 'criterion';
const MOST = 2_000;
const LARGEST = 64 * 1024;

/**
 * Instead of three seconds of warm-up and five of measurement: repetition comes
 * from outside. Plots and most of the resampling serve error bars that nobody reads.
 */
const DEFAULTS = [
  ['--warm-up-time', '0.5'],
  ['--measurement-time', '1'],
  ['--sample-size', '20'],
  ['--nresamples', '1001'],
] as const;

const nameSchema = z.object({ full_id: z.string() });
const estimate = z.object({ point_estimate: z.number() });
const estimatesSchema = z.object({ median: estimate.optional(), mean: estimate });

/**
 * `cargo bench` with Criterion.rs 0.3.3 and later (https://bheisler.github.io/criterion.rs/book/).
 * CRITERION_HOME leads its files into the run folder: nothing of an earlier run
 * lies there, and no comparison with one is made. A benchmark that sets its own
 * `output_directory` is not seen. Times are taken for wall-clock time: estimates
 * do not name their unit.
 */
export const criterion: Harness = {
  environment: ({ folder }) => [`CRITERION_HOME=${shellQuote(join(folder.path, HOME))}`],
  compile: ({ recipe }) => [
    ...recipe.program,
    ...split(recipe.args).cargo.map((word) => word.raw),
    '--no-run',
  ],
  words({ recipe }) {
    const { cargo, own } = split(recipe.args);
    // Without named targets the flags would reach unit tests too, which refuse them.
    const named = hasOption(cargo, '--bench');
    const defaults = DEFAULTS.filter(([name]) => !hasOption(own, name)).flat();
    return [
      ...recipe.program,
      ...cargo.map((word) => word.raw),
      '--',
      ...(named ? [...defaults, '--noplot'] : []),
      ...own.map((word) => word.raw).filter((word) => word !== '--noplot' || !named),
    ];
  },
  gather({ folder }) {
    const target = shellQuote(folder.path);
    const copy = `for file; do n=$((n+1)); [ $n -le ${MOST} ] && cp "$file" "$0/$n.name" && cp "\${file%/*}/estimates.json" "$0/$n.estimates"; done; :`;
    const files = `-path '*/new/benchmark.json' -type f -size -${LARGEST / 1024}k`;
    return `find ${shellQuote(join(folder.path, HOME))} ${files} -exec sh -c ${shellQuote(copy)} ${target} '{}' +`;
  },
  writtenIn(sources) {
    const files = sources.filter(
      ({ path, text }) =>
        path.endsWith('.rs') && (text === undefined || /\bcriterion\b/.test(text)),
    );
    const literals = wordsIn(files, /"([^"/]*)/g);
    // `group/function/parameter`: the first of them stands in the source, if it is not computed.
    return ({ name }) => literals?.has(name.split('/', 1)[0] ?? '') ?? true;
  },
  async read({ folder }) {
    const findings: Finding[] = [];
    for (let number = 1; number <= MOST; number += 1) {
      const name = await folder.read(`${number}.name`, LARGEST);
      if (name === undefined) break;
      const estimates = await folder.read(`${number}.estimates`, LARGEST);
      const finding = parseCriterion(name, estimates ?? '');
      if (finding === undefined) return undefined;
      findings.push(finding);
    }
    // The order of a folder is not the same on every machine.
    return findings.sort((a, b) => (a.name < b.name ? -1 : 1));
  },
};

/** Cargo's own arguments, and those behind `--` for the benchmarks. */
function split(args: readonly Word[]) {
  const at = args.findIndex((word) => word.text === '--');
  return at < 0 ? { cargo: args, own: [] } : { cargo: args.slice(0, at), own: args.slice(at + 1) };
}

/** One benchmark from its `new/benchmark.json` and `new/estimates.json`, in nanoseconds. */
export function parseCriterion(name: string, estimates: string): Finding | undefined {
  const id = parseReport(name, nameSchema)?.full_id;
  const parsed = parseReport(estimates, estimatesSchema);
  if (id === undefined || parsed === undefined) return undefined;
  return timing(id, undefined, (parsed.median ?? parsed.mean).point_estimate);
}
