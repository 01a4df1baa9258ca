import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runTool } from '../../src/sandbox/process.ts';
import { commitAll } from '../../src/workspace/git.ts';
import { git } from '../../src/workspace/git-command.ts';
import type { CandidateWorkspaces } from '../../src/workspace/workspaces.ts';
import { runIn, smallRepository, workingLevels, writeTree } from './repository.ts';

const levels = await workingLevels();

describe.each(levels)('workspaces at level %s', (level) => {
  let repository: Awaited<ReturnType<typeof smallRepository>>;
  let workspaces: CandidateWorkspaces;
  beforeAll(async () => {
    repository = await smallRepository();
    workspaces = await repository.open({ level });
  });
  afterAll(async () => {
    await workspaces[Symbol.asyncDispose]();
    await repository[Symbol.asyncDispose]();
  });

  test('show the base with new, changed and deleted files', async () => {
    const changes = new Map([
      ['src/sum.js', 'changed\n'],
      ['src/new/file.js', 'new\n'],
      ['src/old.js', null],
    ]);
    const { output } = await runIn(
      workspaces,
      'cat src/sum.js src/new/file.js test/sum.test.js; ls src; git status --short',
      changes,
    );
    expect(output).toBe(
      'changed\nnew\nthe test\nnew\nsum.js\n D src/old.js\n M src/sum.js\n?? src/new/\n',
    );
  });

  test('never change the checkout, whatever is done in them', async () => {
    await using repository = await smallRepository();
    await writeTree(repository.checkout, { 'node_modules/dep/index.js': 'the dependency\n' });
    await using workspaces = await repository.open({ level });
    await runIn(
      workspaces,
      'echo bad > node_modules/dep/index.js; echo bad >> src/sum.js; rm -rf test .git; ls -A',
      new Map([['src/old.js', null]]),
    );
    expect((await git(repository.checkout, ['status', '--short'])).stdout).toBe('');
    expect(await readFile(join(repository.checkout, 'node_modules/dep/index.js'), 'utf8')).toBe(
      'the dependency\n',
    );
  });

  test('keep a change of one process for the next, and from other workspaces', async () => {
    await using one = await workspaces.open(new Map());
    await using other = await workspaces.open(new Map());
    await one.exec({ line: 'mkdir dist && echo built > dist/out', timeoutMs: 20_000 });
    const again = await one.exec({ line: 'cat dist/out', timeoutMs: 20_000 });
    const elsewhere = await other.exec({ line: 'cat dist/out', timeoutMs: 20_000 });
    expect([again.output, elsewhere.exitCode]).toEqual(['built\n', 1]);
  });

  test('never apply changes of protected files', async () => {
    const changes = new Map([
      ['test/sum.test.js', 'weakened\n'],
      ['test/deep/helper.js', null],
    ]);
    const { output } = await runIn(workspaces, 'cat test/sum.test.js test/deep/helper.js', changes);
    expect(output).toBe('the test\nthe helper\n');
  });

  test('restore protected files before every process but the first', async () => {
    await using workspace = await workspaces.open(new Map([['src/sum.js', 'changed\n']]));
    const reading = 'cat test/sum.test.js test/deep/helper.js src/sum.js';
    for (const attack of [
      'echo bad > test/sum.test.js; echo bad > test/deep/helper.js',
      'rm -r test',
      'rm -r test; mkdir -p test/deep; echo bad > test/sum.test.js',
      'rm -r test; mkdir test',
      'mv test elsewhere; ln -s elsewhere test; echo bad > test/sum.test.js',
      'rm test/sum.test.js; mkdir -p test/sum.test.js/x',
    ]) {
      await workspace.exec({ line: attack, timeoutMs: 20_000 });
      const { output } = await workspace.exec({ line: reading, timeoutMs: 20_000 });
      expect([attack, output]).toEqual([attack, 'the test\nthe helper\nchanged\n']);
    }
  });

  test('restore what is changed as soon as a process can', async () => {
    for (let again = 0; again < 5; again++) {
      await using workspace = await workspaces.open(new Map());
      for (const line of ['echo bad > test/sum.test.js', 'echo "the text" > test/sum.test.js']) {
        await workspace.exec({ line, timeoutMs: 20_000 });
        const { output } = await workspace.exec({
          ...{ line: 'cat test/sum.test.js; echo early > test/sum.test.js', timeoutMs: 20_000 },
        });
        expect([again, output]).toEqual([again, 'the test\n']);
      }
    }
  });

  test('restore what a patch of its own is moved over', async () => {
    const planted = new Map([
      ['planted/sum.test.js', 'bad\n'],
      ['planted/deep/other.js', 'bad\n'],
    ]);
    for (const attack of [
      'rm -r test; mv planted test',
      'mv planted/sum.test.js test/sum.test.js; rm -r test/deep; mv planted/deep test/deep',
      'rm test/sum.test.js; ln planted/sum.test.js test/sum.test.js',
    ]) {
      await using workspace = await workspaces.open(planted);
      await workspace.exec({ line: attack, timeoutMs: 20_000 });
      const line = 'cat test/sum.test.js test/deep/helper.js';
      const { output } = await workspace.exec({ line, timeoutMs: 20_000 });
      expect([attack, output]).toEqual([attack, 'the test\nthe helper\n']);
    }
  });

  test('restore a file in whose place a path beyond the limit was made, or a locked folder', async () => {
    const deep = `import os
os.remove('test/sum.test.js')
os.mkdir('test/sum.test.js')
os.chdir('test/sum.test.js')
for _ in range(30):
    os.mkdir('d' * 200)
    os.chdir('d' * 200)
`;
    await using workspace = await workspaces.open(new Map([['deep.py', deep]]));
    for (const attack of ['python3 deep.py', 'chmod 000 test .']) {
      await workspace.exec({ line: attack, timeoutMs: 20_000 });
      const { output } = await workspace.exec({ line: 'cat test/sum.test.js', timeoutMs: 20_000 });
      expect([attack, output]).toEqual([attack, 'the test\n']);
    }
  });

  test('leave no bytecode beside a protected module', async () => {
    await using repository = await smallRepository();
    await writeTree(repository.checkout, { 'test/test_sum.py': 'pass\n', 'src/sum.py': '' });
    await commitAll(repository.checkout, 'Python');
    await using workspaces = await repository.open({ level });
    await using workspace = await workspaces.open(new Map([['src/sum.js', 'changed\n']]));
    const line =
      'for f in test src; do mkdir -p $f/__pycache__; echo > $f/__pycache__/sum.pyc; done';
    await workspace.exec({ line, timeoutMs: 20_000 });
    const { output } = await workspace.exec({ line: 'ls -d */__pycache__', timeoutMs: 20_000 });
    expect(output).toBe('src/__pycache__\n');
  });

  test("hold new tests, and guard them like the base's own", async () => {
    const tests = new Map([['test/new/more.test.js', 'more\n']]);
    const extended = await workspaces.including(tests);
    expect(await extended.workspaces.read('test/new/more.test.js')).toBe('more\n');
    expect(await extended.workspaces.files()).toContain('test/new/more.test.js');
    const bad = new Map([['test/new/more.test.js', 'weakened\n']]);
    await using workspace = await extended.workspaces.open(bad);
    await using clean = await extended.clean.open(new Map());
    const brought = 'mkdir -p test/new; echo more > test/new/more.test.js';
    await clean.exec({ line: brought, timeoutMs: 20_000 });
    for (const attack of [
      'true',
      'echo bad > test/new/more.test.js',
      'rm test/new/more.test.js',
      'rm -r test',
      'rm -r test/new; ln -s . test/new; echo bad > test/more.test.js',
    ]) {
      for (const place of [workspace, clean]) {
        await place.exec({ line: attack, timeoutMs: 20_000 });
        const line = 'cat test/new/more.test.js test/sum.test.js';
        const { output } = await place.exec({ line, timeoutMs: 20_000 });
        expect([attack, output]).toEqual([attack, 'more\nthe test\n']);
      }
    }
    expect((await git(repository.checkout, ['status', '--short'])).stdout).toBe('');
  });

  test('hand over what is written to the outbox, at the same path inside', async () => {
    await using workspace = await workspaces.open(new Map());
    const report = join(workspace.outbox, 'report.json');
    await workspace.exec({ line: `echo '{}' > '${report}'`, timeoutMs: 20_000 });
    expect(await readFile(report, 'utf8')).toBe('{}\n');
  });

  test('hide credentials that git keeps in its configuration', async () => {
    await using repository = await smallRepository();
    const header = 'AUTHORIZATION: basic c2VjcmV0';
    await git(repository.checkout, ['config', 'http.https://x/.extraheader', header]);
    await using workspaces = await repository.open({ level });
    const { output } = await runIn(workspaces, 'cat .git/config; git log --format=%s');
    expect(output).not.toContain('c2VjcmV0');
    expect(output).toContain('base');
  });

  test('hide credentials in the configuration of submodules and worktrees', async () => {
    await using repository = await smallRepository();
    const files = [
      '.git/config.worktree',
      '.git/modules/sub/config',
      '.git/worktrees/w/config.worktree',
    ];
    const secret = '[http "https://x/"]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n';
    await writeTree(repository.checkout, Object.fromEntries(files.map((file) => [file, secret])));
    await using workspaces = await repository.open({ level });
    const { output } = await runIn(workspaces, `cat ${files.join(' ')}; echo read`);
    expect(output).toBe('read\n');
  });

  test('keep the switches of the kernel out of reach', async () => {
    const line = '(echo 1 > /proc/sys/vm/drop_caches) 2>/dev/null && echo wrote || echo kept';
    if (level === 'process') return;
    expect((await runIn(workspaces, line)).output).toBe('kept\n');
  });

  test('work for paths with blanks, commas, colons, quotes and backslashes', async () => {
    await using repository = await smallRepository(`a b,c:d'e"f\\g`);
    await using workspaces = await repository.open({ level });
    const { output } = await runIn(
      workspaces,
      'cat src/sum.js',
      new Map([['src/sum.js', 'changed\n']]),
    );
    expect(output).toBe('changed\n');
  });

  test('work in a folder below the toplevel', async () => {
    await using repository = await smallRepository();
    await writeTree(repository.checkout, { 'packages/one/index.js': 'one\n' });
    await using workspaces = await repository.open({ level, directory: 'packages/one' });
    expect(await workspaces.files()).toEqual(['index.js']);
    expect(await workspaces.read('index.js')).toBe('one\n');
    const { output } = await runIn(
      workspaces,
      'cat index.js ../../package.json',
      new Map([['index.js', 'changed\n']]),
    );
    expect(output).toBe('changed\n{"name": "small"}\n');
  });

  test('keep the modes of files', async () => {
    const changes = new Map([['bin/run.sh', '#!/bin/sh\necho changed\n']]);
    expect((await runIn(workspaces, './bin/run.sh', changes)).output).toBe('changed\n');
  });

  test('leave nothing behind, not even folders that may not be entered', async () => {
    await using repository = await smallRepository();
    const workspaces = await repository.open({ level });
    const workspace = await workspaces.open(new Map([['src/sum.js', 'changed\n']]));
    const line =
      'mkdir -p deep/er && touch deep/er/file && chmod 000 deep/er deep; printf x > "$(printf "bad\\377name")"';
    await workspace.exec({ line, timeoutMs: 20_000 });
    const before = (await readdir(repository.scratch)).filter((name) =>
      name.startsWith('candidate'),
    );
    await workspace[Symbol.asyncDispose]();
    const after = (await readdir(repository.scratch)).filter((name) =>
      name.startsWith('candidate'),
    );
    await workspaces[Symbol.asyncDispose]();
    expect([before.length, after, await readdir(repository.scratch)]).toEqual([1, [], []]);
  });

  test('work in a linked worktree, whose configuration is hidden where mounts permit it', async () => {
    await using repository = await smallRepository();
    await git(repository.checkout, ['config', 'http.extraheader', 'c2VjcmV0']);
    const linked = join(repository.checkout, '../linked');
    await git(repository.checkout, ['worktree', 'add', linked, '-b', 'side']);
    await using workspaces = await repository.open({ level, checkout: linked });
    const line = `git status --short; cat '${repository.checkout}/.git/config'`;
    const { output } = await runIn(workspaces, line, new Map([['src/sum.js', 'changed\n']]));
    expect(output).toContain(' M src/sum.js');
    expect(output.includes('c2VjcmV0')).toBe(level === 'process');
  });

  test('find modules installed into the checkout', async () => {
    await using repository = await smallRepository();
    await writeTree(repository.checkout, { 'node_modules/dep/index.js': 'module.exports = 42;\n' });
    await using workspaces = await repository.open({ level });
    const { output } = await runIn(workspaces, `node -p "require('dep')"`);
    expect(output).toBe('42\n');
  });
});

