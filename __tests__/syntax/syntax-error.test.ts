import { expect, test } from '@jest/globals';
import { hasSyntaxError, introducesSyntaxError } from '../../src/syntax/syntax-error.ts';

test.each([
  ['a.py', 'def f(:\n  pass', true],
  ['a.py', 'def f():\n  pass', false],
  ['a.js', 'const = 1', true],
  ['a.js', 'const a = 1', false],
  ['a.jsx', 'const a = <b>{c}</b>', false],
  ['a.ts', 'const a: number = <b>c', false],
  ['a.tsx', 'const a = <b>', true],
  ['a.go', 'package a\nfunc (', true],
  ['a.go', 'package a\nfunc f() {}', false],
  // Parsed, but not judged: the compiler knows better.
  ['a.rs', 'fn (', undefined],
  ['A.java', 'class (', undefined],
  ['a.c', 'int f( {', undefined],
  ['a.hpp', 'class (', undefined],
  ['a.rb', 'def (', undefined],
  ['a.py', '', false],
])('%s with %j: syntax error %s', async (path, text, expected) => {
  expect(await hasSyntaxError(path, text)).toBe(expected);
});

test('an edit that breaks a file is blamed', async () => {
  expect(await introducesSyntaxError('a.py', 'x = 1', 'x = (')).toBe(true);
});

test('a file that did not parse before is not blamed on the edit', async () => {
  expect(await introducesSyntaxError('a.py', 'x = )', 'x = (')).toBe(false);
});

test('a new file has to parse', async () => {
  expect(await introducesSyntaxError('a.js', undefined, 'let (')).toBe(true);
  expect(await introducesSyntaxError('a.txt', undefined, 'let (')).toBe(false);
});
