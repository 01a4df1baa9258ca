import { expect, test } from '@jest/globals';
import { isNewTestPath } from '../../src/reproduction/new-test.ts';

test.each([
  'test/a.js',
  'tests/test_a.py',
  'pkg/a_test.go',
  'src/__tests__/a.tsx',
  'src/a.test.ts',
  'src/a.spec.mjs',
  'tests/a.rs',
  'src/test/java/org/x/ATest.java',
  'spec/a_spec.rb',
  'packages/one/test/deep/a.cjs',
])('%s may be a new test', (path) => expect(isNewTestPath(path)).toBe(true));

test.each([
  'src/a.js',
  'tests/conftest.py',
  'test/jest.config.js',
  'jest.setup.js',
  'test/setup.ts',
  '.github/test/a.js',
  'test/.hidden/a.js',
  'test/__mocks__/fs.js',
  'test/__snapshots__/a.test.js.snap',
  'test/fixtures/a.js',
  'package.json',
  'test/package.json',
  'tests/sitecustomize.py',
  'tests/__init__.py',
  'test/a.sh',
  'Makefile',
  'testing.js',
  'conftest.py',
])('%s may not', (path) => expect(isNewTestPath(path)).toBe(false));
