import { join } from 'node:path';
import type { Dialect } from './dialect.ts';
import { chosenFiles, namePattern } from './narrowing.ts';
import { hasOption, PATIENCE_MS, sortArguments, withoutLimits } from './options.ts';
import { shellQuote } from './shell-line.ts';

const OPTIONS = {
  valued: new Set(
    '-r --root -c --config -t --testNamePattern --dir --reporter --outputFile --environment --pool --mode -w --workspace --project --maxWorkers --minWorkers --exclude --testTimeout --hookTimeout --shard --globalSetup'.split(
      ' ',
    ),
  ),
  replaced: new Set(
    '--reporter --outputFile --coverage --watch -w --ui --open --silent --bail --run'.split(' '),
  ),
};
const PATIENT = withoutLimits(OPTIONS, '--testTimeout', '--hookTimeout');
const MODES = new Set(['run', 'watch', 'dev', 'related']);

/** Vitest 1 to 4 (https://vitest.dev/guide/cli). Its own 5 s limit a test stays as the project set it. */
export const vitest: Dialect = {
  assets: ['report-lines.cjs', 'vitest-reporter.mjs'],
  repeats: 'tests',
  // Under CI Vitest writes no new snapshots: a snapshot that is missing stays a failure.
  environment: () => ['CI=true'],
  words({ recipe, selection, limits, folder, root, tracing }) {
    const sorted = sortArguments(recipe.args, limits.measuring === 'counts' ? PATIENT : OPTIONS);
    const positional = sorted.positional.filter((word, index) => index > 0 || !MODES.has(word));
    const files = chosenFiles(selection).map((file) => shellQuote(join(root, file)));
    const flags = [
      `--reporter=${join(folder.path, 'vitest-reporter.mjs')}`,
      '--coverage.enabled=false',
      ...(tracing ? ['--pool=forks'] : []),
      ...(tracing || limits.measuring ? ['--no-file-parallelism'] : []),
      ...(limits.measuring === 'counts'
        ? [`--testTimeout=${PATIENCE_MS}`, `--hookTimeout=${PATIENCE_MS}`]
        : []),
      ...(limits.failFast ? ['--bail=1'] : []),
    ];
    const pattern = hasOption(recipe.args, '-t', '--testNamePattern')
      ? undefined
      : namePattern(selection);
    if (pattern !== undefined) flags.push(`--testNamePattern=${pattern}`);
    const chosen = selection.kind === 'all' ? positional : files;
    return [...recipe.program, 'run', ...sorted.options, ...flags.map(shellQuote), ...chosen];
  },
};
