import { describe, expect, test } from '@jest/globals';
import { changesElsewhere } from '../../src/comparison/changes-elsewhere.ts';

const source = (path: string, before: string | undefined, after: string | undefined) => ({
  ...{ path, before, after },
});
const FUNCTION = (body: string): string => `const LIMIT = 3;\n\nfunction parse() {\n  ${body}\n}\n`;

const GO = 'func TestA() { one() }\n';

describe('a change is', () => {
  test('of functions alone, beside tests and prose', async () => {
    const paths = ['src/a.js', 'test/a.test.js', 'a_test.go', 'README.md'];
    const sources = [
      source('src/a.js', FUNCTION('return 1;'), FUNCTION('\n  return 2;')),
      source('test/a.test.js', "test('a', one);", "test('a', two);"),
      source('a_test.go', 'func TestA() { one() }\n', 'func TestA() { two() }\n'),
    ];
    expect(await changesElsewhere(paths, sources)).toBe(false);
  });

  test.each<[string, string, ReturnType<typeof source>[]]>([
    [
      'a constant',
      'src/a.js',
      [source('src/a.js', FUNCTION('x();'), FUNCTION('y();').replace('3', '30'))],
    ],
    [
      'a function that is gone',
      'src/a.js',
      [source('src/a.js', `${FUNCTION('x();')}function cached() {}\n`, FUNCTION('y();'))],
    ],
    [
      'a method that is gone',
      'src/a.py',
      [
        source(
          'src/a.py',
          'class A:\n  def f(self): 1\n  def g(self): 1\n',
          'class A:\n  def f(self): 2\n',
        ),
      ],
    ],
    [
      'a statement that leaves its block in Python',
      'src/a.py',
      [source('src/a.py', 'if x:\n  a()\n  b()\n', 'if x:\n  a()\nb()\n')],
    ],
    [
      'a function under another name',
      'src/a.js',
      [source('src/a.js', FUNCTION('x();'), FUNCTION('x();').replace('parse', 'read'))],
    ],
    [
      'a function that configures the runner',
      'jest.config.js',
      [source('jest.config.js', FUNCTION('x();'), FUNCTION('y();'))],
    ],
    ['a new file', 'src/b.py', [source('src/b.py', undefined, 'def f():\n    pass\n')]],
    [
      'a helper of tests',
      'test/helper.js',
      [source('test/helper.js', FUNCTION('x();'), FUNCTION('y();'))],
    ],
    [
      'a helper beside tests',
      'a_test.go',
      [source('a_test.go', `${GO}func help() { one() }\n`, `${GO}func help() { two() }\n`)],
    ],
    [
      'what all tests share',
      'conftest.py',
      [source('conftest.py', 'def f():\n  1\n', 'def f():\n  2\n')],
    ],
    [
      'a helper that is called like a test',
      'tests/support.py',
      [source('tests/support.py', 'def test_client():\n  1\n', 'def test_client():\n  2\n')],
    ],
    [
      'a fixture that is called like a test',
      'conftest.py',
      [source('conftest.py', 'def test_db():\n  1\n', 'def test_db():\n  2\n')],
    ],
    [
      'a file that is called like tests and holds none',
      'tests/test_support.py',
      [source('tests/test_support.py', 'def make():\n  1\n', 'def make():\n  2\n')],
    ],
    [
      'a program that is called test',
      'src/commands/test.js',
      [source('src/commands/test.js', FUNCTION('x();'), FUNCTION('y();'))],
    ],
    ['prose that tests may read', 'test/spec.md', []],
    ['prose that is the content', 'content/page.mdx', []],
    ['words that a program may read', 'requirements.txt', []],
    ['a dependency', 'package-lock.json', []],
    ['data', 'src/table.bin', []],
  ])('of something else: %s', async (_, path, sources) => {
    expect(await changesElsewhere([path], sources)).toBe(true);
  });
});
