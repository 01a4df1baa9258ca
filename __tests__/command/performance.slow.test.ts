import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  KEEPING,
  modelOf,
  promptOf,
  QUICK,
  SAME,
  SLOW,
  WRONG,
} from '../performance/slow-project.ts';
import { type Bench, openBench } from './orps.ts';

const speedUp = (bench: Bench, baseUrl: string, samples: number, ...more: readonly string[]) =>
  bench.orps([
    ...['fix', '--goal', 'performance', '--model', 'm', '--base-url', baseUrl],
    ...['--samples', String(samples), '--rounds', '1', '--profile-minutes', '3'],
    ...['--concurrency', '1', '--out', bench.out, ...more],
  ]);

const resultOf = (bench: Bench) => JSON.parse(readFileSync(join(bench.out, 'result.json'), 'utf8'));

test('of a search for speed the answer is a patch that measurement confirms, with every test passing', async () => {
  await using model = await modelOf([WRONG, QUICK, SAME]);
  using bench = openBench(SLOW);
  const { status, stderr } = await speedUp(bench, model.baseUrl, 3, '--apply');
  expect(stderr).toContain('Tracing the slowest tests');
  expect(`${status} ${stderr}`).toMatch(/^0 .*Faster: CPU time −\d+/s);
  const result = resultOf(bench);
  expect(result).toMatchObject({ status: 'faster', task: { aim: 'performance' } });
  expect(result.best.patch).toContain('new Set(values)];');
  expect(result.best.verification).toEqual({ runs: 3, passed: 3 });
  const verdicts = result.candidates.map(({ verdict }: { verdict: string }) => verdict);
  expect(verdicts).toEqual(['broke', 'plausible', 'plausible']);
  const [broke, quick, same] = result.candidates;
  expect(broke.profile).toBeNull();
  expect(quick.profile.instructions ?? quick.profile.cpu).toBeLessThan(0.9);
  expect(quick.outcomeReward).toBeGreaterThan(same.outcomeReward);
  expect(readFileSync(join(bench.checkout, 'unique.js'), 'utf8')).toContain('new Set');
  expect(readFileSync(join(bench.out, 'report.md'), 'utf8')).toContain('## What was asked for');
  const [prompt = ''] = model.asked.map(promptOf);
  expect(prompt).toContain('You make software faster');
  expect(prompt).toMatch(/# The slowest tests[\s\S]*\d ms {2}unique\.test\.js::takes many/);
  expect(prompt).toMatch(/lines run most often[^\n]*\n\d{4,} times {2}unique\.js:4\n/);
  const critic = model.asked.map(promptOf).findLast((text) => text.includes('instructions ×'));
  expect(critic).toContain('Measured against the original');
}, 400_000);

test('a patch that gains nothing is never called faster', async () => {
  await using model = await modelOf([SAME]);
  using bench = openBench(SLOW);
  const { status, stderr } = await speedUp(bench, model.baseUrl, 1, '--apply');
  expect(`${status} ${stderr}`).toMatch(/^1 .*Not faster: no patch was confirmed/s);
  expect(resultOf(bench).status).toBe('unresolved');
  expect(bench.git('status', '--porcelain')).toBe('');
}, 400_000);

test('a patch that is fast because it keeps results from run to run is not called faster, and the file is named', async () => {
  await using model = await modelOf([KEEPING]);
  using bench = openBench(SLOW);
  const { status, stderr } = await speedUp(bench, model.baseUrl, 1, '--apply');
  expect(`${status} ${stderr}`).toMatch(/^1 .*Not faster: no patch was confirmed/s);
  expect(stderr).toContain("Only the patch's runs leave this file in the checkout: .unique.json.");
  expect(bench.git('status', '--porcelain')).toBe('');
}, 400_000);

test('where no test passes, nothing is tried', async () => {
  await using model = await modelOf([QUICK]);
  using bench = openBench({
    'package.json': SLOW['package.json'],
    'unique.js': SLOW['unique.js'],
    'other.test.js':
      "import { test } from 'node:test';\ntest('other', () => { throw new Error(); });\n",
  });
  const { stderr } = await speedUp(bench, model.baseUrl, 1);
  expect(stderr).toContain('Nothing was tried: no test passes here.');
  expect(model.asked).toEqual([]);
}, 200_000);
