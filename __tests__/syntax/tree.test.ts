import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { descendants, textOf } from '../../src/syntax/nodes.ts';
import { parse } from '../../src/syntax/tree.ts';
import { functionsIn } from './functions-in.ts';

describe('parse', () => {
  test.each([
    ['a.js', 'javascript'],
    ['a.mjs', 'javascript'],
    ['a.cjs', 'javascript'],
    ['a.jsx', 'javascript'],
    ['a.ts', 'typescript'],
    ['a.mts', 'typescript'],
    ['deep/a.d.cts', 'typescript'],
    ['a.tsx', 'tsx'],
    ['a.py', 'python'],
    ['a.go', 'go'],
    ['a.rs', 'rust'],
    ['A.java', 'java'],
    ['a.c', 'cpp'],
    ['a.h', 'cpp'],
    ['a.cc', 'cpp'],
    ['a.cpp', 'cpp'],
    ['a.cxx', 'cpp'],
    ['a.hpp', 'cpp'],
    ['a.hh', 'cpp'],
    ['A.HXX', 'cpp'],
  ])('reads %s as %s', async (path, language) => {
    const tree = await parse(path, 'x');
    expect(tree?.language).toBe(language);
  });

  test.each(['a.rb', 'Makefile', 'a.json', 'py'])('knows no grammar for %s', async (path) => {
    expect(await parse(path, 'x = 1')).toBeUndefined();
  });

  test('counts lines from 1 and offsets in UTF-16 units', async () => {
    const tree = await parse('a.py', "x = '🙂é'\n\ny = x\n");
    const names = tree && [...descendants(tree.root)].filter((node) => node.kind === 'identifier');
    expect(names?.map((node) => [tree && textOf(tree, node), node.line])).toEqual([
      ['x', 1],
      ['y', 3],
      ['x', 3],
    ]);
  });

  test('any text gives a tree whose children lie in order inside their parents', async () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      'if ',
      ':',
      '\n',
      '  ',
      'x',
      '=',
      '"',
      '🙂',
      '{',
      ';',
      'é',
    );
    const texts = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom('a.py', 'a.ts'), async (text, path) => {
        const tree = await parse(path, text);
        if (tree === undefined) throw new Error('no tree');
        for (const node of descendants(tree.root)) {
          let at = node.start;
          for (const child of node.children) {
            expect(child.parent).toBe(node);
            expect(child.start).toBeGreaterThanOrEqual(at);
            at = child.end;
          }
          expect(at).toBeLessThanOrEqual(Math.max(node.end, node.start));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a nesting deeper than the stack is read', async () => {
    const tree = await parse('a.js', `x = ${'1 + '.repeat(20_000)}1;`);
    expect(tree && [...descendants(tree.root)].length).toBeGreaterThan(40_000);
  });
});

describe('functionsOf', () => {
  test('names Python functions through classes and functions', async () => {
    const text = [
      'class A:',
      '    def m(self):',
      '        def inner():',
      '            return 1',
      '        return inner',
      'f = lambda x: x',
    ].join('\n');
    const spans = await functionsIn('a.py', text);
    expect(spans.map(({ name, firstLine, lastLine }) => [name, firstLine, lastLine])).toEqual([
      ['A.m', 2, 5],
      ['A.m.inner', 3, 4],
      ['f', 6, 6],
    ]);
  });

  test('names JavaScript functions by what they are assigned to', async () => {
    const text = [
      'const f = (a) => a;',
      'proto.read = function () {',
      '  return 1;',
      '};',
      'class B { m() {} }',
      'xs.map(() => 1);',
      'const o = { k() {}, l: function () {} };',
    ].join('\n');
    const spans = await functionsIn('a.ts', text);
    expect(spans.map(({ name, firstLine, lastLine }) => [name, firstLine, lastLine])).toEqual([
      ['f', 1, 1],
      ['proto.read', 2, 4],
      ['B.m', 5, 5],
      ['<anonymous>', 6, 6],
      ['k', 7, 7],
      ['l', 7, 7],
    ]);
  });
});
