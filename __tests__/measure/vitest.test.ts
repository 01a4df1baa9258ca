import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestRun } from '../../src/ports.ts';
import { caseOf, linesRun, statuses, type Trial, tryProject } from './suite-trial.ts';

const PRICE = `// prices in cents
export interface Item {
  readonly cents: number;
}

export function total(items: readonly Item[]): number {
  let sum = 0;
  for (const item of items) sum += item.cents;
  return sum - 1;
}

export function half(cents: number): number {
  return cents / 2;
}
`;

const FILES = {
  'package.json':
    '{"type":"module","scripts":{"test":"npm run lint && vitest","lint":"eslint ."},"devDependencies":{"vitest":"*"}}',
  'src/price.ts': PRICE,
  'src/price.test.ts': `import { describe, expect, it } from 'vitest';
import { half, total } from './price.ts';
describe('total', () => {
  it('adds up (a+b)', () => expect(total([{ cents: 2 }, { cents: 3 }])).toBe(5));
  it.skip('later', () => {});
});
it('halves', () => expect(half(4)).toBe(2));
`,
  'src/broken.test.ts': `import { it } from 'vitest';\nimport './nothing.ts';\nit('never', () => {});`,
  'src/hook.test.ts': `import { beforeAll, describe, it } from 'vitest';
describe('rows', () => {
  beforeAll(() => { throw new Error('no database'); });
  it('uses it', () => {});
});`,
};

let trial: Trial;
let all: TestRun;
beforeAll(async () => {
  trial = await tryProject(FILES, ['vitest', 'vite']);
  all = await trial.run();
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

test('Vitest is found behind npm test without the steps that only judge the code', () => {
  expect(trial.runner.kind).toBe('vitest');
  expect(trial.runner.commandLine).toBe('node_modules/.bin/vitest');
  expect(trial.runner.build).toBeUndefined();
});

test('every test has a verdict; files that do not import or whose hook fails are failed cases', () => {
  expect(all.kind).toBe('reported');
  expect(statuses(all)).toEqual({
    'src/price.test.ts::total adds up (a+b)': 'failed',
    'src/price.test.ts::total later': 'skipped',
    'src/price.test.ts::halves': 'passed',
    'src/broken.test.ts::(file)': 'failed',
    'src/hook.test.ts::(file)': 'failed',
    'src/hook.test.ts::rows uses it': 'skipped',
  });
  expect(caseOf(all, 'src/price.test.ts::total adds up (a+b)').message).toContain(
    'price.test.ts:4',
  );
  expect(caseOf(all, 'src/hook.test.ts::(file)').message).toContain('no database');
});

test('chosen tests run alone, and a repaired one passes', async () => {
  const tests = [caseOf(all, 'src/price.test.ts::total adds up (a+b)')];
  const again = await trial.run({ kind: 'tests', tests });
  expect(statuses(again)).toEqual({ 'src/price.test.ts::total adds up (a+b)': 'failed' });
  const repaired = new Map([['src/price.ts', PRICE.replace('sum - 1', 'sum')]]);
  const after = await trial.run({ kind: 'tests', tests }, { runMs: 60_000 }, repaired);
  expect(after.kind).toBe('reported');
  expect(statuses(after)).toEqual({ 'src/price.test.ts::total adds up (a+b)': 'passed' });
});

test('the spectrum speaks of the TypeScript lines that people wrote', async () => {
  const failing = [caseOf(all, 'src/price.test.ts::total adds up (a+b)')];
  const passing = [caseOf(all, 'src/price.test.ts::halves')];
  const spectrum = await trial.trace(failing, passing);
  expect(linesRun(spectrum, 'src/price.ts', true)).toEqual(expect.arrayContaining([7, 8, 9]));
  expect(linesRun(spectrum, 'src/price.ts', true)).not.toContain(13);
  expect(linesRun(spectrum, 'src/price.ts', false)).toContain(13);
  expect(linesRun(spectrum, 'src/price.ts', false)).not.toContain(9);
});

test('a stuck file ends at once when that is asked for, and is the failure', async () => {
  const spin = new Map([['src/price.ts', PRICE.replace('return sum - 1', 'for (;;);')]]);
  const limits = { runMs: 60_000, testMs: 1_000, endStuck: true };
  const run = await trial.run({ kind: 'all' }, limits, spin);
  expect(run.kind).toBe('reported');
  expect(caseOf(run, 'src/price.test.ts::(file)').message).toMatch(/did not finish/);
  expect(statuses(run)['src/broken.test.ts::(file)']).toBe('failed');
});
