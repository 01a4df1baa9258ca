import { expect, test } from '@jest/globals';
import { executedFiles } from '../../src/measure/executed-files.ts';

const FILES: Readonly<Record<string, string>> = {
  'ci/run.sh': '#!/bin/sh\nset -e\n./tools/check src/a.js\nnode scripts/judge --strict',
  'tools/check': '#!/bin/sh\npython3 -m tools.verify\n',
  'tools/verify.py': 'print(1)',
  'scripts/judge.js': 'process.exit(0)',
  'src/a.js': '',
  'src/cli.js': '',
  'lib/Makefile': 'test:\n\t@sh part.sh\n',
  'lib/part.sh': 'true',
  'hooks.js': '',
  'other.sh': '',
};

const executed = async (line: string, scripts: Readonly<Record<string, string>> = {}) =>
  [
    ...(await executedFiles(line, {
      files: new Set(Object.keys(FILES)),
      read: async (path) => FILES[path],
      scripts: new Map(Object.entries(scripts)),
    })),
  ].sort();

test.each([
  ['sh ci/run.sh', ['ci/run.sh', 'scripts/judge.js', 'tools/check', 'tools/verify.py']],
  ['./ci/run.sh && echo done', ['ci/run.sh', 'scripts/judge.js', 'tools/check', 'tools/verify.py']],
  ['make -C lib test', ['lib/Makefile', 'lib/part.sh']],
  ['CI=1 node --require ./hooks.js scripts/judge.js', ['hooks.js', 'scripts/judge.js']],
  ['python -m tools.verify', ['tools/verify.py']],
  ['cargo test', []],
  ['cat src/a.js', []],
])('%s executes these files of the repository', async (line, files) => {
  expect(await executed(line)).toEqual(files);
});

test('scripts of package.json are followed', async () => {
  const scripts = { test: 'npm run judge', pretest: 'sh other.sh', judge: 'node scripts/judge' };
  expect(await executed('npm test', scripts)).toEqual(['other.sh', 'scripts/judge.js']);
});

test('scripts that call each other come to an end', async () => {
  expect(await executed('npm run a', { a: 'npm run b', b: 'npm run a' })).toEqual([]);
});
