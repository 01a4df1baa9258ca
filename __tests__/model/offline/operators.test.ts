import { describe, expect, test } from '@jest/globals';
import { CATALOGUE, type OperatorName } from '../../../src/model/offline/operators/catalogue.ts';
import { offersOf } from './offers.ts';

/** operator, file, what is written, what the operator offers among others */
const REPAIRS: readonly (readonly [OperatorName, string, string, string])[] = [
  ['comparisonBoundary', 'a.py', 'if a < b: pass', 'if a <= b: pass'],
  ['comparisonBoundary', 'a.js', 'while (a >= b) c();', 'while (a > b) c();'],
  ['comparisonKind', 'a.js', 'if (a == b) c();', 'if (a != b) c();'],
  ['comparisonKind', 'a.js', 'if (a === b) c();', 'if (a == b) c();'],
  ['comparisonKind', 'a.py', 'x = a is not b', 'x = a is b'],
  ['comparisonKind', 'a.py', 'x = a in b', 'x = a not in b'],
  ['comparisonRange', 'a.py', 'if len(a) == 0: pass', 'if len(a) <= 1: pass'],
  ['arithmeticSwap', 'a.py', 'x = a / b', 'x = a // b'],
  ['arithmeticSwap', 'a.js', 'x += y;', 'x -= y;'],
  ['arithmeticSwap', 'a.js', 'x++;', 'x--;'],
  ['bitwiseSwap', 'a.py', 'x ^= y', 'x &= y'],
  ['bitwiseSwap', 'a.ts', 'x = a << 2;', 'x = a >> 2;'],
  ['operandRemoval', 'a.py', 'return_ = 1 + f(x)', 'return_ = f(x)'],
  ['power', 'a.py', 'x = abs(y - z)', 'x = abs(y - z ** 2)'],
  ['logicSwap', 'a.py', 'x = a and b', 'x = a or b'],
  ['logicSwap', 'a.ts', 'x = a || b;', 'x = a ?? b;'],
  ['conjunctRemoval', 'a.js', 'if (a && b) c();', 'if (b) c();'],
  ['negation', 'a.py', 'if a: pass', 'if not a: pass'],
  ['negation', 'a.js', 'if (!a) b();', 'if (a) b();'],
  ['negation', 'a.js', 'if (a || b) c();', 'if (!(a || b)) c();'],
  [
    'conjunctAddition',
    'a.py',
    'def f(a):\n  if a.next is None: pass',
    'def f(a):\n  if a is None or a.next is None: pass',
  ],
  [
    'conjunctAddition',
    'a.js',
    'function f(a) { if (a.b) c(); }',
    'function f(a) { if (a && a.b) c(); }',
  ],
  [
    'conditionReplacement',
    'a.py',
    'def f(xs):\n  while True:\n    xs.pop()',
    'def f(xs):\n  while xs:\n    xs.pop()',
  ],
  [
    'conditionReplacement',
    'a.js',
    'function f(xs) { xs.push(1); while (true) xs.pop(); }',
    'function f(xs) { xs.push(1); while (xs.length) xs.pop(); }',
  ],
  ['offByOne', 'a.py', 'for i in range(n): pass', 'for i in range(n + 1): pass'],
  ['offByOne', 'a.py', 'x = a[i - 1, j]', 'x = a[i - 1, j - 1]'],
  ['offByOne', 'a.js', 'x = s.slice(i);', 'x = s.slice(i + 1);'],
  [
    'variableOffset',
    'a.py',
    'def f(k, n):\n  m = n - 1\n  return f(k, m - 0)',
    'def f(k, n):\n  m = n - 1\n  return f(k - m, m - 0)',
  ],
  ['numberChange', 'a.js', 'x = a[0];', 'x = a[1];'],
  ['numberChange', 'a.py', 'x = 0', 'x = -1'],
  ['truthChange', 'a.py', 'x = True', 'x = False'],
  ['truthChange', 'a.js', 'x = false;', 'x = true;'],
  ['emptyChange', 'a.py', 'def f(n):\n  return []', 'def f(n):\n  return [n]'],
  ['emptyChange', 'a.py', 'x = []', 'x = [[]]'],
  ['emptyChange', 'a.js', "x = '';", 'x = null;'],
  ['argumentSwap', 'a.py', 'f(a % b, b)', 'f(b, a % b)'],
  ['indexSwap', 'a.py', 'x = d[j, k]', 'x = d[k, j]'],
  ['indexSwap', 'a.js', 'x = d[j][k];', 'x = d[k][j];'],
  ['operandSwap', 'a.py', 'x = a - b', 'x = b - a'],
  ['operandSwap', 'a.py', 's = s + t[i]', 's = t[i] + s'],
  [
    'variableReplacement',
    'a.py',
    'def f(low, high):\n  return low + low',
    'def f(low, high):\n  return low + high',
  ],
  [
    'variableReplacement',
    'a.ts',
    'const f = (left: A, right: A) => g(left);',
    'const f = (left: A, right: A) => g(right);',
  ],
  ['propertyReplacement', 'a.py', 'x = a.left\ny = a.right', 'x = a.right\ny = a.right'],
  ['callUnwrap', 'a.py', 'x = f(y)', 'x = y'],
  ['callUnwrap', 'a.js', 'x = y.trim();', 'x = y;'],
  ['calleeReplacement', 'a.py', 'x = any(y)', 'x = all(y)'],
  ['calleeReplacement', 'a.js', 'x = Math.min(y, z);', 'x = Math.max(y, z);'],
  ['calleeReplacement', 'a.js', 'x = s.startsWith(y);', 'x = s.endsWith(y);'],
  ['callWrap', 'a.py', 'x = y - z', 'x = max(0, y - z)'],
  ['callWrap', 'a.js', 'x = y - z;', 'x = Math.floor(y - z);'],
  [
    'runningExtreme',
    'a.py',
    'def f(best):\n  best = len(y)',
    'def f(best):\n  best = max(best, len(y))',
  ],
  [
    'expressionReplacement',
    'a.py',
    'def f(a, b):\n  x = g(a, b)\n  return h(b[1:], x)',
    'def f(a, b):\n  x = g(a, b[1:])\n  return h(b[1:], x)',
  ],
  [
    'expressionToVariable',
    'a.py',
    'def f(near, xs):\n  return near + get(xs)',
    'def f(near, xs):\n  return near + near',
  ],
  [
    'targetReplacement',
    'a.py',
    'def f(a, b, u, v):\n  a[u, v] = min(b[u], b[v])',
    'def f(a, b, u, v):\n  b[v] = min(b[u], b[v])',
  ],
  [
    'combination',
    'a.py',
    'def f(rest):\n  return [x for x in rest]',
    'def f(rest):\n  return rest + [x for x in rest]',
  ],
  ['slicing', 'a.py', 'def f(xs):\n  for x in xs: pass', 'def f(xs):\n  for x in xs[1:]: pass'],
  [
    'slicing',
    'a.js',
    'function f(xs) { for (const x of xs) g(x); }',
    'function f(xs) { for (const x of xs.slice(1)) g(x); }',
  ],
  [
    'returnReplacement',
    'a.py',
    'def f(n):\n  n += 1\n  return True',
    'def f(n):\n  n += 1\n  return n == 0',
  ],
  ['missingReturn', 'a.js', 'function f(a) { g(a); }', 'function f(a) { return g(a); }'],
  [
    'idleComparison',
    'a.py',
    'def f(a, b):\n  a == b\n  return True',
    'def f(a, b):\n  if not (a == b):\n      return False\n  return True',
  ],
  [
    'missingGuard',
    'a.py',
    'def f(a):\n  x = a.b\n  return x',
    'def f(a):\n  if not a:\n      return\n  x = a.b\n  return x',
  ],
  [
    'missingGuard',
    'a.js',
    'function f(a) {\n  return a.b;\n}',
    'function f(a) {\n  if (!a) return;\n  return a.b;\n}',
  ],
  ['missingDefault', 'a.js', 'x = a.b;', 'x = a?.b;'],
  [
    'missingDefault',
    'a.py',
    'def f(xs):\n  for x in xs: pass',
    'def f(xs):\n  for x in (xs or []): pass',
  ],
  [
    'statementInsertion',
    'a.py',
    'def f(node, seen):\n  seen = set()\n  g(node)\n  return 1',
    'def f(node, seen):\n  seen = set()\n  g(node)\n  seen.add(node)\n  return 1',
  ],
  [
    'statementInsertion',
    'a.py',
    'def f(node):\n  prev_node = None\n  while node:\n    node = node.next\n  return prev_node',
    'def f(node):\n  prev_node = None\n  while node:\n    prev_node = node\n    node = node.next\n  return prev_node',
  ],
  [
    'statementInsertion',
    'a.js',
    'function f(x) {\n  const xs = [];\n  return xs;\n}',
    'function f(x) {\n  const xs = [];\n  xs.push(x);\n  return xs;\n}',
  ],
  ['statementRemoval', 'a.js', 'function f(a) { g(a); h(a); }', 'function f(a) {  h(a); }'],
  ['statementRemoval', 'a.py', 'if a:\n  g(a)\n', 'if a:\n  pass\n'],
  ['statementRemoval', 'a.py', 'f()\ng()\n', 'g()\n'],
  ['statementRemoval', 'a.js', 'if (a) {\n  f();\n}\n', 'if (a) {\n}\n'],
  ['statementMove', 'a.py', 'f()\ng()\n', 'g()\nf()\n'],
  ['rebinding', 'a.py', 'a[x].update(b[y])', 'a[x] = b[y]'],
  [
    'missingAwait',
    'a.ts',
    'async function f() { const x = g(); }',
    'async function f() { const x = await g(); }',
  ],
  ['patternTweak', 'a.js', 'x = /a*b/;', 'x = /a+b/;'],
  ['patternTweak', 'a.py', "x = re.match(r'a+b', y)", "x = re.match(r'a+b$', y)"],
  ['branchUnwrap', 'a.js', 'if (a) { b(); }', 'b();'],
  ['jumpChange', 'a.py', 'def f():\n  yield g(x)', 'def f():\n  yield from g(x)'],
];

