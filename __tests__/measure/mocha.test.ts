import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestRun } from '../../src/ports.ts';
import { caseOf, linesRun, statuses, type Trial, tryProject } from './suite-trial.ts';

const PRICE = `// prices in cents
exports.total = (items) => {
  let sum = 0;
  for (const item of items) sum += item;
  return sum - 1;
};
exports.half = (cents) => {
  return cents / 2;
};
`;

const FILES = {
  'package.json': '{"scripts":{"test":"TZ=America/New_York nyc --silent mocha -R dot"}}',
  '.mocharc.json': '{"spec":["test/*.js"]}',
  'price.js': PRICE,
  'test/price.js': `const assert = require('assert');
const { total, half } = require('../price.js');
describe('total', () => {
  it('adds up (a+b)', () => assert.equal(total([2, 3]), 5));
  it.skip('later', () => {});
});
it('halves', () => assert.equal(half(4), 2));
`,
  'test/zone.js': `const assert = require('assert');
it('knows the zone', () => assert.equal(new Date(0).getHours(), 19));`,
  'test/broken.js': 'it("never", () => {});\nconst = 1;',
  'test/hook.js': `describe('rows', () => {
  before(() => { throw new Error('no database'); });
  it('uses it', () => {});
});`,
};

let trial: Trial;
let all: TestRun;
beforeAll(async () => {
  trial = await tryProject(FILES, ['mocha']);
  all = await trial.run();
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

test('Mocha is found behind a coverage wrapper, with its environment', () => {
  expect(trial.runner.kind).toBe('mocha');
  expect(trial.runner.commandLine).toBe('TZ=America/New_York node_modules/.bin/mocha -R dot');
});

test('one file that does not load hides no other; a failure in one time zone is judged in that zone', () => {
  expect(all.kind).toBe('reported');
  expect(statuses(all)).toEqual({
    'test/price.js::total adds up (a+b)': 'failed',
    'test/price.js::total later': 'skipped',
    'test/price.js::halves': 'passed',
    'test/zone.js::knows the zone': 'passed',
    'test/broken.js::(file)': 'failed',
    'test/hook.js::(file)': 'failed',
  });
  expect(caseOf(all, 'test/broken.js::(file)').message).toContain('SyntaxError');
});

test('chosen tests run alone although .mocharc names all files', async () => {
  const tests = [caseOf(all, 'test/price.js::total adds up (a+b)')];
  const again = await trial.run({ kind: 'tests', tests });
  expect(again.kind).toBe('reported');
  expect(statuses(again)).toEqual({ 'test/price.js::total adds up (a+b)': 'failed' });
  const file = await trial.run({ kind: 'files', files: ['test/zone.js'] });
  expect(file.kind).toBe('reported');
  expect(statuses(file)).toEqual({ 'test/zone.js::knows the zone': 'passed' });
});

test('a loop that never ends is a failure of the test that runs it, and its lines are traced', async () => {
  const spin = PRICE.replace('  return sum - 1;', '  for (;;);');
  await using looping = await tryProject({ ...FILES, 'price.js': spin }, ['mocha']);
  const tests = [caseOf(all, 'test/price.js::total adds up (a+b)')];
  const run = await looping.run({ kind: 'tests', tests }, { runMs: 4_000 });
  expect(run.kind).toBe('timed-out');
  expect(caseOf(run, 'test/price.js::total adds up (a+b)').message).toContain('did not finish');
  const spectrum = await looping.trace(tests, []);
  expect(linesRun(spectrum, 'price.js', true)).toEqual(expect.arrayContaining([3, 4, 5]));
  expect(linesRun(spectrum, 'price.js', true)).not.toContain(8);
});

test('a stuck test ends the run at once when that is asked for, and is the failure', async () => {
  const spin = new Map([['price.js', PRICE.replace('return sum - 1', 'for (;;);')]]);
  const limits = { runMs: 60_000, testMs: 1_000, endStuck: true };
  const run = await trial.run({ kind: 'all' }, limits, spin);
  expect(run.kind).toBe('reported');
  const failed = caseOf(run, 'test/price.js::total adds up (a+b)');
  expect(failed.message).toMatch(/stuck in a loop for 1\.0 s/);
});

test('the first failure ends the run when one is enough', async () => {
  const run = await trial.run({ kind: 'all' }, { runMs: 60_000, failFast: true });
  expect(run.cases.filter((one) => one.status === 'failed')).toHaveLength(1);
});
