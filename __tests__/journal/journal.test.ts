import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WrongUse } from '../../src/errors.ts';
import { openJournal, readJournal } from '../../src/journal/journal.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  file = join(folder, 'journal.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an entry is on the disk when record has resolved', async () => {
  using journal = openJournal(file);
  await journal.record('call:0.0/propose', { text: 'a\nb' });
  expect(readJournal(file).entries.get('call:0.0/propose')).toEqual({ text: 'a\nb' });
});

test('a later life recalls what an earlier one recorded', async () => {
  {
    using journal = openJournal(file);
    await journal.record('run', { base: 'abc' });
  }
  using journal = openJournal(file);
  expect(journal.recall('run')).toEqual({ base: 'abc' });
  expect(journal.holds('call:')).toBe(false);
});

test('recalling takes no time of the run: work begins with the first thing that is not known', async () => {
  {
    using journal = openJournal(file);
    expect(journal.recall('run')).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await journal.record('run', {});
  }
  let begun = 0;
  using journal = openJournal(file, () => begun++);
  const earlier = journal.workedMs();
  expect(earlier).toBeGreaterThanOrEqual(29);
  expect(journal.recall('run')).toEqual({});
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([journal.workedMs(), begun]).toEqual([earlier, 0]);
  journal.recall('call:0.0/propose');
  journal.recall('call:0.1/propose');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(begun).toBe(1);
  expect(journal.workedMs()).toBeGreaterThan(earlier);
});

test('wherever a kill cuts the file, whole entries survive and the journal goes on', async () => {
  const entries = Array.from({ length: 5 }, (_, at) => ({
    key: `call:${at}`,
    value: 'ü'.repeat(at),
  }));
  {
    using journal = openJournal(file);
    for (const { key, value } of entries) await journal.record(key, value);
  }
  const whole = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length }), async (length) => {
      writeFileSync(file, whole.subarray(0, length));
      const complete = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
      {
        using journal = openJournal(file);
        await journal.record('after', 1);
      }
      const { entries: kept } = readJournal(file);
      expect([...kept.keys()]).toEqual([
        ...entries.slice(0, complete).map(({ key }) => key),
        'after',
      ]);
    }),
    { numRuns: 40 },
  );
});

test('a file that is something else is refused and left alone', () => {
  appendFileSync(file, 'not a journal\n');
  expect(() => openJournal(file)).toThrow(WrongUse);
  expect(readFileSync(file, 'utf8')).toBe('not a journal\n');
});
