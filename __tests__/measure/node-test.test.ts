import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestRun } from '../../src/ports.ts';
import { caseOf, linesRun, statuses, type Trial, tryProject } from './suite-trial.ts';

const PRICE = `// prices in cents
export function total(items: readonly number[]): number {
  let sum = 0;
  for (const item of items) sum += item;
  return sum - 1;
}
export function half(cents: number): number {
  return cents / 2;
}
`;

const FILES = {
  'package.json': '{"type":"module"}',
  'price.ts': PRICE,
  'price.test.ts': `import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { half, total } from './price.ts';
describe('total', () => {
  it('adds up (a+b)', () => assert.equal(total([2, 3]), 5));
  it('later', { skip: true }, () => {});
});
test('halves', () => assert.equal(half(4), 2));
`,
  'broken.test.ts': `import 'node:test';\nconst = 1;`,
  'plain.test.ts': `if (1 + 1 !== 2) throw new Error('arithmetic');`,
  'hook.test.ts': `import { before, describe, it } from 'node:test';
describe('rows', () => {
  before(() => { throw new Error('no database'); });
  it('uses it', () => {});
});`,
};

let trial: Trial;
let all: TestRun;
beforeAll(async () => {
  trial = await tryProject(FILES);
  all = await trial.run();
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

test("Node's own runner is found from the test files where no script names one", () => {
  expect(trial.runner.kind).toBe('node');
  expect(trial.runner.commandLine).toBe('node --test');
});

test('every test has a verdict, and so has a file that is a test itself', () => {
  expect(all.kind).toBe('reported');
  expect(statuses(all)).toEqual({
    'price.test.ts::total > adds up (a+b)': 'failed',
    'price.test.ts::total > later': 'skipped',
    'price.test.ts::halves': 'passed',
    'plain.test.ts::(file)': 'passed',
    'broken.test.ts::(file)': 'failed',
    'hook.test.ts::rows > uses it': 'failed',
    'hook.test.ts::(file)': 'failed',
  });
  expect(caseOf(all, 'broken.test.ts::(file)').message).toContain('SyntaxError');
  expect(caseOf(all, 'price.test.ts::total > adds up (a+b)').message).toContain('price.test.ts:5');
});

test('chosen tests run with their files, and only they are reported', async () => {
  const tests = [caseOf(all, 'price.test.ts::total > adds up (a+b)')];
  const again = await trial.run({ kind: 'tests', tests });
  expect(statuses(again)).toEqual({ 'price.test.ts::total > adds up (a+b)': 'failed' });
});

test('a loop that never ends is a failure of its file', async () => {
  const spin = new Map([['price.ts', PRICE.replace('return sum - 1', 'for (;;);')]]);
  const files = { kind: 'files', files: ['price.test.ts'] } as const;
  const run = await trial.run(files, { runMs: 4_000 }, spin);
  expect(run.kind).toBe('timed-out');
  const failed = run.cases.filter((one) => one.status === 'failed');
  expect(failed.map((one) => one.file)).toContain('price.test.ts');
});

test('a run that falls silent is ended long before its limit, and names the file', async () => {
  const spin = new Map([['price.ts', PRICE.replace('return sum - 1', 'for (;;);')]]);
  const run = await trial.run({ kind: 'all' }, { runMs: 600_000, quietMs: 3_000 }, spin);
  expect(run.kind).toBe('timed-out');
  expect(statuses(run)['price.test.ts::(file)']).toBe('failed');
}, 60_000);

test('a stuck file is ended by itself, says so, and the others still have their verdicts', async () => {
  const spin = new Map([['price.ts', PRICE.replace('return sum - 1', 'for (;;);')]]);
  const limits = { runMs: 60_000, testMs: 1_000, endStuck: true };
  const run = await trial.run({ kind: 'all' }, limits, spin);
  expect(run.kind).toBe('reported');
  expect(caseOf(run, 'price.test.ts::(file)').message).toMatch(/stuck in a loop for 1\.0 s/);
  expect(statuses(run)['hook.test.ts::(file)']).toBe('failed');
});

test('a process that ends itself with status 0 has not passed', async () => {
  const leave = new Map([['price.ts', PRICE.replace('return sum - 1', 'process.exit(0)')]]);
  const tests = [caseOf(all, 'price.test.ts::total > adds up (a+b)')];
  const run = await trial.run({ kind: 'tests', tests }, { runMs: 60_000 }, leave);
  expect(statuses(run)['price.test.ts::total > adds up (a+b)']).not.toBe('passed');
});

test('the spectrum counts lines of a stripped TypeScript file, test by test', async () => {
  const failing = [caseOf(all, 'price.test.ts::total > adds up (a+b)')];
  const passing = [caseOf(all, 'price.test.ts::halves')];
  const spectrum = await trial.trace(failing, passing);
  expect(linesRun(spectrum, 'price.ts', true)).toEqual(expect.arrayContaining([3, 4, 5]));
  expect(linesRun(spectrum, 'price.ts', true)).not.toContain(8);
  expect(linesRun(spectrum, 'price.ts', false)).toContain(8);
  expect(linesRun(spectrum, 'price.ts', false)).not.toContain(5);
});

test('asked for counts, the spectrum says how often each line ran', async () => {
  const tests = [caseOf(all, 'price.test.ts::total > adds up (a+b)')];
  const [row] = (await trial.trace(tests, [], true)).rows;
  // Two prices are added.
  expect(row?.counts?.get('price.ts')?.get(4)).toBe(2);
  expect(row?.counts?.get('price.ts')?.get(5)).toBe(1);
  expect(row?.counts?.get('price.ts')?.has(8)).toBe(false);
  const [plain] = (await trial.trace(tests, [])).rows;
  expect(plain?.counts).toBeUndefined();
});

test('what the line exports, sources and changes to holds for the tests too', async () => {
  const files = {
    'env.sh': 'SOURCED=two\nexport SOURCED\n',
    'pkg/a.test.js': `const assert = require('node:assert');
require('node:test').test('sees them', () => {
  assert.deepEqual([process.env.EXPORTED, process.env.SOURCED], ['one', 'two']);
});`,
  };
  const testCommand = 'export EXPORTED=one; source env.sh && cd pkg && node --test';
  await using there = await tryProject(files, [], { testCommand });
  const run = await there.run();
  expect(run.cases.map(({ name, status }) => [name, status])).toEqual([['sees them', 'passed']]);
});

test.each(['v20.20.2', 'v24.0.0'])('borp finds its own files on Node %s', async (version) => {
  const file = "import { test } from 'node:test';\ntest('a', () => {});\n";
  const files = {
    ...{ 'package.json': '{}', 'a.test.mjs': file, 'deep/er/b.test.js': file },
    'node_modules/c/c.test.mjs': file,
    // Runs on this Node, whatever version it says that it is.
    'bin/node': `#!/bin/sh\n[ "$1" = --version ] && echo ${version} || exec ${process.execPath} "$@"\n`,
  };
  const testCommand = 'PATH="$PWD/bin:$PATH" borp';
  await using there = await tryProject(files, [], { testCommand });
  expect(there.runner.commandLine).toBe(testCommand);
  await chmod(join(there.directory, 'bin/node'), 0o755);
  expect(Object.keys(statuses(await there.run()))).toEqual([
    'a.test.mjs::a',
    'deep/er/b.test.js::a',
  ]);
});
