import { expect, test } from '@jest/globals';
import { tampering } from '../../src/report/tampering.ts';
import { sample } from './sample.ts';

const found = (patch: string) =>
  tampering({ ...sample, best: sample.best && { ...sample.best, patch } });

const adding = (line: string) =>
  `diff --git a/a.js b/a.js\n--- a/a.js\n+++ b/a.js\n@@ -1,1 +1,2 @@\n x\n+${line}\n`;

test.each([
  "import assert from 'node:assert';",
  'if (x) process.exit(0);',
  'os._exit(0)',
  'import unittest',
  'globalThis.expect = () => ({});',
  'sys.modules["pytest"] = fake',
])('%j can make tests pass', (line) => {
  expect(found(adding(line))).toEqual([line]);
});

test.each([
  'return Math.min(x, high);',
  "import { clamp } from './clamp.js';",
  "if (mode === 'test') return 1;",
  'const tested = assertion(x);',
])('%j is code like other code', (line) => {
  expect(found(adding(line))).toEqual([]);
});

test('what was only moved is nothing new', () => {
  const line = "import assert from 'node:assert';";
  expect(found(`${adding(line).replace('-1,1', '-1,2')}-${line}\n`)).toEqual([]);
});
