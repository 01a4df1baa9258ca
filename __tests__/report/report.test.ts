import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { reportSchema } from '../../src/report/report.ts';
import { sample } from './sample.ts';

test('a report survives the way through result.json', () => {
  expect(reportSchema.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
});

test('readers ignore fields that they do not know', () => {
  expect(reportSchema.parse({ ...sample, added: 'later' })).toEqual(sample);
});

test.each([
  ['another version', { ...sample, schema: 'orps-result/2' }],
  ['an unknown status', { ...sample, status: 'great' }],
  ['a negative count', { ...sample, usage: { ...sample.usage, calls: -1 } }],
  ['a missing part', { ...sample, isolation: undefined }],
])('%s is refused', (_what, value) => {
  expect(reportSchema.safeParse(value).success).toBe(false);
});

test('the published JSON Schema is the one that the code checks', async () => {
  const root = join(import.meta.dirname, '..', '..');
  const run = promisify(execFile)('node', ['scripts/schema.ts', '--check'], { cwd: root });
  await expect(run).resolves.toMatchObject({ stderr: '' });
});
