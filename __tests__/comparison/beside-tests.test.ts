import { describe, expect, test } from '@jest/globals';
import { besideTestsNote } from '../../src/comparison/beside-tests.ts';
import type { WorkRun } from '../../src/comparison/workload.ts';

const usage = {
  ...{ wallMs: 10, cpuMs: 10, peakRssBytes: null, minorFaults: null, majorFaults: null },
};

/** A run of tests in these files. */
const runOf = (...files: readonly string[]): WorkRun => ({
  ...{ kind: 'complete', why: '', usage, output: '' },
  parts: files.map((file) => ({
    ...{ id: file, name: 'a', file, value: 1, unit: 'ms', better: 'lower', passed: true },
  })),
});

const noteOf = (paths: readonly string[], run: WorkRun, onBase = true, text = '') =>
  besideTestsNote(
    paths.map((path) => ({ path, text, onBase })),
    [run],
    ['src/laid.test.js'],
  );

describe('what tests need besides their own files', () => {
  test.each([
    'test/data.json',
    'tests/conftest.py',
    'conftest.py',
    'src/__snapshots__/a.test.js.snap',
    'jest.config.js',
    'pytest.ini',
    'pyproject.toml',
    'spec/support/helper.rb',
    'bench/input.txt',
  ])('is named where it is another one on the head: %s', (path) => {
    expect(noteOf([path], runOf('test/a.test.js'))).toEqual([
      `\`${path}\` differs on the head: tests or benchmarks that need it may do other work there.`,
    ]);
  });

  test('is not what holds tests, is called so, lies elsewhere, is laid with them, or is new', () => {
    const paths = ['test/a.js', 'src/a.js', 'contest/a.js'];
    expect(noteOf(paths, runOf('test/a.js'))).toEqual([]);
    const snapshot = 'src/__snapshots__/laid.test.js.snap';
    expect(noteOf([snapshot], runOf('src/laid.test.js'))).toEqual([]);
    const declared = "test('a', () => {});";
    expect(noteOf(['test/other.test.js'], runOf('test/a.js'), true, declared)).toEqual([]);
    expect(noteOf(['test/other.js'], runOf('test/a.js'), false, declared)).toEqual([]);
    expect(noteOf(['test/README.md', 'test/a.d.ts'], runOf('test/a.js'))).toEqual([]);
  });

  test('is new data, and new set-up of all, too', () => {
    for (const path of ['test/data.json', 'tests/conftest.py', 'test/hooks.js']) {
      expect(noteOf([path], runOf('test/a.js'), false)).toHaveLength(1);
    }
  });

  test('is what is called like a test and holds none', () => {
    expect(noteOf(['tests/test_support.py'], runOf('tests/test_a.py'))).toHaveLength(1);
  });

  test('is what they are built from', () => {
    const declared = "test('a', () => {});";
    const built = runOf('build/test/a.test.js');
    expect(noteOf(['test/a.test.ts'], built, true, declared)).toHaveLength(1);
  });

  test('is their own files too where no test is told by its file', () => {
    const paths = ['a_test.go', 'src/FooTest.java', 'b.test.js', 'tests/c.rs', 'src/a.go'];
    expect(noteOf(paths, runOf())).toEqual([
      expect.stringMatching(
        /^`a_test\.go`, `src\/FooTest\.java`, `b\.test\.js` and 1 more differ on/,
      ),
    ]);
  });
});
