import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { explain } from '../../src/command/ending.ts';
import { openBench } from './orps.ts';

const PROJECT = { 'sum.js': 'export const sum = 1;\n' };
const ARGS = ['bench', '--base', 'HEAD', '--no-counts'];

test('with --json the folder of the files is named on standard error', async () => {
  using bench = openBench(PROJECT);
  const args = [...ARGS, '--out', bench.out, '--command', 'false', '--json'];
  const { stdout, stderr } = await bench.orps(args);
  expect(JSON.parse(stdout).schema).toBe('orps-comparison/1');
  expect(stderr).toContain(`comparison.md and comparison.json are in ${bench.out}\n`);
});

test('a result that cannot be written gets one sentence with its folder, and no part of it stays', async () => {
  using bench = openBench(PROJECT);
  // What takes the name of a file meanwhile stands in for a disk that is full meanwhile.
  const command = `mkdir -p ${join(bench.out, 'comparison.json')}; false`;
  const args = [...ARGS, '--out', bench.out, '--command', command, '--isolation', 'process'];
  mkdirSync(bench.out);
  const { status, stderr } = await bench.orps(args);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^orps: Cannot write the comparison to \/.*\/out \(E\w+\)\. Free some space there, or choose a writable folder with --out/m,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(readdirSync(bench.out).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a disk that is full is no fault of orps, wherever it shows', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
  });
  expect(explain(full)).toMatch(/^orps: Cannot write to the disk \(ENOSPC\): .* Free some space/);
  expect(explain(new Error('anything else'))).toContain('fault of orps itself');
});
