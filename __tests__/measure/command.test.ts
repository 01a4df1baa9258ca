import { expect, test } from '@jest/globals';
import { parseJUnit } from '../../src/measure/junit.ts';
import { statuses, tryProject } from './suite-trial.ts';

const XML = (cases: string): string =>
  `<?xml version="1.0"?><testsuites><testsuite name="s" file="a_test.x">${cases}</testsuite></testsuites>`;

test('JUnit XML in suites within suites tells names, files, states and messages', () => {
  const xml = XML(`<testcase name="one" classname="C" time="0.5"/>
    <testcase name="two" file="./b.x"><failure message="is 3">at line 4 &lt;here&gt;</failure></testcase>
    <testcase name="three"><error>boom</error></testcase>
    <testcase name="four"><skipped/></testcase>`);
  expect(parseJUnit(xml)).toMatchObject([
    { name: 'C one', file: 'a_test.x', status: 'passed', durationMs: 500 },
    { name: 'two', file: 'b.x', status: 'failed', message: 'is 3\nat line 4 <here>' },
    { name: 'three', status: 'failed', message: 'boom' },
    { name: 'four', status: 'skipped' },
  ]);
});

test.each([
  ['entities that grow', `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${XML('')}`],
  ['a cut file', '<testsuites><testsuite>'],
  ['another document', '<project><testcase name="x"/></project>'],
  ['no XML', 'hello'],
])('%s is no report', (_, xml) => {
  expect(parseJUnit(xml)).toBeUndefined();
});

test('names of prototypes are only names', () => {
  const findings = parseJUnit(XML('<testcase name="__proto__"/>'));
  expect(findings).toMatchObject([{ name: '__proto__', status: 'passed' }]);
});

test('a command that writes JUnit XML is judged by it, and an old report does not count', async () => {
  const written = XML('<testcase name="x"/><testcase name="y"><failure/></testcase>');
  const files = { 'new.xml': written, 'junit.xml': XML('<testcase name="old"/>') };
  const writes = 'mkdir -p test-results && cat new.xml > test-results/r.xml; exit 1';
  await using trial = await tryProject(files, [], { testCommand: writes });
  const run = await trial.run();
  expect(run.kind).toBe('reported');
  expect(statuses(run)).toEqual({ 'a_test.x::x': 'passed', 'a_test.x::y': 'failed' });
});

test('a report of failures beside exit status 0 is never a pass', async () => {
  const files = { 'new.xml': XML('<testcase name="y"><failure/></testcase>') };
  const options = { testCommand: 'cat new.xml > out.xml', reportPath: 'out.xml' };
  await using trial = await tryProject(files, [], options);
  expect((await trial.run()).kind).toBe('unreadable');
});

test('without a report the exit status decides, whatever the command prints', async () => {
  await using trial = await tryProject({ ok: 'yes' }, [], {
    testCommand: 'printf "TAP version 13\\nok 1 - all\\n1..1\\n"; grep -q yes ok',
  });
  const green = await trial.run();
  expect([green.kind, green.cases[0]?.status]).toEqual(['exit-status', 'passed']);
  const red = await trial.run({ kind: 'all' }, { runMs: 60_000 }, new Map([['ok', 'no']]));
  expect([red.kind, red.cases[0]?.status]).toEqual(['exit-status', 'failed']);
  expect(red.cases[0]?.message).toContain('exit status 1');
});

test('a command that does not exist is wrong use, not a red suite', async () => {
  await using trial = await tryProject({}, [], { testCommand: 'no-such-program --all' });
  await expect(trial.run()).rejects.toMatchObject({
    name: 'WrongUse',
    message: expect.stringContaining('no-such-program'),
  });
});

test('tests see built files only after the build step, and a build that fails is told apart', async () => {
  const files = {
    'package.json':
      '{"type":"commonjs","scripts":{"build":"mkdir -p dist && cat src/a.js > dist/a.js","test":"node --test"}}',
    'src/a.js': 'exports.a = 1;',
    'test/a.test.js': `const { a } = require('../dist/a.js');
require('node:test').test('a', () => require('assert').equal(a, 2));`,
  };
  await using trial = await tryProject(files);
  expect(trial.runner.build).toBe('npm run build');
  expect(statuses(await trial.run())).toEqual({ 'test/a.test.js::a': 'failed' });
  const mended = new Map([['src/a.js', 'exports.a = 2;']]);
  expect(statuses(await trial.run(undefined, undefined, mended))).toEqual({
    'test/a.test.js::a': 'passed',
  });
  const gone = await trial.run(undefined, undefined, new Map([['src/a.js', null]]));
  expect(gone.kind).toBe('build-failed');
  expect(gone.output).toContain('src/a.js');
});

test('a suite that ends differently from run to run is reported as it ended', async () => {
  await using trial = await tryProject({}, [], {
    testCommand: 'test -e again || { touch again; false; }',
  });
  await using workspace = await trial.open();
  const run = () => trial.runner.run(workspace, { kind: 'all' }, { runMs: 60_000 });
  expect((await run()).cases[0]?.status).toBe('failed');
  expect((await run()).cases[0]?.status).toBe('passed');
});
