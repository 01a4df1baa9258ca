import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FileChanges, TestRun } from '../../src/ports.ts';
import { openFixed } from './plain-workspace.ts';
import { caseOf, linesRun, statuses, type Trial, tryProject } from './suite-trial.ts';

const PRICE = `// prices in cents
function total(items) {
  let sum = 0;
  for (const item of items) sum += item;
  return sum - 1;
}
function half(cents) {
  return cents / 2;
}
module.exports = { total, half };
`;

const FILES = {
  'package.json': '{"scripts":{"test":"jest --coverage"},"jest":{"testEnvironment":"node"}}',
  'price.js': PRICE,
  'price.test.js': `const { total, half } = require('./price.js');
describe('total', () => {
  it('adds up (a+b)', () => expect(total([2, 3])).toBe(5));
  it('twin', () => {});
  it('twin', () => {});
  it.skip('later', () => {});
});
test('halves', () => expect(half(4)).toBe(2));
`,
  'broken.test.js': 'test("never", () => {});\nconst = 1;',
  'hook.test.js':
    'beforeAll(() => { throw new Error("no database") });\ntest("uses it", () => {});',
};

let trial: Trial;
let all: TestRun;
beforeAll(async () => {
  trial = await tryProject(FILES, ['jest']);
  all = await trial.run();
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

test('Jest is found behind npm test and run as the local binary', () => {
  expect(trial.runner.kind).toBe('jest');
  expect(trial.runner.commandLine).toBe('node_modules/.bin/jest --coverage');
});

test('every test has a verdict, and a file that does not compile is a failed case', () => {
  expect(all.kind).toBe('reported');
  expect(statuses(all)).toEqual({
    'price.test.js::total adds up (a+b)': 'failed',
    'price.test.js::total twin': 'passed',
    'price.test.js::total twin (2)': 'passed',
    'price.test.js::total later': 'skipped',
    'price.test.js::halves': 'passed',
    'broken.test.js::(file)': 'failed',
    'hook.test.js::uses it': 'failed',
  });
  const failed = caseOf(all, 'price.test.js::total adds up (a+b)');
  expect(failed.message).toContain('Received: 4');
  expect(failed.message).toContain('price.test.js:3');
  expect(failed.message).not.toContain('\u001b');
  expect(caseOf(all, 'broken.test.js::(file)').message).toContain('SyntaxError');
});

test('chosen tests run alone, whatever their names hold, and a repaired one passes', async () => {
  const tests = [caseOf(all, 'price.test.js::total adds up (a+b)')];
  const again = await trial.run({ kind: 'tests', tests });
  expect(statuses(again)).toEqual({ 'price.test.js::total adds up (a+b)': 'failed' });
  const repaired = new Map([['price.js', PRICE.replace('sum - 1', 'sum')]]);
  const after = await trial.run({ kind: 'tests', tests }, { runMs: 60_000 }, repaired);
  expect(after.kind).toBe('reported');
  expect(statuses(after)).toEqual({ 'price.test.js::total adds up (a+b)': 'passed' });
});

test('a file that compiles again answers with its tests when it was asked for', async () => {
  const tests = [caseOf(all, 'broken.test.js::(file)')];
  const mended = new Map([['broken.test.js', 'test("never", () => {});']]);
  const after = await trial.run({ kind: 'tests', tests }, { runMs: 60_000 }, mended);
  expect(statuses(after)).toEqual({ 'broken.test.js::never': 'passed' });
});

test('a loop that never ends is a failure of the file that holds it', async () => {
  const spin = new Map([['price.js', PRICE.replace('return sum - 1', 'for (;;) {}')]]);
  const files = { kind: 'files', files: ['price.test.js'] } as const;
  const run = await trial.run(files, { runMs: 8_000 }, spin);
  expect(run.kind).toBe('timed-out');
  const failed = run.cases.filter((one) => one.status === 'failed');
  expect(failed.map((one) => one.file)).toContain('price.test.js');
  expect(failed[0]?.message).toContain('did not finish within');
});

test.each(['--runInBand', '--maxWorkers=2'])(
  'a stuck file ends at once when that is asked for, and is the failure: %s',
  async (how) => {
    await using stuck = await tryProject(
      { ...FILES, 'package.json': `{"scripts":{"test":"jest ${how}"}}` },
      ['jest'],
    );
    const spin = new Map([['price.js', PRICE.replace('return sum - 1', 'for (;;) {}')]]);
    const limits = { runMs: 60_000, testMs: 1_000, endStuck: true };
    const run = await stuck.run({ kind: 'all' }, limits, spin);
    expect(run.kind).toBe('reported');
    const failed = run.cases.filter((one) => one.file === 'price.test.js');
    expect(failed.map((one) => one.status)).toContain('failed');
  },
);

test('the spectrum tells lines of failing from lines of passing tests, through the transformation', async () => {
  const failing = [caseOf(all, 'price.test.js::total adds up (a+b)')];
  const passing = [caseOf(all, 'price.test.js::halves')];
  const spectrum = await trial.trace(failing, passing);
  expect(linesRun(spectrum, 'price.js', true)).toEqual(expect.arrayContaining([3, 4, 5]));
  expect(linesRun(spectrum, 'price.js', true)).not.toContain(8);
  expect(linesRun(spectrum, 'price.js', false)).toContain(8);
  expect(linesRun(spectrum, 'price.js', false)).not.toContain(5);
  expect([...(spectrum.rows[0]?.lines.keys() ?? [])]).toEqual(['price.js']);
});

/** A project whose transformation says which files it was asked for, and a place to run it in. */
async function openMarked() {
  const files = {
    'package.json': '{"jest":{"transform":{"\\\\.js$":"<rootDir>/mark.cjs"}}}',
    'mark.cjs':
      'exports.process = (code, path) => { process.stderr.write("MARK " + path + "\\n"); return { code }; };',
    'one.js': 'module.exports = 1;',
    'a.test.js': 'test("is 1", () => expect(require("./one.js")).toBe(1));',
  };
  const marked = await tryProject(files, ['jest']);
  const transformed = (run: TestRun) =>
    (run.output.match(/MARK \S+/g) ?? []).map((one) => one.split('/').at(-1)).sort();
  const place = await openFixed(marked.directory);
  return {
    async run(changes?: FileChanges) {
      await place.reset(changes);
      const workspace = { ...place.workspace, isBase: changes === undefined };
      return transformed(await marked.runner.run(workspace, { kind: 'all' }, { runMs: 60_000 }));
    },
    /** As `run`, measured: in one of the two workspaces of a comparison. */
    async measure(side: string, changes?: FileChanges) {
      await place.reset(changes);
      const outbox = join(place.workspace.outbox, side);
      await mkdir(outbox, { recursive: true });
      const limits = { runMs: 60_000, measuring: 'times' } as const;
      const workspace = { ...place.workspace, outbox, isBase: true };
      return transformed(await marked.runner.run(workspace, { kind: 'all' }, limits));
    },
    async [Symbol.asyncDispose]() {
      await place[Symbol.asyncDispose]();
      await marked[Symbol.asyncDispose]();
    },
  };
}

const CHANGED = new Map([['one.js', 'module.exports = 1 + 0;']]);

test('a candidate transforms only what it changed, and leaves nothing to the next', async () => {
  await using marked = await openMarked();
  expect(await marked.run()).toEqual(['a.test.js', 'one.js']);
  expect(await marked.run(CHANGED)).toEqual(['one.js']);
  expect(await marked.run(CHANGED)).toEqual(['one.js']);
  expect(await marked.run()).toEqual([]);
});

test("a candidate's cache is never kept, not even when it is the first to run", async () => {
  await using marked = await openMarked();
  expect(await marked.run(CHANGED)).toEqual(['a.test.js', 'one.js']);
  expect(await marked.run()).toEqual(['a.test.js', 'one.js']);
});

test('of two sides that are measured each keeps its own cache: neither pays for what the other has', async () => {
  await using marked = await openMarked();
  expect(await marked.measure('base')).toEqual(['a.test.js', 'one.js']);
  expect(await marked.measure('head', CHANGED)).toEqual(['a.test.js', 'one.js']);
  expect(await marked.measure('base')).toEqual([]);
  expect(await marked.measure('head', CHANGED)).toEqual([]);
});
