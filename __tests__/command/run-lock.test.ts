import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  // The shell never waits for its child, which ends at once.
  const shell = spawn('sh', ['-c', 'true & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = String(await new Promise((resolve) => shell.stdout?.once('data', resolve))).trim();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(existsSync(`/proc/${pid}`) || process.platform !== 'linux').toBe(true);
  writeFileSync(join(folder, '.lock'), `${pid} 12345`);
  using _claim = claimFolder(folder);
  shell.kill();
});
