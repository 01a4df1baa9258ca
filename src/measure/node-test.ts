import { join } from 'node:path';
import { runsAlone } from './alone.ts';
import type { Dialect } from './dialect.ts';
import { chosenFiles, namePattern } from './narrowing.ts';
import { hasOption, sortArguments } from './options.ts';
import { shellQuote } from './shell-line.ts';

const OPTIONS = {
  valued: new Set(
    '-r --require --import --loader --experimental-loader -C --conditions --env-file --test-reporter --test-reporter-destination --test-name-pattern --test-skip-pattern --test-concurrency --test-timeout --test-shard'.split(
      ' ',
    ),
  ),
  replaced: new Set(
    '--test-reporter --test-reporter-destination --experimental-test-coverage --watch'.split(' '),
  ),
};

/**
 * Node's own runner, Node 20 and later (https://nodejs.org/api/test.html).
 * Names select by rules that differ between versions, so whole files run; each
 * file is a process of its own and costs what one test costs.
 */
export const nodeTest: Dialect = {
  assets: ['report-lines.cjs', 'node-reporter.cjs'],
  repeats: 'tests',
  environment: () => [],
  // A file on its own has no runner above it to say that it began.
  prelude: ({ recipe, selection, limits, folder, tracing }) => {
    if (tracing || !runsAlone(recipe, selection, limits)) return [];
    const began = JSON.stringify({ event: 'started', file: chosenFiles(selection)[0], name: '' });
    return [`printf '%s\\n' ${shellQuote(began)} >> ${shellQuote(folder.report)}`];
  },
  words({ recipe, selection, limits, folder, root, tracing }) {
    const sorted = sortArguments(recipe.args, OPTIONS);
    const alone = !tracing && runsAlone(recipe, selection, limits);
    const options = sorted.options.filter((option) => !alone || option !== '--test');
    const { positional } = sorted;
    const files = chosenFiles(selection).map((file) => shellQuote(join(root, file)));
    const flags = [
      `--test-reporter=${join(folder.path, 'node-reporter.cjs')}`,
      '--test-reporter-destination=stdout',
    ];
    // Node sets no limit of its own, so a promise that never settles would cost the whole run.
    if (limits.testMs !== undefined && !hasOption(recipe.args, '--test-timeout')) {
      flags.push(`--test-timeout=${limits.testMs}`);
    }
    if (limits.measuring) flags.push('--test-concurrency=1');
    // Only for tracing, where a pattern that misses costs a row and not a verdict.
    const pattern = tracing ? namePattern(selection) : undefined;
    if (pattern !== undefined)
      flags.push(`--test-name-pattern=${pattern.replaceAll('\\s+>\\s+', '\\s+')}`);
    const chosen = selection.kind === 'all' ? positional : files;
    return [...recipe.program, ...flags.map(shellQuote), ...options, ...chosen];
  },
};
