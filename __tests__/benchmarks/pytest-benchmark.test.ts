import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test as always, expect } from '@jest/globals';
import { statuses, tryProject } from '../measure/suite-trial.ts';
import { ids, tryBenchmarks, units } from './bench-trial.ts';

const venv = mkdtempSync(join(tmpdir(), 'venv-'));
afterAll(() => rmSync(venv, { recursive: true, force: true }));

function canInstall(): boolean {
  try {
    execFileSync('python3', ['-m', 'venv', '--system-site-packages', venv], { stdio: 'ignore' });
    const pip = ['-m', 'pip', 'install', '--quiet', 'pytest-benchmark'];
    execFileSync(join(venv, 'bin/python'), pip, { stdio: 'ignore', timeout: 100_000 });
    return true;
  } catch {
    console.warn('skipped: pytest-benchmark cannot be installed on this machine');
    return false;
  }
}
const test = canInstall() ? always : always.skip;

const PROJECT = {
  'requirements-dev.txt': 'pytest-benchmark\n',
  'tests/speed/test_sum.py': `import pytest

class TestSums:
    @pytest.mark.parametrize("n", [10, 100])
    def test_sum(self, benchmark, n):
        benchmark(sum, range(n))

def test_plain():
    assert False, "no plain test runs"
`,
  'tests/test_other.py': 'raise ImportError("not even collected")\n',
};
const options = { environment: { VIRTUAL_ENV: venv } };

test('pytest-benchmark: folders with benchmarks are collected and nothing else runs', async () => {
  await using trial = await tryBenchmarks(PROJECT, [], options);
  expect(trial.suites.map((suite) => suite.commandLine)).toEqual([
    `${venv}/bin/python -m pytest --benchmark-only tests/speed`,
  ]);
  const run = await trial.run();
  expect(units(run)).toEqual({
    'tests/speed/test_sum.py::TestSums::test_sum[10]': 'ns/op',
    'tests/speed/test_sum.py::TestSums::test_sum[100]': 'ns/op',
  });
  expect(run.kind).toBe('reported');
});

test('pytest-benchmark: the plugin is found beside the interpreter where the project does not declare it', async () => {
  const { 'requirements-dev.txt': _, ...files } = PROJECT;
  const suitesOf = async (more: Readonly<Record<string, string>>, environment = options) => {
    await using trial = await tryBenchmarks({ ...files, ...more }, [], environment);
    return trial.suites.map((suite) => suite.kind);
  };
  expect(await suitesOf({})).toEqual(['pytest-benchmark']);
  const own = 'import pytest\n@pytest.fixture\ndef benchmark():\n    return print\n';
  expect(await suitesOf({ 'tests/conftest.py': own })).toEqual([]);
  const bare = mkdtempSync(join(tmpdir(), 'venv-'));
  try {
    execFileSync('python3', ['-m', 'venv', '--without-pip', bare], { stdio: 'ignore' });
    expect(await suitesOf({}, { environment: { VIRTUAL_ENV: bare } })).toEqual([]);
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
});

test('pytest-benchmark: a benchmark that fails makes a failed run, is named, and leaves the others', async () => {
  await using trial = await tryBenchmarks(PROJECT, [], options);
  const text = PROJECT['tests/speed/test_sum.py'].replace('range(n)', 'range(n) if n < 50 else n');
  const run = await trial.run(undefined, new Map([['tests/speed/test_sum.py', text]]));
  expect([run.kind, ...ids(run)]).toEqual([
    'failed',
    'tests/speed/test_sum.py::TestSums::test_sum[10]',
  ]);
  expect(run.failing.map(({ id }) => id)).toEqual([
    'tests/speed/test_sum.py::TestSums::test_sum[100]',
  ]);
});

test('pytest-benchmark: beside a file that does not load the failing benchmarks of others are named', async () => {
  const benchCommand = 'pytest --continue-on-collection-errors test_a.py tests';
  const files = {
    ...PROJECT,
    'test_a.py': 'def test_a(benchmark):\n    benchmark(len, "")\n    assert False\n',
  };
  await using trial = await tryBenchmarks(files, [], { ...options, benchCommand });
  const run = await trial.run();
  expect(run.kind).toBe('failed');
  expect(run.failing.map(({ id }) => id)).toEqual(['test_a.py::test_a']);
  expect(ids(run)).toContain('tests/speed/test_sum.py::TestSums::test_sum[10]');
});

test('pytest-benchmark: among tests a benchmark runs once', async () => {
  const text = `calls = 0

def count():
    global calls
    calls += 1

def test_counted(benchmark):
    benchmark(count)
    assert calls == 1
`;
  const testCommand = `${venv}/bin/python -m pytest`;
  await using trial = await tryProject({ 'test_a.py': text }, [], { testCommand });
  expect(statuses(await trial.run())).toEqual({ 'test_a.py::test_counted': 'passed' });
});

test("pytest-benchmark: a person's command keeps its choice and its own files", async () => {
  await using trial = await tryBenchmarks(PROJECT, [], {
    ...options,
    benchCommand: 'pytest tests/speed -k 100 --benchmark-max-time=0.01 --benchmark-json=mine.json',
  });
  expect(ids(await trial.run())).toEqual(['tests/speed/test_sum.py::TestSums::test_sum[100]']);
});
