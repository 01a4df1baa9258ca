import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openBench } from './orps.ts';

test('an unknown demo gets one sentence that names the others', async () => {
  using bench = openBench({ 'a.txt': 'a\n' });
  const { status, stderr } = await bench.orps(['demo', 'timetable', 'nope']);
  expect(status).toBe(2);
  expect(stderr).toBe(
    'orps: There is no demo "nope". Choose among gallery-cache, opening-hours, timetable.\n',
  );
});

test('a demo whose tools are missing is named, and is no stack trace', async () => {
  using bench = openBench({ 'a.txt': 'a\n' });
  const bin = join(bench.folder, 'bin');
  mkdirSync(bin);
  for (const name of ['sh', 'git', 'env']) symlinkSync(`/usr/bin/${name}`, join(bin, name));
  symlinkSync(process.execPath, join(bin, 'node'));
  const { status, stderr } = await bench.orps(['demo', 'opening-hours'], { PATH: bin });
  expect(status).toBe(2);
  expect(stderr).toMatch(/orps: The test runner does not start: .*pytest/);
  expect(stderr).not.toMatch(/^\s+at /m);
});
