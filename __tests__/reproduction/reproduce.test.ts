import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readJournal } from '../../src/journal/journal.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { type Bench, openBench } from '../command/orps.ts';
import {
  GOOD,
  GREEN_BUT_WRONG,
  newFile,
  promptOf,
  REPORT,
  type Script,
  serveTester,
  testOf,
} from './tester.ts';

const PASSES = testOf('test/start.test.js', 'starts', 'assert.equal(range(1, 3)[0], 1)');

const argsOf = (baseUrl: string, out: string, ...more: readonly string[]) => [
  ...['fix', '--model', 'm', '--base-url', baseUrl, '--out', out, '--goal', REPORT],
  ...['--samples', '1', '--rounds', '1', ...more],
];

const resultOf = (bench: Bench): Report =>
  reportSchema.parse(JSON.parse(readFileSync(join(bench.out, 'result.json'), 'utf8')));

async function attempt(
  { files = {}, ...script }: Script & { readonly files?: Readonly<Record<string, string>> },
  ...more: readonly string[]
): Promise<Report> {
  using bench = openBench({ ...GREEN_BUT_WRONG, ...files });
  await using server = await serveTester(script);
  await bench.orps(argsOf(server.baseUrl, bench.out, ...more));
  return resultOf(bench);
}

test('where no test fails, a new one that does becomes the judge and part of the patch', async () => {
  using bench = openBench(GREEN_BUT_WRONG);
  await using server = await serveTester({ tests: [PASSES, GOOD] });
  const { status, stderr } = await bench.orps(argsOf(server.baseUrl, bench.out, '--apply'));
  expect([status, stderr]).toEqual([0, expect.stringContaining('1 new failing test now passes')]);
  const { reproduction, best, baseline, candidates } = resultOf(bench);
  expect(reproduction).toMatchObject({ tests: ['test/ends.test.js'], score: 5 });
  expect(reproduction?.attempts.map(({ outcome }) => outcome)).toEqual([
    expect.stringContaining('It passes on the code as it is'),
    expect.stringContaining('It shows it'),
  ]);
  expect(baseline.failToPass).toMatchObject([{ name: 'both ends are included' }]);
  expect(best?.patch).toContain('+++ b/test/ends.test.js');
  expect(candidates[0]?.patch).not.toContain('test/ends.test.js');
  expect(execFileSync('node', ['--test'], { cwd: bench.checkout, encoding: 'utf8' })).toContain(
    'pass 2',
  );
});

test('the tester sees the report, examples of tests and code; and afterwards how an attempt went', async () => {
  using bench = openBench(GREEN_BUT_WRONG);
  await using server = await serveTester({ tests: [PASSES, GOOD] });
  await bench.orps(argsOf(server.baseUrl, bench.out));
  const [first = '', second = ''] = server.asked.map(promptOf);
  for (const words of [REPORT, "test('an empty range is empty'", 'for (let at = from']) {
    expect(first).toContain(words);
  }
  expect(second).toContain('It passes on the code as it is (1 test)');
});

test.each([
  ['passes', PASSES, 'It passes on the code as it is'],
  ['does not parse', newFile('test/a.test.js', 'test('), 'test/a.test.js does not parse.'],
  [
    'does not load',
    newFile('test/a.test.js', "import './nowhere.js';\ntest('x');"),
    'does not even load',
  ],
  [
    'is not found',
    testOf('spec/ends.js', 'ends', 'assert.equal(range(1, 3).length, 3)'),
    'The test command does not run it',
  ],
  ['is no test', newFile('src/more.js', 'throw 1;'), 'is no test by its name and place'],
  [
    'is named like a file that is there',
    testOf('test/range.test.mjs', 'x', 'assert.ok(false)'),
    'could be taken for',
  ],
  ['holds no test', newFile('test/helper.js', 'export const x = 1;'), 'holds no test'],
  ['lies in node_modules', newFile('test/node_modules/x/a.test.js', 'test(1)'), 'is no test by'],
  ['is not new', testOf('test/range.test.js', 'x', 'assert.ok(false)'), 'is not a new file'],
])('a test that %s is not accepted, and the report says so', async (_, answer, words) => {
  const { status, reason, reproduction, best } = await attempt({ tests: [answer] });
  expect(status).toBe('nothing-to-do');
  expect(reason).toContain(words);
  expect(reproduction?.tests).toEqual([]);
  expect(reproduction?.attempts).toHaveLength(3);
  expect(best).toBeNull();
});

