import { join } from 'node:path';
import type { Dialect } from './dialect.ts';
import { namePattern } from './narrowing.ts';
import { hasOption, sortArguments } from './options.ts';
import { shellQuote } from './shell-line.ts';

const OPTIONS = {
  valued: new Set(
    '-c --config --rootDir --roots --projects --selectProjects -w --maxWorkers -t --testNamePattern --testMatch --testRegex --setupFiles --testEnvironment --reporters --coverageDirectory --coverageReporters --collectCoverageFrom --env --outputFile --testTimeout --cacheDirectory --shard'.split(
      ' ',
    ),
  ),
  replaced: new Set(
    '--reporters --coverage --collectCoverage --json --outputFile --watch --watchAll --verbose --silent --ci --cacheDirectory --no-cache --bail --randomize -b -o --onlyChanged'.split(
      ' ',
    ),
  ),
};

/** Jest 24 to 30 (https://jestjs.io/docs/cli). Its own 5 s limit a test stays as the project set it. */
export const jest: Dialect = {
  assets: ['report-lines.cjs', 'jest-reporter.cjs', 'jest-filter.cjs'],
  repeats: 'tests',
  environment: () => [],
  words({ recipe, selection, limits, folder, tracing }) {
    const { options, positional } = sortArguments(recipe.args, OPTIONS);
    const flags = [
      '--ci',
      '--coverage=false',
      '--watchAll=false',
      '--reporters=default',
      `--reporters=${join(folder.path, 'jest-reporter.cjs')}`,
      `--cacheDirectory=${folder.cache}`,
      ...(tracing ? ['--runInBand'] : []),
      ...(limits.failFast ? ['--bail=1'] : []),
      ...(selection.kind === 'all' ? [] : [`--filter=${join(folder.path, 'jest-filter.cjs')}`]),
    ];
    const pattern = hasOption(recipe.args, '-t', '--testNamePattern')
      ? undefined
      : namePattern(selection);
    if (pattern !== undefined) flags.push(`--testNamePattern=${pattern}`);
    return [...recipe.program, ...options, ...flags.map(shellQuote), ...positional];
  },
};
