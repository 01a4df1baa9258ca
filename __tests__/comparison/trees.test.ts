import { chmod, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openTree } from '../../src/comparison/trees.ts';
import type { Isolation } from '../../src/ports.ts';
import { changedPaths, commitOf, writeDifference } from '../../src/workspace/commits.ts';
import { createWorkspaces } from '../../src/workspace/workspaces.ts';
import { git } from '../action/job.ts';

/** Two commits that differ in everything that git tells apart, the second one checked out. */
async function twoCommits() {
  const folder = await mkdtemp(join(tmpdir(), 'orps-trees-'));
  const [checkout, scratch] = [join(folder, 'checkout'), join(folder, 'scratch')];
  for (const path of [checkout, scratch]) await mkdir(path);
  const put = (name: string, content: string | Buffer) => writeFile(join(checkout, name), content);
  git(checkout, 'init', '--quiet', '--initial-branch=main');
  await put('changed.txt', 'before\n');
  await put('latin1.txt', Buffer.from([0xe9, 0x0a]));
  await put('binary', Buffer.from([0, 1, 2, 255]));
  await put('run.sh', '#!/bin/sh\necho ran\n');
  await put('gone.txt', 'gone\n');
  await symlink('changed.txt', join(checkout, 'link'));
  git(checkout, 'add', '--all');
  git(checkout, 'commit', '--quiet', '-m', 'base');
  await put('changed.txt', 'after\n');
  await put('latin1.txt', Buffer.from([0xe8, 0x0a]));
  await put('binary', Buffer.from([255, 2, 1, 0]));
  await chmod(join(checkout, 'run.sh'), 0o755);
  await unlink(join(checkout, 'gone.txt'));
  await unlink(join(checkout, 'link'));
  await symlink('run.sh', join(checkout, 'link'));
  await put('new file.txt', 'new\n');
  git(checkout, 'add', '--all');
  git(checkout, 'commit', '--quiet', '-m', 'head');
  return {
    ...{ folder, checkout, scratch, put },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const LOOK =
  'cat changed.txt; od -An -tx1 latin1.txt binary; ls -1; readlink link; [ -x run.sh ] && echo executable; pwd';

async function seen(level: Isolation['level'], dirty: boolean): Promise<string> {
  await using place = await twoCommits();
  const { checkout, folder, scratch } = place;
  if (dirty) await place.put('changed.txt', 'not committed\n');
  const base = await commitOf(checkout, 'HEAD~1');
  const patch = join(folder, 'base.diff');
  await writeDifference(
    checkout,
    dirty ? undefined : await commitOf(checkout, 'HEAD'),
    base,
    patch,
  );
  await using workspaces = await createWorkspaces({
    ...{ checkout, directory: '', scratch, environment: process.env, level },
    protect: () => false,
  });
  await using tree = await openTree(workspaces, patch);
  const { output } = await tree.exec({ line: LOOK, timeoutMs: 20_000 });
  return output.replace(tree.root, level === 'process' ? 'COPY' : 'CHECKOUT');
}

const BASE = `before
 e9 0a 00 01 02 ff
binary
changed.txt
gone.txt
latin1.txt
link
run.sh
changed.txt
`;

test.each(['bubblewrap', 'process'] as const)(
  'another commit is laid over the checkout, byte for byte, modes and links too: %s',
  async (level) => {
    expect(await seen(level, false)).toBe(`${BASE}${level === 'process' ? 'COPY' : 'CHECKOUT'}\n`);
  },
);

test('uncommitted changes do not reach a commit that is named', async () => {
  expect(await seen('process', true)).toBe(`${BASE}COPY\n`);
});

test('what differs is told by path, and a name that is none is refused', async () => {
  await using place = await twoCommits();
  const [base, head] = [
    await commitOf(place.checkout, 'HEAD~1'),
    await commitOf(place.checkout, 'main'),
  ];
  expect(await changedPaths(place.checkout, base, head)).toEqual([
    ...['binary', 'changed.txt', 'gone.txt', 'latin1.txt', 'link', 'new file.txt', 'run.sh'],
  ]);
  await expect(commitOf(place.checkout, '--output=x')).rejects.toThrow('There is no commit');
  await expect(commitOf(place.checkout, 'nowhere')).rejects.toThrow('There is no commit "nowhere"');
});
