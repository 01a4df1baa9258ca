import { join } from 'node:path';
import type { Dialect } from './dialect.ts';
import { chosenFiles, namePattern } from './narrowing.ts';
import { hasOption, PATIENCE_MS, sortArguments, withoutLimits } from './options.ts';
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
const PATIENT = withoutLimits(OPTIONS, '--testTimeout');

const CACHE = 'node_modules/.cache/jest-transforms';

/** Jest 24 to 30 (https://jestjs.io/docs/cli). Its own 5 s limit a test stays as the project set it. */
export const jest: Dialect = {
  assets: ['report-lines.cjs', 'jest-reporter.cjs'],
  repeats: 'tests',
  environment: () => [],
  // Jest's cache keys hold the cache folder's path, so that has to be the same for every candidate.
  prelude: ({ folder }) => [
    `mkdir -p node_modules/.cache ${shellQuote(folder.cache)}`,
    `ln -sfn ${shellQuote(folder.cache)} ${CACHE}`,
  ],
  words({ recipe, selection, limits, folder, root, tracing }) {
    const { options, positional } = sortArguments(
      recipe.args,
      limits.measuring === 'counts' ? PATIENT : OPTIONS,
    );
    const flags = [
      '--ci',
      '--coverage=false',
      '--watchAll=false',
      '--reporters=default',
      `--reporters=${join(folder.path, 'jest-reporter.cjs')}`,
      '--watchman=false',
      ...(tracing || limits.measuring ? ['--runInBand'] : []),
      ...(limits.measuring === 'counts' ? [`--testTimeout=${PATIENCE_MS}`] : []),
      ...(limits.failFast ? ['--bail=1'] : []),
      // Paths and not --filter: what is part of a project's configuration is part of its cache keys.
      ...(selection.kind === 'all' ? [] : ['--runTestsByPath']),
    ];
    const pattern = hasOption(recipe.args, '-t', '--testNamePattern')
      ? undefined
      : namePattern(selection);
    if (pattern !== undefined) flags.push(`--testNamePattern=${pattern}`);
    const files = chosenFiles(selection).map((file) => shellQuote(join(root, file)));
    const chosen = selection.kind === 'all' ? positional : files;
    const cache = `--cacheDirectory="$PWD/${CACHE}"`;
    return [...recipe.program, ...options, cache, ...flags.map(shellQuote), ...chosen];
  },
};
