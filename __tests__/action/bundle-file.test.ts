import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { readBundleFile } from '../../src/action/bundle-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'orps-bundle-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const schema = z.object({ names: z.array(z.string()) });
const read = (text: string) => {
  writeFileSync(join(folder, 'result.json'), text);
  return readBundleFile(folder, 'result.json', schema, 'search');
};

test('what a job left is read, whatever its strings hold', async () => {
  const names = [`"[{\\,${',['.repeat(400_000)}`];
  expect(await read(JSON.stringify({ names }))).toEqual({ names });
});

test.each(['{}', '[]', '1'])('half a million of %s are refused unread', async (value) => {
  const text = `{"names":[${`${value},`.repeat(500_000)}${value}]}`;
  await expect(read(text)).rejects.toThrow("The bundle's result.json has too many values.");
});

test('a link in the place of a file is not followed', async () => {
  symlinkSync('result.json', join(folder, 'task.json'));
  await read('{"names":[]}');
  const reading = readBundleFile(folder, 'task.json', schema, 'search');
  await expect(reading).rejects.toThrow('The search job left no task.json');
});
