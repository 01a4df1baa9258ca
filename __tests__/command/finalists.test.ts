import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { RED_PROJECT } from '../action/job.ts';
import { openBench } from './orps.ts';

/** One file is sound on the base: only over such can a repair be compared as a whole. */
const PROJECT = {
  ...RED_PROJECT,
  'other.test.js': "import { test } from 'node:test';\ntest('other', () => {});\n",
};

const measurementOf = (out: string) =>
  JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')).best.measurement;

test('the best patch is measured in pairs against the base, and the report says how surely', async () => {
  using bench = openBench(PROJECT);
  const { status, stderr } = await bench.orps([
    ...['fix', '--out', bench.out, '--profile-minutes', '1'],
  ]);
  expect(status).toBe(0);
  expect(stderr).toContain('Measuring the best patches');
  const measurement = measurementOf(bench.out);
  expect(measurement).toMatchObject({ comparable: true });
  expect(measurement.pairs.done).toBeGreaterThanOrEqual(4);
  expect(measurement).not.toHaveProperty('raw');
  const report = readFileSync(join(bench.out, 'report.md'), 'utf8');
  expect(report).toMatch(/\| CPU time \| ×\d\.\d\d \| .*pairs \|/);
});

test('what there is no time to measure is not begun', async () => {
  using bench = openBench(PROJECT);
  const { status, stderr } = await bench.orps([
    ...['fix', '--out', bench.out, '--profile-minutes', '0.001'],
  ]);
  expect(status).toBe(0);
  expect(stderr).not.toContain('Measuring the best patches');
  expect(measurementOf(bench.out)).toBeUndefined();
});
