import { execFileSync } from 'node:child_process';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, test as always, beforeAll, expect } from '@jest/globals';
import type { TestRun } from '../../src/ports.ts';
import { caseOf, LIMITS, linesRun, statuses, type Trial, tryProject } from './suite-trial.ts';

const hasPytest = (): boolean => {
  try {
    execFileSync('python3', ['-m', 'pytest', '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('skipped: python3 -m pytest does not run on this machine');
    return false;
  }
};
const test = hasPytest() ? always : always.skip;

const PRICE = `"""prices in cents"""

FEE = 1


def total(items):
    result = 0
    for item in items:
        result += item
    return result - FEE


def half(cents):
    return cents // 2


def spin():
    while True:
        try:
            pass
        except Exception:
            pass
`;

const FILES = {
  'setup.cfg': '[tool:pytest]\naddopts = -q\n',
  'price.py': PRICE,
  'tests/test_price.py': `import unittest
import pytest
from price import half, spin, total


def test_adds_up():
    assert total([2, 3]) == 5


@pytest.mark.parametrize("text", ["a::b[c]", "ü", "it's $HOME"])
def test_half(text):
    assert half(4) == 2


@pytest.mark.skip
def test_later():
    pass


@pytest.mark.xfail
def test_expected():
    assert False


class Old(unittest.TestCase):
    def test_unittest(self):
        self.assertEqual(half(2), 1)


@pytest.fixture
def leaky():
    yield
    raise OSError("cannot clean up")


def test_teardown(leaky):
    pass


def test_ends():
    spin()
`,
  'tests/test_broken.py': 'import nothing_of_this_name\n\n\ndef test_never():\n    pass\n',
};

let trial: Trial;
let all: TestRun;
beforeAll(async () => {
  trial = await tryProject(FILES);
  all = await trial.run(undefined, { runMs: 60_000, testMs: 1_500 });
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
});

test('pytest is found from its configuration, unittest cases and all', () => {
  expect(trial.runner.kind).toBe('pytest');
  expect(trial.runner.commandLine).toContain('-m pytest');
});

test('every test has one verdict over set-up, call and tear-down; a collection error is a failed file', () => {
  expect(all.kind).toBe('reported');
  expect(statuses(all)).toEqual({
    'tests/test_price.py::test_adds_up': 'failed',
    'tests/test_price.py::test_half[a::b[c]]': 'passed',
    'tests/test_price.py::test_half[\\xfc]': 'passed',
    "tests/test_price.py::test_half[it's $HOME]": 'passed',
    'tests/test_price.py::test_later': 'skipped',
    'tests/test_price.py::test_expected': 'skipped',
    'tests/test_price.py::Old::test_unittest': 'passed',
    'tests/test_price.py::test_teardown': 'failed',
    'tests/test_price.py::test_ends': 'failed',
    'tests/test_broken.py::(file)': 'failed',
  });
  expect(caseOf(all, 'tests/test_price.py::test_teardown').message).toContain('cannot clean up');
  expect(caseOf(all, 'tests/test_broken.py::(file)').message).toContain('nothing_of_this_name');
});

test('a loop that never ends fails with a stack that shows the loop, and the rest of the suite runs', () => {
  const message = caseOf(all, 'tests/test_price.py::test_ends').message ?? '';
  expect(message).toContain('did not finish within 1.5 s');
  expect(message).toMatch(/price\.py:(?:18|19|20|21|22|23)/);
  expect(message).not.toContain('_expire');
});

test('chosen tests run alone, whatever their names hold', async () => {
  const tests = all.cases.filter((one) => one.name.startsWith('test_half'));
  const again = await trial.run({ kind: 'tests', tests });
  expect(again.kind).toBe('reported');
  expect(again.cases.map((one) => one.id)).toEqual(tests.map((one) => one.id));
});

test('a run that is ended by its limit names the test that was running and keeps the others', async () => {
  const tests = all.cases.filter((one) => /half|ends/.test(one.name));
  const run = await trial.run({ kind: 'tests', tests }, { runMs: 4_000 });
  expect(run.kind).toBe('timed-out');
  expect(caseOf(run, 'tests/test_price.py::test_ends').message).toContain('did not finish within');
  expect(run.cases.filter((one) => one.status === 'passed')).toHaveLength(3);
});

test('a test that kills its process is the failure, and says so', async () => {
  const kill = new Map([
    ['price.py', PRICE.replace('return result - FEE', 'import os; os._exit(0)')],
  ]);
  const tests = [caseOf(all, 'tests/test_price.py::test_adds_up')];
  const run = await trial.run({ kind: 'tests', tests }, { runMs: 60_000 }, kill);
  expect(run.kind).toBe('unreadable');
  expect(statuses(run)).toEqual({ 'tests/test_price.py::test_adds_up': 'failed' });
});

test('a file of the repository cannot take the place of the reporter', async () => {
  const forged = 'raise SystemExit(0)\n';
  const changes = new Map([
    ['report_lines_pytest.py', forged],
    ['tests/report_lines_pytest.py', forged],
  ]);
  const tests = [caseOf(all, 'tests/test_price.py::test_adds_up')];
  const run = await trial.run({ kind: 'tests', tests }, { runMs: 60_000 }, changes);
  expect(statuses(run)).toEqual({ 'tests/test_price.py::test_adds_up': 'failed' });
});

test('a change of equal size within the second of the checkout is not hidden by stale bytecode', async () => {
  const tests = [caseOf(all, 'tests/test_price.py::test_adds_up')];
  await using workspace = await trial.open();
  const source = join(workspace.root, 'price.py');
  const second = Math.floor(Date.now() / 1000) - 100;
  await utimes(source, second + 0.2, second + 0.2);
  const compile = 'import py_compile, sys; print(py_compile.compile(sys.argv[1]))';
  const bytecode = execFileSync('python3', ['-c', compile, source], { encoding: 'utf8' }).trim();
  await utimes(bytecode, second + 0.4, second + 0.4);
  await writeFile(source, PRICE.replace('FEE = 1', 'FEE = 0'));
  await utimes(source, second + 0.6, second + 0.6);
  const run = await trial.runner.run(workspace, { kind: 'tests', tests }, { runMs: 60_000 });
  expect(run.cases.map((one) => one.status)).toEqual(['passed']);
});

test('the spectrum holds each test apart, and imports belong to all of them', async () => {
  const failing = [
    caseOf(all, 'tests/test_price.py::test_adds_up'),
    caseOf(all, 'tests/test_price.py::test_ends'),
  ];
  const passing = all.cases.filter((one) => one.name.startsWith('test_half'));
  const spectrum = await trial.trace(failing, passing);
  expect(spectrum.rows.map((row) => row.failed)).toEqual([true, true, false, false, false]);
  expect(spectrum.rows[0]?.lines.get('price.py')).toEqual(expect.arrayContaining([3, 7, 8, 9, 10]));
  expect(spectrum.rows[0]?.lines.get('price.py')).not.toContain(14);
  expect(spectrum.rows[1]?.lines.get('price.py')).toContain(18);
  expect(linesRun(spectrum, 'price.py', false)).toEqual(expect.arrayContaining([3, 14]));
  expect(linesRun(spectrum, 'price.py', false)).not.toContain(10);
  expect([...(spectrum.rows[0]?.lines.keys() ?? [])]).toEqual(['price.py']);
});

test('asked for counts, the spectrum says how often each line ran in each test', async () => {
  const tests = [caseOf(all, 'tests/test_price.py::test_adds_up')];
  const [row] = (await trial.trace(tests, [], true)).rows;
  const counts = row?.counts?.get('price.py');
  expect(counts?.get(9)).toBe(2);
  expect(counts?.get(10)).toBe(1);
  expect(counts?.has(14)).toBe(false);
});

test('a suite that does without the cache plugin, and is strict about its options, is read', async () => {
  await using strict = await tryProject(
    {
      'pytest.ini': '[pytest]\naddopts = --strict-config\n',
      'test_a.py': 'def test_a(): pass\n',
    },
    [],
    { testCommand: 'python3 -m pytest -p no:cacheprovider' },
  );
  const run = await strict.run();
  expect([run.kind, statuses(run)]).toEqual(['reported', { 'test_a.py::test_a': 'passed' }]);
});

test('a candidate is judged as the command would: tests may need what other files set up', async () => {
  const files = {
    'tests/test_0.py': 'import builtins\nbuiltins.ready = True\n',
    'tests/test_a.py': 'import builtins\n\ndef test_a():\n    assert builtins.ready\n',
  };
  await using there = await tryProject(files, [], { testCommand: 'python3 -m pytest tests' });
  const run = await there.run({ kind: 'files', files: ['tests/test_a.py'] });
  expect(statuses(run)).toEqual({ 'tests/test_a.py::test_a': 'passed' });
});

test('where the configuration lies elsewhere tests are known by their files all the same', async () => {
  const files = {
    'config/pytest.ini': '[pytest]\n',
    'tests/test_a.py': 'def test_a():\n    pass\n',
    'tests/test_b.py': 'def test_b():\n    pass\n',
  };
  const testCommand = 'python3 -m pytest -c config/pytest.ini tests';
  await using there = await tryProject(files, [], { testCommand });
  const ids = { 'tests/test_a.py::test_a': 'passed', 'tests/test_b.py::test_b': 'passed' };
  const run = await there.run();
  expect(statuses(run)).toEqual(ids);
  const chosen = await there.run({ kind: 'tests', tests: run.cases.slice(0, 1) });
  expect(Object.keys(statuses(chosen))).toEqual(['tests/test_a.py::test_a']);
});

test.each(['tests', 'tests/test_a.py tests/test_b.py', 'tests/test_a.py::test_a tests/test_b.py'])(
  'where chosen files are measured no other is imported, though the command names %s',
  async (named) => {
    const files = {
      'tests/__init__.py': '',
      'tests/conftest.py': 'import pytest\n\n@pytest.fixture\ndef one():\n    return 1\n',
      'tests/test_a.py': 'def test_a(one):\n    assert one == 1\n',
      'tests/test_b.py': 'raise ValueError("imported")\n',
    };
    const testCommand = `python3 -m pytest ${named}`;
    await using there = await tryProject(files, [], { testCommand });
    const chosen = { kind: 'files' as const, files: ['tests/test_a.py'] };
    const run = await there.run(chosen, { ...LIMITS, measuring: 'times' });
    expect(statuses(run)).toEqual({ 'tests/test_a.py::test_a': 'passed' });
  },
);
