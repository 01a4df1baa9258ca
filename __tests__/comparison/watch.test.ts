import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { watch } from '../../src/comparison/watch.ts';
import type { Isolation } from '../../src/ports.ts';
import { createWorkspaces } from '../../src/workspace/workspaces.ts';
import { git } from '../action/job.ts';

interface Odd {
  /** A shell script that is called `find` there. */
  readonly find: string;
  readonly timeoutMs?: number;
}

async function leftBy(line: string, level: Isolation['level'], odd?: Odd) {
  const folder = await mkdtemp(join(tmpdir(), 'orps-left-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const [checkout, scratch] = [join(folder, 'checkout'), join(folder, 'scratch')];
  const bin = join(folder, 'bin');
  for (const path of [checkout, scratch, bin, join(checkout, 'node_modules/dep')]) {
    await mkdir(path, { recursive: true });
  }
  await writeFile(join(checkout, 'node_modules/dep/index.js'), '');
  await writeFile(join(checkout, 'tracked.txt'), 'before\n');
  await writeFile(join(checkout, '.gitignore'), 'node_modules/\nignored/\n');
  if (odd !== undefined) {
    await writeFile(join(bin, 'find'), `#!/bin/sh\n${odd.find}\n`, { mode: 0o755 });
  }
  const environment = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  git(checkout, 'init', '--quiet', '--initial-branch=main');
  git(checkout, 'add', '--all');
  git(checkout, 'commit', '--quiet', '-m', 'base');
  const workspaces = stack.use(
    await createWorkspaces({
      ...{ checkout, directory: '', scratch, environment, level },
      protect: () => false,
    }),
  );
  const workspace = stack.use(await workspaces.open(new Map([['patch.txt', 'new\n']])));
  await workspace.exec({ line: 'echo built > built.txt', timeoutMs: 20_000 });
  const watching = await watch(workspace);
  // What is installed is linked into another copy meanwhile.
  stack.use(await workspaces.open(new Map()));
  await workspace.exec({ line: line.replace('OUTBOX', workspace.outbox), timeoutMs: 20_000 });
  const look = await watching.left(odd?.timeoutMs ?? 20_000);
  return typeof look === 'string' ? look : [...look].sort();
}

test('in an overlay a run leaves what it wrote, linked and with an old time, too', async () => {
  const line = 'echo x > kept && ln kept other && touch -d 2001-01-01 kept';
  expect(await leftBy(line, 'bubblewrap')).toEqual(['kept', 'other']);
});

describe.each(['bubblewrap', 'process'] as const)('at the level %s', (level) => {
  test('a run leaves what it wrote, in ignored and tracked files too, with any time and name', async () => {
    const line =
      "mkdir ignored && echo x > ignored/kept && echo x > 'a\nb' && echo more >> tracked.txt && touch -d 2001-01-01 ignored/kept";
    expect(await leftBy(line, level)).toEqual(['a\nb', 'ignored/kept', 'tracked.txt']);
  });

  test('a run leaves folders, though they are empty, and cannot set the time from which on it is seen', async () => {
    const line =
      'mkdir -p kept/17 && for f in OUTBOX/*; do [ -e "$f" ] && touch -d 2040-01-01 "$f"; done; true';
    expect(await leftBy(line, level)).toEqual(['kept/17']);
  });

  test('a run leaves what it wrote beside the reports', async () => {
    expect(await leftBy('echo x > OUTBOX/kept', level)).toEqual(['../outbox/kept']);
  });

  test('a run cannot have git say that its work lies elsewhere', async () => {
    const line = 'git config core.worktree /tmp && echo x > kept';
    expect(await leftBy(line, level)).toContain('kept');
  });

  test('a run that only reads leaves nothing', async () => {
    expect(await leftBy('cat tracked.txt node_modules/dep/index.js', level)).toEqual([]);
  });
});

test.each<[string, Odd, string]>([
  ['there is no find', { find: 'exit 127' }, 'no-find'],
  [
    'find is another one, which ends as if a folder could not be read',
    { find: 'exit 1' },
    'no-find',
  ],
  ['find does not end', { find: 'sleep 60', timeoutMs: 500 }, 'out-of-time'],
  ['the list has no end', { find: 'head -c 17000000 /dev/zero' }, 'unreadable'],
])('what a run leaves is not taken for nothing where %s', async (_, odd, untold) => {
  expect(await leftBy('echo x > kept', 'process', odd)).toBe(untold);
});

test('without a sandbox, too, each process begins with an empty temporary folder', async () => {
  const line = '[ -z "$(ls -A "$TMPDIR")" ] && echo x > "$TMPDIR/kept"';
  const folder = await mkdtemp(join(tmpdir(), 'orps-left-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const [checkout, scratch] = [join(folder, 'checkout'), join(folder, 'scratch')];
  for (const path of [checkout, scratch]) await mkdir(path);
  git(checkout, 'init', '--quiet', '--initial-branch=main');
  git(checkout, 'commit', '--quiet', '--allow-empty', '-m', 'base');
  const workspaces = stack.use(
    await createWorkspaces({
      ...{ checkout, directory: '', scratch, environment: process.env, level: 'process' },
      protect: () => false,
    }),
  );
  const workspace = stack.use(await workspaces.open(new Map()));
  for (const _ of [1, 2]) {
    expect(await workspace.exec({ line, timeoutMs: 20_000 })).toMatchObject({ exitCode: 0 });
  }
});
