import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { leftByHeadOnly, watch } from '../../src/comparison/leftovers.ts';
import type { Isolation } from '../../src/ports.ts';
import { createWorkspaces } from '../../src/workspace/workspaces.ts';
import { git } from '../action/job.ts';

describe('what only the head leaves', () => {
  test.each<[string, { base?: string[]; head: string[]; added?: string[]; only: string[] }]>([
    ['a new file', { head: ['.cache/parsed.json'], only: ['.cache/parsed.json'] }],
    [
      'a file beside what both leave',
      { base: ['.coverage'], head: ['.coverage', 'memo.pkl'], only: ['memo.pkl'] },
    ],
    [
      'a file that the head adds and its runs rewrite',
      { head: ['memo.json'], added: ['memo.json'], only: ['memo.json'] },
    ],
    [
      'a file that has the name of a new module',
      { head: ['results.json'], added: ['results.py'], only: ['results.json'] },
    ],
    [
      'another file where the base left one',
      { base: ['stage.txt'], head: ['stage.json'], only: ['stage.json'] },
    ],
    [
      'a new folder where the base left a file',
      { base: ['stage.txt'], head: ['data/cache/x.json'], only: ['data/cache/x.json'] },
    ],
    [
      'a file beside names by chance',
      { base: ['tmpab_q9zx'], head: ['tmpzz_81uv', '.cache/x.json'], only: ['.cache/x.json'] },
    ],
  ])('is named: %s', (_, { base = [], head, added = [], only }) => {
    expect(leftByHeadOnly(base, head, added)).toEqual(only);
  });

  test.each<[string, { base?: string[]; head: string[]; added?: string[] }]>([
    [
      'a cache by the hash of what it holds',
      {
        base: ['cache/3f/lexer_0a1b2c3d'],
        head: ['cache/aa/lexer_99aa88bb', 'cache/b1/new_77aa88bb'],
        added: ['src/new.js'],
      },
    ],
    ['bytecode', { head: ['src/__pycache__/new.cpython-311.pyc'] }],
    [
      'made of a file that only it has',
      { base: ['build/main.o'], head: ['build/lexer.o', 'build/main.o'], added: ['src/lexer.c'] },
    ],
    [
      'numbered anew in every run',
      { base: ['out/report-17.txt'], head: ['out/report-23.txt', 'out/report-24.txt'] },
    ],
    ['of names by chance', { base: ['out/tmpab_q9/log'], head: ['out/tmpzz_81/log'] }],
    ['of names by chance at the toplevel', { base: ['tmpab_q9'], head: ['tmpzz_81', 'tmpx__yz'] }],
  ])('is not: %s', (_, { base = [], head, added = [] }) => {
    expect(leftByHeadOnly(base, head, added)).toEqual([]);
  });

  test('is nothing where both leave the same', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9./_-]{1,20}$/)), (paths) => {
        expect(leftByHeadOnly(paths, paths, [])).toEqual([]);
      }),
    );
  });
});

async function leftBy(line: string, level: Isolation['level']) {
  const folder = await mkdtemp(join(tmpdir(), 'orps-left-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const [checkout, scratch] = [join(folder, 'checkout'), join(folder, 'scratch')];
  for (const path of [checkout, scratch, join(checkout, 'node_modules/dep')]) {
    await mkdir(path, { recursive: true });
  }
  await writeFile(join(checkout, 'node_modules/dep/index.js'), '');
  await writeFile(join(checkout, 'tracked.txt'), 'before\n');
  await writeFile(join(checkout, '.gitignore'), 'node_modules/\nignored/\n');
  git(checkout, 'init', '--quiet', '--initial-branch=main');
  git(checkout, 'add', '--all');
  git(checkout, 'commit', '--quiet', '-m', 'base');
  const workspaces = stack.use(
    await createWorkspaces({
      ...{ checkout, directory: '', scratch, environment: process.env, level },
      protect: () => false,
    }),
  );
  const workspace = stack.use(await workspaces.open(new Map([['patch.txt', 'new\n']])));
  await workspace.exec({ line: 'echo built > built.txt', timeoutMs: 20_000 });
  const watching = await watch(workspace);
  // What is installed is linked into another copy meanwhile.
  stack.use(await workspaces.open(new Map()));
  await workspace.exec({ line: line.replace('OUTBOX', workspace.outbox), timeoutMs: 20_000 });
  return [...((await watching.left(new AbortController().signal)) ?? ['?'])].sort();
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
    expect(await leftBy('echo x > OUTBOX/kept', level)).toEqual(['outbox/kept']);
  });

  test('a run that only reads leaves nothing', async () => {
    expect(await leftBy('cat tracked.txt node_modules/dep/index.js', level)).toEqual([]);
  });
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
