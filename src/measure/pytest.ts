import { join } from 'node:path';
import type { Dialect } from './dialect.ts';
import { chosenFiles } from './narrowing.ts';
import { sortArguments } from './options.ts';
import { ownPytestCache } from './pytest-cache.ts';
import { shellQuote } from './shell-line.ts';

const OPTIONS = {
  valued: new Set(
    '-k -m -c -o -p -n -W -r --rootdir --confcutdir --import-mode --ignore --ignore-glob --deselect --maxfail --tb --durations --junitxml --junit-xml --basetemp --log-level --cov-report --cov-config --numprocesses --dist --timeout'.split(
      ' ',
    ),
  ),
  replaced: new Set('-x --exitfirst --maxfail --junitxml --junit-xml --pdb --lf --ff'.split(' ')),
};

/**
 * pytest 5 and later (https://docs.pytest.org/en/stable/reference/reference.html).
 * Our plugin chooses single tests exactly, whatever their names hold; files are
 * named only where the command has no arguments that already narrow the suite.
 */
export const pytest: Dialect = {
  assets: ['report_lines_pytest.py'],
  repeats: 'phases',
  environment: ({ folder, limits }) => [
    'PYTHONHASHSEED=0',
    // What asks xdist for as many workers as there are cores gets one.
    ...(limits.measuring ? ['PYTEST_XDIST_AUTO_NUM_WORKERS=1'] : []),
    `PYTHONPATH=${shellQuote(folder.path)}"\${PYTHONPATH:+:$PYTHONPATH}"`,
  ],
  words({ recipe, selection, limits, folder, root }) {
    const flags = [
      '-p',
      folder.module('report_lines_pytest'),
      // An order that changes from run to run would look like a flake.
      '-p',
      'no:randomly',
      '-p',
      'no:random_order',
      ...ownPytestCache(recipe.args, folder.path),
      '--color=no',
      // One file that does not import is one failure, not the end of the suite.
      '--continue-on-collection-errors',
      ...(limits.failFast ? ['-x'] : []),
    ];
    const { options, positional } = sortArguments(recipe.args, OPTIONS);
    const files = positional.length === 0 ? chosenFiles(selection) : [];
    return [
      ...recipe.program,
      ...options,
      ...flags.map(shellQuote),
      ...positional,
      ...files.map((file) => shellQuote(join(root, file))),
    ];
  },
};
