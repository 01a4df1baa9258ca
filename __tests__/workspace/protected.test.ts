import { describe, expect, test } from '@jest/globals';
import { isProtected } from '../../src/workspace/protected.ts';

describe('protected', () => {
  test.each([
    ...[
      'src/__tests__/a.js',
      'lib/sum.test.ts',
      'lib/sum.spec.mjs',
      'test/index.js',
      'tests/a/b.py',
    ],
    ...[
      'pkg/test_sum.py',
      'sum_test.py',
      'deep/conftest.py',
      'test.js',
      'sum_test.go',
      'spec/a.rb',
    ],
    ...['src/__snapshots__/a.snap', 'packages/a/test/fixtures/data.json', 'test/.hidden/x'],
    ...['jest.config.mjs', 'packages/a/vitest.config.ts', '.mocharc.json', 'pytest.ini', 'tox.ini'],
    ...['setup.cfg', 'pyproject.toml', 'package.json', 'sub/package.json', 'package-lock.json'],
    ...[
      'yarn.lock',
      'pnpm-lock.yaml',
      'poetry.lock',
      'go.sum',
      'Cargo.lock',
      'requirements-dev.txt',
    ],
    ...['.github/workflows/ci.yml', '.github/orps.yml', '.gitlab-ci.yml', '.orps.yml', '.orps/x'],
    ...['.npmrc', '.gitattributes', '.env', 'sitecustomize.py', 'Makefile', 'babel.config.js'],
    ...['src/node_modules/chai/index.js', 'x.egg-info/entry_points.txt', 'x-1.dist-info/METADATA'],
    ...['src/AuditIT.java', 'CalcSpec.scala', 'src/calc_test.cc', 'src/tests.rs', 't/calc.t'],
    ...['.pytest.toml', '.config/nextest.toml', 'build.rs', 'Directory.Build.props', 'x.feature'],
    ...['src/test-utils.js', 'lib/test_helpers/index.py', 'testing.setup.ts'],
  ])('%s', (path) => {
    expect(isProtected(path)).toBe(true);
  });
});

describe('open to repair', () => {
  test.each([
    ...['src/sum.js', 'lib/latest.js', 'src/attest.ts', 'lib/contest/index.js', 'testify.py'],
    ...[
      'src/lock.js',
      'src/config.js',
      'index.js',
      'src/package.js',
      'docs/testing.md',
      'src/spec.md',
    ],
    ...['src/Audit.java', 'src/Limit.kt', 'src/features/cart.ts', 'src/t/de.ts', 'src/build/x.rs'],
    ...['lib/inspect.js', 'src/github/client.ts', 'base.js', 'src/unittest_runner.py'],
  ])('%s', (path) => {
    expect(isProtected(path)).toBe(false);
  });
});

test('further patterns protect more', () => {
  expect(isProtected('generated/parser.js', ['generated/**'])).toBe(true);
});
