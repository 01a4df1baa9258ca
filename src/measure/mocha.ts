import { join } from 'node:path';
import type { Dialect } from './dialect.ts';
import { namePattern } from './narrowing.ts';
import { hasOption, PATIENCE_MS, sortArguments, withoutLimits } from './options.ts';
import { shellQuote } from './shell-line.ts';

const OPTIONS = {
  valued: new Set(
    '-R --reporter -O --reporter-option --reporter-options -r --require -t --timeout -s --slow -u --ui -g --grep -f --fgrep --config --package --opts --extension --ext --file --ignore --exclude --spec -C --jobs -j --retries -n --node-option'.split(
      ' ',
    ),
  ),
  replaced: new Set(
    '-R --reporter -O --reporter-option --reporter-options -w --watch -b --bail -p --parallel -G --growl -c --color'.split(
      ' ',
    ),
  ),
};
const PATIENT = withoutLimits(OPTIONS, '-t', '--timeout', '--timeouts');

/**
 * Mocha 6 to 12 (https://mochajs.org/running/cli/). Its reporter also chooses
 * the files, since positional files only add to those of a .mocharc. Its own
 * 2 s limit a test stays as the project set it.
 */
export const mocha: Dialect = {
  assets: ['report-lines.cjs', 'mocha-reporter.cjs'],
  repeats: 'tests',
  environment: () => [],
  words({ recipe, selection, limits, folder }) {
    const { options, positional } = sortArguments(
      recipe.args,
      limits.measuring === 'counts' ? PATIENT : OPTIONS,
    );
    const flags = [
      '--reporter',
      join(folder.path, 'mocha-reporter.cjs'),
      '--no-parallel',
      ...(limits.failFast ? ['--bail'] : []),
      ...(limits.measuring === 'counts' ? ['--timeout', String(PATIENCE_MS)] : []),
    ];
    const pattern = hasOption(recipe.args, '-g', '--grep', '-f', '--fgrep')
      ? undefined
      : namePattern(selection);
    if (pattern !== undefined) flags.push('--grep', pattern);
    return [...recipe.program, ...options, ...flags.map(shellQuote), ...positional];
  },
};
