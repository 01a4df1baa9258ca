import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { pullComparedIn, readComparison } from '../../src/action/publish-comparison.ts';
import { recordOf } from '../../src/comparison/record.ts';
import { measured, ten } from '../comparison/measured.ts';
import { comparisonOf } from '../publication/compared.ts';

const folder = mkdtempSync(join(tmpdir(), 'orps-comparison-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a comparison is read from a bundle, unless it says what its own raw data do not', async () => {
  const comparison = comparisonOf(recordOf(measured(ten(900, 1_800))));
  const text = JSON.stringify(comparison);
  writeFileSync(join(folder, 'comparison.json'), text);
  expect((await readComparison(folder)).workloads[0]?.verdict).toBe('slower');
  writeFileSync(join(folder, 'comparison.json'), text.replaceAll('"slower"', '"faster"'));
  await expect(readComparison(folder)).rejects.toThrow(
    "The bundle's comparison.json contradicts itself: in workloads[0] `whole[0].judgement.verdict` does not follow from `raw`.",
  );
});

test('of several pull requests from one branch the one with the measured base is spoken on', () => {
  const pulls = [{ base: { ref: 'main' } }, { base: { ref: 'release-1' } }];
  const of = (ref: string, some = pulls) =>
    pullComparedIn({ base: { ref, sha: 'a'.repeat(40) } }, some);
  expect(of('release-1')).toBe(pulls[1]);
  expect(of('other')).toBeUndefined();
  expect(of('other', pulls.slice(0, 1))).toBe(pulls[0]);
});
