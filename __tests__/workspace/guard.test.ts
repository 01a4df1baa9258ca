import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refuseChanges, refuseName } from '../../src/workspace/guard.ts';
import { temporaryFolder, writeTree } from './repository.ts';

test.each([
  ['/etc/passwd', /absolute/],
  ['../x', /upwards/],
  ['a/../../x', /upwards/],
  ['.git/hooks/pre-commit', /git's own/],
  ['sub/.GIT/config', /git's own/],
  ['a\0b', /invisible/],
  ['', /plain/],
  ['a//b', /plain/],
  ['./a', /plain/],
  ['a/', /plain/],
  ['x'.repeat(256), /too long/],
  ['src\\b.js', /not every file system/],
  ['a:b.js', /not every file system/],
  ['.git /config', /ends like no name/],
  ['x.', /ends like no name/],
  ['GIT~1/config', /git's own/],
  ['out/x', /symbolic link out/],
  ['in/x', /symbolic link in/],
  ['alias', /is a symbolic link/],
  ['src', /is a folder/],
  ['src/a.js/b', /which is a file/],
  ['image', /UTF-8/],
])('the path %j is refused: %s', async (path, reason) => {
  await using folder = await temporaryFolder();
  await writeTree(folder.path, { 'src/a.js': 'a' });
  await writeFile(join(folder.path, 'image'), Buffer.from([0xff, 0xfe, 0]));
  await mkdir(join(folder.path, 'real'));
  await symlink('/tmp', join(folder.path, 'out'));
  await symlink('real', join(folder.path, 'in'));
  await symlink('src/a.js', join(folder.path, 'alias'));
  expect(await refuseChanges(folder.path, new Map([[path, 'x']]))).toMatch(reason);
});

test('deleting what is not there is refused', async () => {
  await using folder = await temporaryFolder();
  expect(await refuseChanges(folder.path, new Map([['none', null]]))).toMatch(/does not exist/);
});

test('ordinary changes pass, also a folder in place of a deleted file', async () => {
  await using folder = await temporaryFolder();
  await writeTree(folder.path, { 'src/a.js': 'a', b: 'b' });
  const changes = new Map([
    ['src/a.js', 'x'],
    ['new/deep/file', 'x'],
    ['b', null],
    ['b/c', 'x'],
    ['.github.md', 'x'],
  ]);
  expect(await refuseChanges(folder.path, changes)).toBeUndefined();
});

test('no name that passes leads out of the folder or into .git', () => {
  const segment = fc.constantFrom('..', '.', '', '.git', '.Git', 'a', 'b c', '~', '...', '\0');
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), (segments) => {
      const path = segments.join('/');
      if (refuseName(path) !== undefined) return;
      expect(normalize(join('/base', path))).toBe(`/base/${path}`);
      expect(path.toLowerCase().split('/')).not.toContain('.git');
    }),
  );
});
