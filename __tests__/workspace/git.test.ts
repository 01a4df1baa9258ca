import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { WrongUse } from '../../src/errors.ts';
import { commitOf } from '../../src/workspace/commits.ts';
import { dirtyFiles, headOf, toplevelOf } from '../../src/workspace/git.ts';
import { git } from '../../src/workspace/git-command.ts';
import { isIgnored } from '../../src/workspace/git-files.ts';
import { smallRepository, temporaryFolder } from './repository.ts';

const AS_SOMEBODY = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];

test('the toplevel is found from a folder below it', async () => {
  await using repository = await smallRepository();
  expect(await toplevelOf(join(repository.checkout, 'test/deep'))).toBe(repository.checkout);
});

test('a folder without a repository is wrong use, with a remedy', async () => {
  await using folder = await temporaryFolder();
  const failure = await toplevelOf(folder.path).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WrongUse);
  expect(failure).toMatchObject({ remedy: expect.stringContaining('git init') });
});

test('a repository without a commit is wrong use', async () => {
  await using folder = await temporaryFolder();
  await git(folder.path, ['init']);
  await expect(headOf(folder.path)).rejects.toThrow(/no commit/);
});

test('head names commit and branch, and no branch when detached', async () => {
  await using repository = await smallRepository();
  const { sha, branch } = await headOf(repository.checkout);
  expect([sha.length, branch]).toEqual([40, 'main']);
  await git(repository.checkout, ['checkout', '--detach']);
  expect(await headOf(repository.checkout)).toEqual({ sha });
});

test('dirty files are the tracked ones that changed, staged or not', async () => {
  await using repository = await smallRepository();
  const { checkout } = repository;
  expect(await dirtyFiles(checkout)).toEqual([]);
  for (const path of ['src/sum.js', 'src/old.js', 'new file'])
    await writeFile(join(checkout, path), 'x');
  await git(checkout, ['add', 'src/old.js']);
  expect(await dirtyFiles(checkout)).toEqual(['src/old.js', 'src/sum.js']);
});

test('ignored is what .gitignore says and nothing tracked', async () => {
  await using repository = await smallRepository();
  const asked = ['a.log', 'node_modules/x', 'src/sum.js'];
  const answers = await Promise.all(asked.map((path) => isIgnored(repository.checkout, path)));
  expect(answers).toEqual([true, true, false]);
});

test('asking never runs hooks or monitors of the repository, nor refreshes its index', async () => {
  await using repository = await smallRepository();
  const { checkout } = repository;
  const trace = join(checkout, '../trace');
  await git(checkout, ['config', 'core.fsmonitor', `touch ${trace}; false`]);
  const index = join(checkout, '.git/index');
  await writeFile(join(checkout, 'src/sum.js'), 'module.exports = (a, b) => a - b;\n');
  const before = (await stat(index, { bigint: true })).mtimeNs;
  await dirtyFiles(checkout);
  expect(await readdir(join(checkout, '..'))).not.toContain('trace');
  expect((await stat(index, { bigint: true })).mtimeNs).toBe(before);
});

test('a commit that a shallow clone lacks comes with how to bring it', async () => {
  await using repository = await smallRepository();
  const { checkout, scratch } = repository;
  const first = (await headOf(checkout)).sha;
  await git(checkout, ['branch', 'release']);
  await git(checkout, [...AS_SOMEBODY, 'commit', '--allow-empty', '-m', 'second']);
  const shallow = join(scratch, 'shallow');
  await git(scratch, ['clone', '--depth=1', `file://${checkout}`, shallow]);
  for (const ref of ['release', 'HEAD~1', first]) {
    await expect(commitOf(shallow, ref)).rejects.toMatchObject({
      remedy: expect.stringMatching(/is shallow.*`git fetch --unshallow .*`fetch-depth: 0`/),
    });
  }
  // The very words of the remedy.
  await git(shallow, ['fetch', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*']);
  expect(await commitOf(shallow, 'origin/release')).toBe(first);
});

test('a branch that only a remote has here is named as one', async () => {
  await using repository = await smallRepository();
  const { checkout, scratch } = repository;
  await git(checkout, ['branch', 'release']);
  const clone = join(scratch, 'clone');
  await git(scratch, ['clone', checkout, clone]);
  await expect(commitOf(clone, 'release')).rejects.toMatchObject({
    remedy: 'The branch of the remote is here: name it as `origin/release`.',
  });
  await expect(commitOf(clone, 'nothing')).rejects.toMatchObject({
    remedy: expect.stringContaining('`git fetch` brings what is not'),
  });
});
