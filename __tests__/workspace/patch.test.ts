import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FileChanges } from '../../src/ports.ts';
import { applyToCheckout, commitAll } from '../../src/workspace/git.ts';
import { git } from '../../src/workspace/git-command.ts';
import { renderPatch } from '../../src/workspace/patch.ts';
import { removeFolder } from '../../src/workspace/removal.ts';
import { temporaryFolder, writeTree } from './repository.ts';

const line = fc.constantFrom(
  'a',
  'b',
  '',
  '  c',
  '-- d',
  '++ e',
  '@@ -1 +1 @@',
  '\\ f',
  '\u2028x',
  'ü\tx',
);
const ending = fc.constantFrom('\n', '\r\n', '\n', '\r');
const text = fc
  .tuple(fc.array(fc.tuple(line, ending), { maxLength: 25 }), fc.constantFrom('', 'no end'))
  .map(([lines, last]) => lines.flat().join('') + last);
const folder = fc.constantFrom('', 'src/', 'a b/', 'ü/');
const name = fc.constantFrom(
  'x.js',
  'y y',
  'tab\tbed',
  'quo"te',
  'back\\slash',
  'new\nline',
  '-dash',
  '日本',
);
const path = fc.tuple(folder, name).map((parts) => parts.join(''));

const project = fc.record({
  files: fc.dictionary(path, text, { maxKeys: 5, noNullPrototype: true }),
  edits: fc.dictionary(path, fc.option(text), { maxKeys: 5, noNullPrototype: true }),
});

test('git apply turns the base into the changed files, for any text, name and line ending', async () => {
  await fc.assert(
    fc.asyncProperty(project, fc.constantFrom('', 'pkg/one'), async ({ files, edits }, prefix) => {
      await using repository = await temporaryFolder();
      const root = join(repository.path, prefix);
      await writeTree(root, { kept: 'kept', ...files });
      await commitAll(repository.path, 'base');
      const read = (file: string) => readFile(join(root, file), 'utf8').catch(() => undefined);
      const changes: FileChanges = new Map(
        Object.entries(edits).filter(([file, after]) => after !== null || file in files),
      );
      const patch = await renderPatch(changes, read, prefix);
      if (patch !== '') await applyToCheckout(root, patch);
      for (const [file, after] of changes) expect(await read(file)).toBe(after ?? undefined);
      expect(await read('kept')).toBe('kept');
    }),
    { numRuns: 60 },
  );
});

test('no change, no patch', async () => {
  expect(await renderPatch(new Map([['a', 'same']]), async () => 'same', '')).toBe('');
});

test('a changed executable stays one', async () => {
  await using repository = await temporaryFolder();
  await writeTree(repository.path, { 'run.sh': 'one\n' });
  await commitAll(repository.path, 'base');
  const patch = await renderPatch(new Map([['run.sh', 'two\n']]), async () => 'one\n', '');
  await applyToCheckout(repository.path, patch);
  const { stdout } = await git(repository.path, ['diff', '--summary']);
  expect([await readFile(join(repository.path, 'run.sh'), 'utf8'), stdout]).toEqual(['two\n', '']);
});

test('a patch that does not fit is an error that says so, and writes nothing', async () => {
  await using repository = await temporaryFolder();
  await writeTree(repository.path, { a: 'other\n', b: 'two\n' });
  await commitAll(repository.path, 'base');
  const changes = new Map([
    ['b', 'changed\n'],
    ['a', 'changed\n'],
  ]);
  const read = async (file: string) => (file === 'a' ? 'one\n' : 'two\n');
  const patch = await renderPatch(changes, read, '');
  await expect(applyToCheckout(repository.path, patch)).rejects.toThrow(/does not fit/);
  expect(await readFile(join(repository.path, 'b'), 'utf8')).toBe('two\n');
});

test('two large unlike files make a patch at once', async () => {
  const make = (word: string) =>
    Array.from({ length: 20_000 }, (_, n) => `${word} ${(n * 7919) % 10_007}\n`).join('');
  const patch = await renderPatch(new Map([['big', make('a')]]), async () => make('b'), '');
  await using repository = await temporaryFolder();
  await writeTree(repository.path, { big: make('b') });
  await commitAll(repository.path, 'base');
  await applyToCheckout(repository.path, patch);
  expect(await readFile(join(repository.path, 'big'), 'utf8')).toBe(make('a'));
  await removeFolder(repository.path);
});
