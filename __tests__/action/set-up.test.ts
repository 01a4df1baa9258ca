import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openPlace, RED_PROJECT } from './job.ts';
import { labelled } from './payloads.ts';

const walled = spawnSync('bwrap', ['--unshare-pid', '--bind', '/', '/', 'true']).status === 0;
const withWall = walled ? test : test.skip;

const SPY = [
  'env > "$PWD/seen.txt"',
  // Of every process that it can see.
  'cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" >> "$PWD/seen.txt"',
  '(echo "[alias] x = !evil" >> .git/config) 2>/dev/null || echo "git: kept out" >> seen.txt',
  'ls "$1" >/dev/null 2>&1 || true',
].join('\n');

withWall('the set-up sees no secret, no other process, and cannot write to .git', async () => {
  await using place = await openPlace();
  const result = await place.run('issues', labelled(), {
    inputs: { 'setup-command': SPY, 'api-key': 'sk-loopback-secret', 'dry-run': 'true' },
  });
  expect(result.outputs.conclusion).toBe('fixed');
  const seen = await readFile(join(place.workspace, 'seen.txt'), 'utf8');
  expect(seen).toContain('PATH=');
  expect(seen).not.toContain('sk-loopback-secret');
  expect(seen).not.toContain(place.state.token);
  expect(seen).toContain('git: kept out');
});

withWall("the set-up cannot reach the runner's files, which speak to later steps", async () => {
  await using place = await openPlace();
  const line = `ls -A "${place.folder}"/job-*/temp > temp.txt`;
  await place.run('issues', labelled(), { inputs: { 'setup-command': line, 'dry-run': 'true' } });
  expect(await readFile(join(place.workspace, 'temp.txt'), 'utf8')).toBe('');
});

withWall.each([
  [
    'the program of the action',
    `echo bad >> "${join(import.meta.dirname, '../../dist/index.js')}"`,
  ],
  ["the system's programs", 'touch /usr/bin/orps-was-here'],
  ['the switches of the kernel', 'echo core > /proc/sys/kernel/core_pattern'],
])('the set-up cannot write to %s', async (_, line) => {
  await using place = await openPlace();
  const inputs = { 'setup-command': `(${line}) 2>/dev/null && echo wrote > wrote.txt || true` };
  const result = await place.run('issues', labelled(), {
    inputs: { ...inputs, 'dry-run': 'true' },
  });
  expect(result.outputs.conclusion).toBe('fixed');
  expect(existsSync(join(place.workspace, 'wrote.txt'))).toBe(false);
});

withWall(
  'a set-up that puts another repository in the place of this one ends the run',
  async () => {
    await using place = await openPlace();
    const line = 'cd .. && mv workspace moved && cp -r moved workspace';
    const result = await place.run('issues', labelled(), { inputs: { 'setup-command': line } });
    expect(result.exitCode).toBe(1);
  },
);

withWall('a `git` that a set-up puts in front of ours is not run', async () => {
  await using place = await openPlace();
  const tools = join(place.folder, 'tools');
  mkdirSync(tools);
  const loot = join(place.folder, 'loot');
  const script = `#!/bin/sh\\ntouch ${loot}\\nexec /usr/bin/git "$@"\\n`;
  const line = `printf '${script}' > ${tools}/git && chmod +x ${tools}/git && ${tools}/git --version > said.txt`;
  const result = await place.run('issues', labelled(), {
    inputs: { 'setup-command': `${line} && rm ${loot}`, 'dry-run': 'true' },
    env: { PATH: `${tools}:${process.env.PATH}` },
  });
  expect(result.outputs.conclusion).toBe('fixed');
  expect(readFileSync(join(place.workspace, 'said.txt'), 'utf8')).toContain('git version');
  expect(existsSync(loot)).toBe(false);
});

withWall("a set-up cannot rewrite other actions' code", async () => {
  await using place = await openPlace();
  const actions = join(place.folder, '_actions');
  mkdirSync(actions);
  writeFileSync(join(actions, 'index.js'), '// honest\n');
  const result = await place.run('issues', labelled(), {
    inputs: { 'setup-command': `echo bad > ${actions}/index.js || true`, 'dry-run': 'true' },
    env: { RUNNER_TEMP: join(place.folder, 'temp') },
  });
  expect(result.outputs.conclusion).toBe('fixed');
  expect(readFileSync(join(actions, 'index.js'), 'utf8')).toBe('// honest\n');
});

withWall('a set-up that makes a repository of its own in the project ends the run', async () => {
  const under = Object.entries(RED_PROJECT).map(([name, text]) => [`pkg/${name}`, text]);
  await using place = await openPlace(Object.fromEntries(under));
  const loot = join(place.folder, 'loot');
  const line = [
    'git init -q . && cp -r ../.git/objects .git',
    'cat ../.git/shallow > .git/shallow && git -C .. rev-parse HEAD > .git/HEAD',
    `git config filter.x.clean 'touch ${loot}; cat' && echo '* filter=x' > .git/info/attributes`,
    'git read-tree HEAD:pkg && touch *.js',
  ].join(' && ');
  const result = await place.run('issues', labelled(), {
    inputs: { 'setup-command': line, 'working-directory': 'pkg', 'dry-run': 'true' },
  });
  expect(result.exitCode).toBe(1);
  expect(result.log).toContain('made another git repository of');
  expect(existsSync(loot)).toBe(false);
});

test("what a set-up writes to the home folder's git settings does not run", async () => {
  await using place = await openPlace({ ...RED_PROJECT, '.gitattributes': '* filter=x\n' });
  const home = join(place.folder, 'home');
  mkdirSync(home);
  const loot = join(home, 'loot');
  const line = `git config --global filter.x.clean 'touch ${loot}; cat' && touch clamp.js`;
  const result = await place.run('issues', labelled(), {
    inputs: { 'setup-command': line, 'dry-run': 'true' },
    env: { HOME: home },
  });
  expect(result.outputs.conclusion).toBe('fixed');
  expect(readFileSync(join(home, '.gitconfig'), 'utf8')).toContain('touch');
  expect(existsSync(loot)).toBe(false);
});

test('a set-up that fails ends the run, with its last words and the input to mend', async () => {
  await using place = await openPlace();
  const inputs = { 'setup-command': 'echo no such package; exit 3' };
  const result = await place.run('issues', labelled(), { inputs });
  expect(result.exitCode).toBe(1);
  expect(result.log).toContain('no such package');
  expect(place.state.comments[0]?.body).toContain('`setup-command`');
});
