import { describe, expect, test } from '@jest/globals';
import { relativeStatics } from '../../src/measure/statics.ts';
import { measured } from './measured.ts';

/** Examples after the white paper "Cognitive Complexity" (SonarSource), with its scores. */
describe('cognitive complexity', () => {
  test.each([
    [
      'nested loops and a labelled jump cost 7',
      'a.js',
      `function sumOfPrimes(max) {
        let total = 0;
        OUT: for (let i = 1; i <= max; ++i) {
          for (let j = 2; j < i; ++j) {
            if (i % j === 0) { continue OUT; }
          }
          total += i;
        }
        return total;
      }`,
      7,
    ],
    [
      'a switch costs 1, whatever its cases',
      'a.js',
      'function words(n) { switch (n) { case 1: return "one"; case 2: return "a couple"; default: return "lots"; } }',
      1,
    ],
    [
      'an else-if chain costs 1 a link',
      'a.js',
      'function f(a) { if (a) { b(); } else if (c) { d(); } else if (e) { g(); } else { h(); } }',
      4,
    ],
    [
      'elif and else cost 1 each',
      'a.py',
      'def f(a):\n  if a: pass\n  elif b: pass\n  else: pass\n',
      3,
    ],
    [
      'an else is no deeper than its if',
      'a.py',
      'def f(a):\n  if a:\n    pass\n  else:\n    if b: pass\n    while c: pass\n',
      6,
    ],
    ['a run of one operator costs 1', 'a.ts', 'function f(): boolean { return a && b && c; }', 1],
    ['each change of operator costs 1', 'a.ts', 'const f = () => a && b || c && d;', 3],
    ['the same in Python', 'a.py', 'def f():\n  return a and b and (c or d)\n', 2],
    [
      'operators are counted in the order they are read',
      'a.js',
      'const f = () => a || b && c || d;',
      3,
    ],
    [
      'a try’s else is deeper than its try',
      'a.py',
      'def f():\n  try: pass\n  except E: pass\n  else:\n    if a: pass\n',
      4,
    ],
    [
      'inner functions nest',
      'a.js',
      'function f() { return xs.map((x) => { if (x) { return 1; } }); }',
      2,
    ],
    [
      'a catch costs 1, its try nothing',
      'a.js',
      'function f() { try { a(); } catch (e) { if (e) b(); } }',
      3,
    ],
    ['straight lines cost nothing', 'a.py', 'def f(x):\n  y = x\n  return y\n', 0],
  ])('%s', async (_promise, path, text, cost) => {
    expect((await measured(path, text)).cognitive).toBe(cost);
  });
});

test.each([
  ['a.py', 'def f(x):\n  return 1 if x and y else 2\n', 3],
  ['a.py', 'def f(x):\n  return [a for a in x if a]\n', 3],
  ['a.js', 'function f(x) { for (const a of x) if (a || b) c(); }', 4],
  ['a.ts', 'function f(x: A) { return x; }', 1],
])('cyclomatic complexity of %s %j is %i', async (path, text, expected) => {
  expect((await measured(path, text)).cyclomatic).toBe(expected);
});

describe('relativeStatics', () => {
  const base = 'def f(x):\n    return x\n\ndef g(x):\n    if x:\n        return 1\n    return 2\n';
  const relative = (head: string | null, path = 'a.py') =>
    relativeStatics(new Map([[path, head]]), async () => base);

  test('compares only the functions whose text changed', async () => {
    const changed = await relative(base.replace('return x', 'if x:\n        return x'));
    expect(changed).toEqual({
      lines: 3 / 2,
      nodes: expect.any(Number),
      cyclomatic: 2,
      cognitive: 2,
    });
  });

  test('an unchanged text changes nothing', async () => {
    expect(await relative(base)).toEqual({ lines: 1, nodes: 1, cyclomatic: 1, cognitive: 1 });
  });

  test('comments are no nodes', async () => {
    const commented = base.replace('    return x', '    # why\n    return x');
    expect(await relative(commented)).toMatchObject({ nodes: 1, lines: 1.5 });
  });

  test('an added function alone has nothing to be compared with', async () => {
    const added = `${base}\ndef h():\n    return [y for y in z if y]\n`;
    expect(await relative(added)).toMatchObject({ cyclomatic: 1, cognitive: 1 });
  });

  test('a function that is split counts by its parts’ mean', async () => {
    const before = 'function f(a) { if (a) { b(); } if (c) { d(); } if (e) { g(); } }';
    const after =
      'function f(a) { if (a) { b(); } h(); }\nfunction h() { if (c) { d(); } if (e) { g(); } }';
    const split = await relativeStatics(new Map([['a.js', after]]), async () => before);
    expect(split?.cyclomatic).toBeCloseTo(2.5 / 4);
  });

  test('a callback more makes no function shorter', async () => {
    const before = 'function f(xs) {\n  a();\n  b();\n  return xs;\n}';
    const after = before.replace('return xs', 'return xs.filter((x) => x)');
    const longer = await relativeStatics(new Map([['a.js', after]]), async () => before);
    expect(longer).toMatchObject({ lines: 1, cyclomatic: expect.any(Number) });
    expect(longer?.nodes).toBeGreaterThan(1);
    expect(longer?.cyclomatic).toBeGreaterThanOrEqual(1);
  });

  test('files without a grammar have no metrics', async () => {
    expect(await relative('x', 'a.rb')).toBeNull();
  });

  test('a file that is far too long for a person has none either', async () => {
    expect(await relative(`x = 1\n${'#'.repeat(1_000_000)}`)).toBeNull();
  });

  test('a deleted file does not throw', async () => {
    expect(await relative(null)).toEqual({ lines: 1, nodes: 1, cyclomatic: 1, cognitive: 1 });
  });
});

test('a statement that moves out of a loop is a change', async () => {
  const inside =
    'def f(xs):\n    for x in xs:\n        if x:\n            y = 1\n            z = 2\n';
  const outside =
    'def f(xs):\n    for x in xs:\n        if x:\n            y = 1\n    z = 2 if y else 3\n';
  const moved = await relativeStatics(new Map([['a.py', outside]]), async () => inside);
  expect(moved?.cyclomatic).toBeGreaterThan(1);
});