describe('operators', () => {
  test.each(REPAIRS)('%s in %s: %j → %j', async (operator, path, before, after) => {
    const texts = (await offersOf(operator, path, before)).map((offer) => offer.text);
    expect(texts).toContain(after);
  });

  test('every operator is shown at work', () => {
    const shown = new Set(REPAIRS.map(([operator]) => operator));
    expect(Object.keys(CATALOGUE).filter((name) => !shown.has(name as OperatorName))).toEqual([]);
  });

  test.each<readonly [string, OperatorName, string, string]>([
    [
      'names out of scope',
      'variableReplacement',
      'def f(a):\n  return a\ndef g(b): pass',
      'return b',
    ],
    ['names bound later', 'variableReplacement', 'def f(a):\n  x = a\n  y = 1', 'x = y'],
    [
      'names of a comprehension outside it',
      'variableReplacement',
      'def f(a):\n  b = [c for c in a]\n  return a',
      'return c',
    ],
    [
      'a list where a number is needed',
      'variableReplacement',
      'def f(n):\n  xs = []\n  xs.append(n)\n  return 2 - n',
      '2 - xs',
    ],
    [
      'comparing a name before its first value',
      'runningExtreme',
      'def f(a):\n  best = len(a)\n  return best',
      'max(best',
    ],
    [
      'removing a first value that is read',
      'statementRemoval',
      'def f(a):\n  x = a\n  return x',
      'def f(a):\n  return x',
    ],
  ])('do not offer %s', async (_promise, operator, before, unwanted) => {
    const offers = await offersOf(operator, 'a.py', before);
    expect(offers.filter((offer) => offer.text.includes(unwanted))).toEqual([]);
  });

  test('a variable that is never read comes before one that is', async () => {
    const text =
      'def f(items, k):\n  counts = [0] * k\n  for item in items:\n    counts[item] += 1\n  for count in enumerate(items):\n    print(count)\n';
    const offers = await offersOf('variableReplacement', 'a.py', text);
    const best = offers.filter(
      (offer) => offer.text.includes('enumerate(') && !offer.text.includes('enumerate(items)'),
    );
    expect(best.sort((a, b) => b.fit - a.fit)[0]?.text).toContain('enumerate(counts)');
  });
});
