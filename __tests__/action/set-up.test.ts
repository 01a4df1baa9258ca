import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openPlace } from './job.ts';
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

test('a set-up that fails ends the run, with its last words and the input to mend', async () => {
  await using place = await openPlace();
  const inputs = { 'setup-command': 'echo no such package; exit 3' };
  const result = await place.run('issues', labelled(), { inputs });
  expect(result.exitCode).toBe(1);
  expect(result.log).toContain('no such package');
  expect(place.state.comments[0]?.body).toContain('`setup-command`');
});
