import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../bench/cases-outcome.ts';
import { runSuite } from '../../bench/cases-suite.ts';
import { type Demo, type Edit, table } from './edits.ts';

const demos = join(import.meta.dirname, '../../demo');

const canRun = ({ name }: Demo) =>
  name !== 'opening-hours' || spawnSync('python3', ['-m', 'pytest', '--version']).status === 0;

async function outcomeAfter(demo: Demo, edits: readonly Edit[]): Promise<Outcome> {
  const root = await mkdtemp(join(tmpdir(), `demo-${demo.name}-`));
  try {
    await cp(join(demos, demo.name), root, { recursive: true });
    for (const { file, from, to } of edits) {
      const parts = (await readFile(join(root, file), 'utf8')).split(from);
      expect(parts).toHaveLength(2);
      await writeFile(join(root, file), parts.join(to));
    }
    return await runSuite(root, demo.recipe);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

describe('demos.json', () => {
  test('names every project in demo/, and only those, each with its story', async () => {
    const listed = JSON.parse(await readFile(join(demos, 'demos.json'), 'utf8'));
    const folders = await readdir(demos, { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(listed.map(({ name }: { name: string }) => name).sort()).toEqual(names.sort());
    for (const demo of listed) {
      expect(demo).toEqual({
        name: expect.stringMatching(/^[a-z-]+$/),
        title: expect.stringMatching(/\w/),
        story: expect.stringMatching(/^[A-Z].*\.$/),
        language: expect.stringMatching(/^(JavaScript|TypeScript|Python)$/),
      });
    }
  });

  test('describes the projects that are tried here', async () => {
    const listed = JSON.parse(await readFile(join(demos, 'demos.json'), 'utf8'));
    expect(table.map(({ name }) => name)).toEqual(listed.map(({ name }: Demo) => name));
  });
});

for (const demo of table) {
  (canRun(demo) ? describe : describe.skip)(demo.name, () => {
    let base: Outcome;
    beforeAll(async () => {
      base = await outcomeAfter(demo, []);
    });

    test('is red by one behaviour among many that are green', () => {
      expect(base.failed.length).toBeGreaterThan(0);
      for (const name of base.failed) expect(name).toMatch(demo.red);
      expect(base.passed.length).toBeGreaterThanOrEqual(20);
    });

    test.each(demo.tempting)('a tempting edit of $file only moves the red: $to', async (edit) => {
      const after = await outcomeAfter(demo, [edit]);
      expect(after.passed).toEqual(expect.arrayContaining([...base.failed]));
      const broken = after.failed.filter((name) => base.passed.includes(name));
      expect(broken.join('\n')).toMatch(edit.breaks);
    });

    test('the right edit turns everything green', async () => {
      const after = await outcomeAfter(demo, [demo.right]);
      expect(after.failed).toEqual([]);
      expect(after.passed.length).toBe(base.passed.length + base.failed.length);
    });
  });
}
