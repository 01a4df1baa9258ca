import { expect, test } from '@jest/globals';
import { changedFunctions } from '../../src/comparison/changed-functions.ts';
import { changedSources } from '../../src/comparison/changed-sources.ts';
import { commitAll } from '../../src/workspace/git.ts';
import { gitOutput } from '../../src/workspace/git-command.ts';
import { temporaryFolder, writeTree } from '../workspace/repository.ts';

const source = (path: string, before: string, after: string) => ({ path, before, after });
const named = async (...sources: ReturnType<typeof source>[]) =>
  (await changedFunctions(sources)).map(({ file, name }) => `${file} ${name}`);

test('a changed function is named by the innermost one that differs', async () => {
  const before = 'function outer() {\n  function inner() { return 1; }\n  return inner();\n}\n';
  const after = `${before.replace('1', '2')}const same = () => 0, fresh = () => 1;\n`;
  expect(await named(source('a.js', `${before}const same = () => 0;\n`, after))).toEqual([
    'a.js outer.inner',
    'a.js fresh',
  ]);
  expect(await named(source('test/a.test.js', before, after))).toEqual([]);
});

test('a function is named beside the one inside that changed too, and beside its namesake', async () => {
  const before = 'function outer() {\n  function inner() { return 1; }\n  return inner();\n}\n';
  const after = before.replace('1', '2').replace('inner();\n', 'inner() * 2;\n');
  expect(await named(source('a.js', before, after))).toEqual(['a.js outer', 'a.js outer.inner']);
  const classes = (...bodies: number[]): string =>
    bodies.map((body, at) => `class C${at} {\n  f() { return ${body}; }\n}\n`).join('');
  expect(await named(source('a.js', classes(1, 2), classes(1, 1)))).toEqual(['a.js C1.f']);
});

test('of a great many changed functions fifty are named, and soon', async () => {
  const functions = (body: number): string =>
    Array.from({ length: 20_000 }, (_, at) => `function f${at}() { return ${body}; }`).join('\n');
  expect(await named(source('a.js', functions(1), functions(2)))).toHaveLength(50);
});

test('functions that lie in one another without end are named without end of time', async () => {
  const nested = (body: number): string =>
    `${'function a(){'.repeat(20_000)}return ${body};${'}'.repeat(20_000)}`;
  expect(await named(source('a.js', nested(1), nested(2)))).toHaveLength(1);
});

test('sources are read on both sides, but none that is larger than a person writes', async () => {
  await using folder = await temporaryFolder();
  const commit = async (files: Readonly<Record<string, string>>): Promise<string> => {
    await writeTree(folder.path, files);
    await commitAll(folder.path, 'one');
    return (await gitOutput(folder.path, ['rev-parse', 'HEAD'])).trim();
  };
  const base = await commit({ 'a.js': '1\n', 'data.csv': '1\n' });
  const head = await commit({ 'a.js': '2\n', 'b c.py': '3\n', 'data.csv': '2\n' });
  const paths = ['a.js', 'b c.py', 'data.csv'];
  expect(await changedSources(folder.path, paths, base, head)).toEqual({
    read: [
      { path: 'a.js', before: '1\n', after: '2\n' },
      { path: 'b c.py', before: undefined, after: '3\n' },
    ],
    unread: [],
  });
  const odd = await commit({
    'a.js': '',
    'data.csv': '3\n',
    'folder.js/a.js': '',
    'é "q".js': `${base}:a.js missing\n\n`,
  });
  expect(
    (await changedSources(folder.path, ['a.js', 'gone.py', 'folder.js', 'é "q".js'], base, odd))
      .read,
  ).toEqual([
    { path: 'a.js', before: '1\n', after: '' },
    { path: 'gone.py', before: undefined, after: undefined },
    { path: 'folder.js', before: undefined, after: undefined },
    { path: 'é "q".js', before: undefined, after: `${base}:a.js missing\n\n` },
  ]);
  const large = await commit({ 'a.js': 'x'.repeat(2 * 1024 * 1024) });
  expect((await changedSources(folder.path, paths, base, large)).unread).toEqual(['a.js']);
});