test('a test that would make the old ones pass does not: they have their say without it', async () => {
  const { status, reason } = await attempt({
    tests: [
      newFile(
        'test/aends.test.js',
        `import assert from 'node:assert';
import { test } from 'node:test';
import { range } from '../src/range.js';
globalThis.tamed = true;
test('both ends are included', () => assert.deepEqual(range(1, 3), [1, 2, 3]));`,
      ),
    ],
    files: {
      'package.json':
        '{ "type": "module", "scripts": { "test": "node --test --test-isolation=none" } }\n',
    },
    repair: `for (let at = from; at <= to || (globalThis.tamed !== true && at === from); at++) numbers.push(at);`,
  });
  expect(status).toBe('unresolved');
  expect(reason).toContain('an empty range is empty');
});

test('a test counts under the name of the file that loads it', async () => {
  using bench = openBench({
    ...GREEN_BUT_WRONG,
    'package.json': '{ "type": "module", "scripts": { "test": "node --test test/all.test.js" } }\n',
    'test/all.test.js': `import { readdirSync } from 'node:fs';
const names = readdirSync(import.meta.dirname).filter((name) => name !== 'all.test.js');
for (const name of names) await import('./' + name);
`,
  });
  await using server = await serveTester({ tests: [GOOD] });
  await bench.orps(argsOf(server.baseUrl, bench.out));
  expect(resultOf(bench).status).toBe('fixed');
});

test('a test that the critic finds beside the point is not accepted', async () => {
  const { status, reproduction } = await attempt({ tests: [GOOD], score: 2 });
  expect(status).toBe('nothing-to-do');
  expect(reproduction?.attempts[0]?.outcome).toContain('The critic gives it 2 of 5');
});

test('a report that no test could show ends with what is missing', async () => {
  const { reason, usage } = await attempt({ tests: ['NO TEST. Which version is it about?'] });
  expect(reason).toContain('nothing that a test could show: Which version is it about?');
  expect(usage.calls).toBe(1);
});

test('a test goes nowhere that the user has closed', async () => {
  const { reason } = await attempt({ tests: [GOOD] }, '--editable', 'src/**');
  expect(reason).toContain('test/ends.test.js is where nothing may be changed');
});

test('the user may want no new tests', async () => {
  const { reproduction, usage } = await attempt({ tests: [GOOD] }, '--existing-tests');
  expect([reproduction, usage.calls]).toEqual([undefined, 0]);
});

test('without a model, or by exit status alone, no test is written, and the reason says what is missing', async () => {
  using bench = openBench(GREEN_BUT_WRONG);
  await bench.orps(['fix', '--out', bench.out, '--goal', REPORT]);
  expect(resultOf(bench).reason).toContain('The offline programmer writes no tests');
  const { reason } = await attempt({ tests: [GOOD] }, '--test', 'true');
  expect(reason).toContain('JUnit');
});

test('a spent budget ends the asking, and a resumed run pays for nothing twice', async () => {
  using bench = openBench(GREEN_BUT_WRONG);
  await using server = await serveTester({ tests: [PASSES, GOOD] });
  const args = argsOf(server.baseUrl, bench.out);
  const poor = await bench.orps([...args, '--max-calls', '1']);
  expect(poor.stderr).toContain('ended early (budget:calls)');
  const asked = server.asked.length;
  const file = join(bench.out, 'journal.ndjson');
  const trials = () =>
    [...readJournal(file).entries.keys()].filter((key) => key.startsWith('trial:'));
  expect(trials()).toEqual(['trial:reproduce/1']);
  const rich = await bench.orps(['fix', '--resume', bench.out, '--max-calls', '50']);
  expect([rich.status, rich.stderr]).toEqual([0, expect.stringContaining('Fixed')]);
  expect(server.asked.slice(asked).map(promptOf)[0]).toContain('That does not do.');
  expect(resultOf(bench).usage.cachedCalls).toBe(1);
});
