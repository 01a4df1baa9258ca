import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ochiai } from '../../../src/measure/ochiai.ts';
import { editableFiles, localise } from '../../../src/model/offline/localisation.ts';
import { fileOf, framesOf } from '../../../src/model/offline/stack-trace.ts';
import { isTestSupport } from '../../../src/model/offline/test-support.ts';

const row = (failed: boolean, tests: number, ...lines: number[]) => ({
  failed,
  tests,
  lines: new Map([['a.py', lines]]),
});

describe('Ochiai', () => {
  test('is 1 for a line that all failing tests and no other ran', () => {
    const scores = ochiai({ rows: [row(true, 2, 1, 2), row(false, 2, 1)] }).get('a.py');
    expect(scores?.get(2)).toBe(1);
    expect(scores?.get(1)).toBeCloseTo(Math.SQRT1_2);
  });

  test('a group of passing tests clears a line more than one of them and less than all', () => {
    const scoreWith = (...passing: ReturnType<typeof row>[]) =>
      ochiai({ rows: [row(true, 1, 1), ...passing] })
        .get('a.py')
        ?.get(1);
    const group = scoreWith(row(false, 9, 1));
    expect(group).toBeLessThan(scoreWith(row(false, 1, 1)) ?? 0);
    expect(group).toBeGreaterThan(
      scoreWith(...Array.from({ length: 9 }, () => row(false, 1, 1))) ?? 1,
    );
  });

  test('keeps no line that only passing tests ran', () => {
    expect(
      ochiai({ rows: [row(true, 1, 1), row(false, 1, 2)] })
        .get('a.py')
        ?.has(2),
    ).toBe(false);
  });

  test('scores lie in (0, 1], and more passing tests never make a line more suspicious', () => {
    const rows = fc.array(
      fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 9 }), fc.uniqueArray(fc.nat(5))),
    );
    fc.assert(
      fc.property(rows, (drawn) => {
        const spectrum = {
          rows: drawn.map(([failed, tests, lines]) => row(failed, tests, ...lines)),
        };
        const before = ochiai(spectrum).get('a.py') ?? new Map<number, number>();
        const after = ochiai({ rows: [...spectrum.rows, row(false, 1, 0, 1, 2)] }).get('a.py');
        for (const [line, score] of before) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
          expect(after?.get(line)).toBeLessThanOrEqual(score + 1e-9);
        }
      }),
    );
  });
});

describe('stack traces', () => {
  test.each([
    [
      'Python, the throw last',
      'Traceback (most recent call last):\n  File "/r/test_a.py", line 3, in test\n    f()\n  File "/r/src/a.py", line 7, in f\nValueError: no',
      ['/r/src/a.py:7', '/r/test_a.py:3'],
    ],
    [
      'pytest’s own form',
      '    def f():\n>       return 1 / 0\nE       ZeroDivisionError\n\ntest_a.py:3: \nsrc/a.py:7: ZeroDivisionError',
      ['src/a.py:7', 'test_a.py:3'],
    ],
    [
      'V8, the throw first',
      'TypeError: x\n    at f (/r/src/a.js:7:11)\n    at async Object.<anonymous> (file:///r/test/a.test.mjs:3:1)\n    at node:internal/x:1:1',
      ['/r/src/a.js:7', '/r/test/a.test.mjs:3', 'node:internal/x:1'],
    ],
    ['Vitest’s arrows', 'Error: x\n ❯ src/a.ts:7:11\n', ['src/a.ts:7']],
    ['nothing', 'expected 1 to be 2', []],
  ])('%s', (_form, message, expected) => {
    expect(framesOf(message).map(({ path, line }) => `${path}:${line}`)).toEqual(expected);
  });

  test.each([
    ['/r/src/a.js', '/r', 'src/a.js'],
    ['/elsewhere/copy/src/a.js', undefined, 'src/a.js'],
    ['./src/a.js', undefined, 'src/a.js'],
    ['src\\a.js', undefined, 'src/a.js'],
    ['/usr/lib/b.js', '/r', undefined],
  ])('%s below %s is %s', (path, root, expected) => {
    expect(fileOf({ path, line: 1 }, new Set(['src/a.js']), root)).toBe(expected);
  });

  test('any message is read without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => Array.isArray(framesOf(message))),
    );
  });
});

test.each([
  ['python_testcases/node.py', true],
  ['src/testUtils/a.ts', true],
  ['spec/support/a.rb', true],
  ['src/latest/inspector.js', false],
  ['src/contest.js', false],
  ['a.py', false],
])('%s only supports tests: %s', (path, expected) => {
  expect(isTestSupport(path)).toBe(expected);
});

describe('where nothing points anywhere', () => {
  const failure = { id: '(suite)', name: '(suite)', status: 'failed' as const, durationMs: 1 };
  const located = (files: readonly string[]) =>
    localise(new Map(), [failure], {
      files,
      editable: new Set(files),
      read: async () => 'def f(x):\n    return x\n',
    });

  test('a handful of sources is searched as a whole', async () => {
    expect([...(await located(['a.py', 'b.py'])).keys()]).toEqual(['a.py', 'b.py']);
  });

  test('a large repository is not', async () => {
    const files = Array.from({ length: 40 }, (_, at) => `m${at}.py`);
    expect((await located(files)).size).toBe(0);
  });
});

test('only files whose language the operators know are edited, whatever else has a grammar', () => {
  const files = [
    'a.js',
    'b.mts',
    'c.tsx',
    'd.py',
    'e.go',
    'f.rs',
    'G.java',
    'h.c',
    'i.hpp',
    'j.rb',
  ];
  const editable = editableFiles(files, (path) => path === 'b.mts');
  expect([...editable]).toEqual(['a.js', 'c.tsx', 'd.py']);
});
