import { describe, expect, test } from '@jest/globals';
import { changesElsewhere } from '../../src/comparison/changes-elsewhere.ts';

const source = (path: string, before: string | undefined, after: string | undefined) => ({
  ...{ path, before, after },
});
const FUNCTION = (body: string): string => `const LIMIT = 3;\n\nfunction parse() {\n  ${body}\n}\n`;

describe('a change is', () => {
  test('of functions alone, beside tests and prose', async () => {
    const paths = ['src/a.js', 'test/a.test.js', 'README.md'];
    const sources = [
      source('src/a.js', FUNCTION('return 1;'), FUNCTION('\n  return 2;')),
      source('test/a.test.js', 'one();', 'two();'),
    ];
    expect(await changesElsewhere(paths, sources)).toBe(false);
  });

  test.each<[string, string, ReturnType<typeof source>[]]>([
    [
      'a constant',
      'src/a.js',
      [source('src/a.js', FUNCTION('x();'), FUNCTION('y();').replace('3', '30'))],
    ],
    ['a new file', 'src/b.py', [source('src/b.py', undefined, 'def f():\n    pass\n')]],
    ['a dependency', 'package-lock.json', []],
    ['data', 'src/table.bin', []],
  ])('of something else: %s', async (_, path, sources) => {
    expect(await changesElsewhere([path], sources)).toBe(true);
  });
});