const testOverlay = levels.includes('bubblewrap') ? test : test.skip;

testOverlay('an overlay takes disk in proportion to the changes', async () => {
  await using repository = await smallRepository();
  await writeTree(repository.checkout, { 'large.txt': 'x'.repeat(5_000_000) });
  await using workspaces = await repository.open();
  expect(workspaces.isolation.workspace).toBe('overlay');
  await using workspace = await workspaces.open(new Map([['src/sum.js', 'changed\n']]));
  await workspace.exec({ line: 'cat large.txt > /dev/null', timeoutMs: 20_000 });
  const used = await runTool('du', ['-sk', repository.scratch], { inheritEnv: true });
  expect(Number.parseInt(used.stdout, 10)).toBeLessThan(500);
});

test('copies share no inode with the checkout, and link dependencies among each other', async () => {
  await using repository = await smallRepository();
  const dependency = 'node_modules/dep/index.js';
  const cached = 'node_modules/.cache/x';
  await writeTree(repository.checkout, { [dependency]: '1', [cached]: '2' });
  await using workspaces = await repository.open({ level: 'process' });
  await using one = await workspaces.open(new Map());
  await using two = await workspaces.open(new Map());
  const inode = async (root: string, path: string) => (await stat(join(root, path))).ino;
  const inodes = async (path: string) =>
    Promise.all([repository.checkout, one.root, two.root].map((root) => inode(root, path)));
  const [base, first, second] = await inodes(dependency);
  expect(first).not.toBe(base);
  expect(first).toBe(second);
  for (const path of [cached, 'src/sum.js']) expect(new Set(await inodes(path)).size).toBe(3);
});

