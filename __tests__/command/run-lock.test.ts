import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { WrongUse } from '../../src/errors.ts';
import { claimFolder } from '../../src/run-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is claimed once, and free again afterwards', () => {
  {
    using _claim = claimFolder(folder);
    expect(() => claimFolder(folder)).toThrow(WrongUse);
  }
  expect(readdirSync(folder)).toEqual([]);
  using _again = claimFolder(folder);
  expect(readdirSync(folder)).toEqual(['.lock']);
});

test.each([
  ['a process that is gone', '999999999 1'],
  ['another process with its number', `${process.pid} 1`],
  ['nobody can say whom', 'x'],
])('what %s left is taken over', (_who, content) => {
  writeFileSync(join(folder, '.lock'), content);
  using _claim = claimFolder(folder);
  expect(readdirSync(folder)).toEqual(['.lock']);
});

test('a process that ended and was not waited for holds nothing', async () => {
  // The child ends after the shell has become `sleep`, which never waits for it.
  const shell = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const pid = String(await new Promise((resolve) => shell.stdout?.once('data', resolve))).trim();
  const state = (of: unknown) => readFileSync(`/proc/${of}/stat`, 'utf8');
  if (process.platform === 'linux') {
    while (!state(shell.pid).includes('(sleep)')) await setTimeout(10);
    (shell.stdio[3] as Writable).end();
    while (!state(pid).includes(') Z ')) await setTimeout(10);
  }
  writeFileSync(join(folder, '.lock'), `${pid} 12345`);
  using _claim = claimFolder(folder);
  shell.kill();
});