test('a Python package installed for editing is found in the copy, not in the checkout', async () => {
  await using repository = await smallRepository();
  await writeTree(repository.checkout, { 'src/small/__init__.py': 'value = "base"\n' });
  const environment = { PATH: process.env.PATH, PYTHONPATH: join(repository.checkout, 'src') };
  await using workspaces = await repository.open({ level: 'process', environment });
  const changes = new Map([['src/small/__init__.py', 'value = "changed"\n']]);
  const { output } = await runIn(
    workspaces,
    'python3 -c "import small; print(small.value)"',
    changes,
  );
  expect(output).toBe('changed\n');
});

test('files() lists what git tracks or does not ignore, in order, and nothing deleted', async () => {
  await using repository = await smallRepository();
  await writeTree(repository.checkout, {
    'a.log': '',
    'ünï code.txt': '',
    'node_modules/x.js': '',
  });
  await runTool('rm', [join(repository.checkout, 'src/old.js')], { inheritEnv: true });
  await using workspaces = await repository.open();
  expect(await workspaces.files()).toEqual([
    ...['.gitignore', 'bin/run.sh', 'package.json', 'src/sum.js', 'test/deep/helper.js'],
    ...['test/sum.test.js', 'ünï code.txt'],
  ]);
});

test('read() gives text of the project and nothing from elsewhere', async () => {
  await using repository = await smallRepository();
  const { checkout } = repository;
  await symlink('/etc/passwd', join(checkout, 'passwd'));
  await symlink('sum.js', join(checkout, 'src/alias.js'));
  await writeFile(join(checkout, 'image.png'), Buffer.from([0x89, 0x50, 0xff, 0xfe]));
  await writeFile(join(checkout, 'marked.txt'), '\uFEFFtext');
  await mkdir(join(checkout, 'folder'));
  await using workspaces = await repository.open();
  const read = (path: string) => workspaces.read(path);
  expect(await read('src/alias.js')).toBe(await read('src/sum.js'));
  expect(await read('marked.txt')).toBe('\uFEFFtext');
  for (const path of [
    'passwd',
    '../scratch',
    '/etc/passwd',
    'image.png',
    'folder',
    'none',
    'x\0',
  ]) {
    expect(await read(path)).toBeUndefined();
  }
});

test('read() does not follow a link to the files of git', async () => {
  await using repository = await smallRepository();
  await symlink('.git/config', join(repository.checkout, 'settings.js'));
  await using workspaces = await repository.open();
  expect(await workspaces.read('settings.js')).toBeUndefined();
});

test('changes that would leave the project are refused with a reason and never written', async () => {
  await using repository = await smallRepository();
  await using workspaces = await repository.open();
  const changes = new Map([['../escaped', 'x']]);
  expect(await workspaces.refuse(changes)).toMatch(/leads upwards/);
  await expect(workspaces.open(changes)).rejects.toThrow(/leads upwards/);
  expect(await readdir(join(repository.checkout, '..'))).toEqual(['project', 'scratch']);
});

test('a variable that looks like a secret cannot be passed on', async () => {
  await using repository = await smallRepository();
  await expect(repository.open({ passEnv: ['NPM_TOKEN'] })).rejects.toThrow(/NPM_TOKEN/);
});
