import { describe, expect, test } from '@jest/globals';
import { relativeStatics } from '../../src/measure/statics.ts';
import { measured } from './measured.ts';

/**
 * The examples of the white paper "Cognitive Complexity" (G. Ann Campbell, SonarSource) and single
 * constructs, in each language. Cyclomatic values count decisions by hand, plus 1.
 */
type Example = readonly [promise: string, text: string, cyclomatic: number, cognitive: number];

const each = (path: string, examples: readonly Example[]) =>
  test.each(examples)('%s', async (_promise, text, cyclomatic, cognitive) => {
    expect(await measured(path, text)).toMatchObject({ cyclomatic, cognitive });
  });

describe('Go', () => {
  each('a.go', [
    [
      'sumOfPrimes: for 1 + for 2 + if 3 + continue OUT 1 = 7; two loops and an if decide',
      `package a
      func sumOfPrimes(max int) int {
        total := 0
      OUT:
        for i := 1; i <= max; i++ {
          for j := 2; j < i; j++ {
            if i%j == 0 { continue OUT }
          }
          total += i
        }
        return total
      }`,
      4,
      7,
    ],
    [
      'getWords: the switch costs 1, its three cases decide, its default does not',
      'package a\nfunc getWords(n int) string { switch n { case 1: return "one"; case 2, 3: return "a few"; case 4: return "four"; default: return "lots" } }',
      4,
      1,
    ],
    [
      'a type switch is a switch',
      'package a\nfunc f(x any) { switch x.(type) { case int, string: case bool: default: } }',
      3,
      1,
    ],
    [
      'a select is a switch over channels, deeper in its loop: for 1 + select 2; for and two cases decide',
      'package a\nfunc f() { for { select { case <-a: case b <- 1: default: } } }',
      4,
      3,
    ],
    [
      'if 1, else if 1, else 1, and an if in the else is at depth 1: 2',
      'package a\nfunc f() { if a { b() } else if c { d() } else { if e { g() } } }',
      4,
      5,
    ],
    [
      'a literal deepens the if in it: 2; it decides nothing itself',
      'package a\nfunc f() { go func() { if a { b() } }() }',
      2,
      2,
    ],
    ['a goto costs 1', 'package a\nfunc f() { goto L\nL:\n g() }', 1, 1],
    [
      'a run of one operator costs 1, its change 1 more, and each of the three decides',
      'package a\nfunc f() bool { return a && b && c || d }',
      4,
      2,
    ],
    [
      'a range over anything is a loop',
      'package a\nfunc f() { for range x { for i := range 3 { g(i) } } }',
      3,
      3,
    ],
  ]);
});

describe('Rust', () => {
  each('a.rs', [
    [
      'sum_of_primes: for 1 + for 2 + if 3 + continue 1 = 7; two loops and an if decide',
      `fn sum_of_primes(max: u32) -> u32 {
        let mut total = 0;
        'out: for i in 1..=max {
          for j in 2..i {
            if i % j == 0 { continue 'out; }
          }
          total += i;
        }
        total
      }`,
      4,
      7,
    ],
    [
      'a match costs 1, and of its four arms the last takes what is left',
      'fn words(n: u8) -> &str { match n { 1 => "one", 2 | 3 => "a few", 4 => "four", _ => "lots" } }',
      4,
      1,
    ],
    [
      'a guard decides, and costs a reader what its operators cost',
      'fn f() { match x { Some(n) if n > 1 && m => 1, Some(_) => 2, None => 3 } }',
      5,
      2,
    ],
    ['`?` decides and costs nothing', 'fn f() -> Option<u8> { let a = g()?; Some(h(a)?) }', 3, 0],
    ['let-else is an if: 1', 'fn f() { let Some(x) = y else { return; }; g(x) }', 2, 1],
    ['a let without else is none', 'fn f() { let Some(x) = y; let z; z = x; }', 1, 0],
    [
      'if let and while let are if and while: 1 + 2',
      'fn f() { while let Some(x) = g() { if let Some(y) = x { h(y) } } }',
      3,
      3,
    ],
    [
      'a chain of lets is one run of &&: if 1 + run 1; if and two operators decide',
      'fn f() { if let Some(x) = a && x > 1 && let Some(y) = b { g(x, y) } }',
      4,
      2,
    ],
    ['loop 1, named break 1', "fn f() { 'a: loop { break 'a; } }", 2, 2],
    ['a break with a value names nothing', 'fn f() { loop { break x; } }', 2, 1],
    ['if 1, else if 1, else 1', 'fn f() -> u8 { if a { 1 } else if b { 2 } else { 3 } }', 3, 3],
    ['a closure deepens: 2', 'fn f() { xs.map(|x| if x { 1 } else { 2 }) }', 2, 3],
    ['a closure without parameters is no operator', 'fn f() { g(|| 1) }', 1, 0],
  ]);
});

describe('Java', () => {
  const inClass = (text: string) => `class A { ${text} }`;
  each('A.java', [
    [
      'sumOfPrimes: for 1 + for 2 + if 3 + continue OUT 1 = 7; two loops and an if decide',
      inClass(`int sumOfPrimes(int max) {
        int total = 0;
        OUT: for (int i = 1; i <= max; ++i) {
          for (int j = 2; j < i; ++j) {
            if (i % j == 0) { continue OUT; }
          }
          total += i;
        }
        return total;
      }`),
      4,
      7,
    ],
    [
      'getWords: the switch costs 1, its three cases decide, its default does not',
      inClass(
        'String getWords(int n) { switch (n) { case 1: return "one"; case 2: return "a couple"; case 3: return "a few"; default: return "lots"; } }',
      ),
      4,
      1,
    ],
    [
      'myMethod: try 0, if 1, for 2, while 3, catch 1, its if 2 = 9; five of them decide',
      inClass(`void myMethod() {
        try {
          if (condition1) {
            for (int i = 0; i < 10; i++) {
              while (condition2) { g(); }
            }
          }
        } catch (ExcepType1 | ExcepType2 e) {
          if (condition2) { h(); }
        }
      }`),
      6,
      9,
    ],
    [
      'myMethod2: the lambda costs nothing and deepens its if to 2',
      inClass('void myMethod2() { Runnable r = () -> { if (condition1) { g(); } }; }'),
      2,
      2,
    ],
    [
      'a method of an anonymous class deepens too',
      inClass('void f() { g(new R() { public void run() { if (a) { b(); } } }); }'),
      2,
      2,
    ],
    [
      'a switch expression costs 1; two cases and a guard decide',
      inClass(
        'int f(Object o) { return switch (o) { case R r when r.x -> 1; case S s -> 2; default -> 3; }; }',
      ),
      4,
      1,
    ],
    [
      'if 1, else if 1, else 1, all without braces, and the loop in the else is at depth 1: 2',
      inClass('void f() { if (a) b(); else if (c) d(); else while (e) g(); }'),
      4,
      5,
    ],
    [
      'a conditional costs 1, one in it 2; both decide',
      inClass('int f() { return a ? b ? 1 : 2 : 3; }'),
      3,
      3,
    ],
    [
      'overridden: `a && b && !(c && d)` is two runs, the not being in between',
      inClass('boolean f() { return a && b && !(c && d); }'),
      4,
      2,
    ],
    [
      'do and for each are loops',
      inClass('void f() { do { for (int x : xs) { } } while (a); }'),
      3,
      3,
    ],
    ['an assertion decides nothing', inClass('void f() { assert a; }'), 1, 0],
  ]);
});

describe('C and C++', () => {
  each('a.c', [
    [
      'sum_of_primes: for 1 + for 2 + if 3 + goto 1 = 7; two loops and an if decide',
      `int sum_of_primes(int max) {
        int total = 0;
        for (int i = 1; i <= max; ++i) {
          for (int j = 2; j < i; ++j) {
            if (i % j == 0) { goto next; }
          }
          total += i;
          next:;
        }
        return total;
      }`,
      4,
      7,
    ],
    [
      'get_words: the switch costs 1, its three cases decide, its default does not',
      'char *get_words(int n) { switch (n) { case 1: return "one"; case 2: case 3: return "a few"; default: return "lots"; } }',
      4,
      1,
    ],
    [
      'if 1, else if 1, else 1, and a conditional in the else is at depth 1: 2',
      'int f(int a) { if (a) { g(); } else if (b) { h(); } else { return c ? 1 : 2; } }',
      4,
      5,
    ],
    ['do 1, while 2', 'void f(void) { do { while (a) { g(); } } while (b); }', 3, 3],
    [
      'what the preprocessor decides is no decision',
      'int f(int a) {\n#if defined(A) && (B || C)\n  g();\n#elif D && E\n  h();\n#endif\n  return a || b;\n}',
      2,
      1,
    ],
  ]);
  each('a.cpp', [
    [
      'try 0, catch 1, its if 2; both decide',
      'void f() { try { g(); } catch (const E &e) { if (a) { h(); } } catch (...) { } }',
      4,
      4,
    ],
    [
      'a range-for 1, a lambda in it deepens the if to 3',
      'void f() { for (auto x : xs) { g([&](int y) { if (y) { h(); } }); } }',
      3,
      4,
    ],
    ['`and` is &&, and a reference is not', 'bool f(T &&x) { return a and b && c; }', 3, 2],
    [
      'if constexpr is an if',
      'template <class T> int C<T>::f() { if constexpr (a) { return 1; } else { return 2; } }',
      2,
      2,
    ],
  ]);
});

/** One file with a function that changes and one that does not, head over base. */
describe.each([
  [
    'a.go',
    'package a\nfunc f() { g() }\nfunc h() { if a { g() } }\n',
    'f() { g() }',
    'f() { if a { g() } }',
  ],
  ['a.rs', 'fn f() { g() }\nfn h() { if a { g() } }\n', 'f() { g() }', 'f() { if a { g() } }'],
  [
    'A.java',
    'class A {\n  void f() { g(); }\n  void h() { if (a) { g(); } }\n}\n',
    'f() { g();',
    'f() { if (a) g();',
  ],
  ['a.c', 'void f() { g(); }\nvoid h() { if (a) { g(); } }\n', 'f() { g();', 'f() { if (a) g();'],
  [
    'a.hpp',
    'struct A {\n  void f() { g(); }\n  void h() { if (a) { g(); } }\n};\n',
    'f() { g();',
    'f() { if (a) g();',
  ],
])('a change in %s', (path, base, from, to) => {
  const relative = (changes: readonly (readonly [string, string | null])[]) =>
    relativeStatics(new Map(changes), async (asked) => (asked === path ? base : undefined));

  test('counts its function and no other', async () => {
    const head = base.replace(from, to);
    expect(await relative([[path, head]])).toMatchObject({ lines: 1, cyclomatic: 2, cognitive: 2 });
  });

  test('of nothing but the name of the file is none', async () => {
    const moved = `moved/${path}`;
    const unchanged = { lines: 1, nodes: 1, cyclomatic: 1, cognitive: 1 };
    expect(
      await relative([
        [path, null],
        [moved, base],
      ]),
    ).toEqual(unchanged);
  });

  test('that is a comment adds no node', async () => {
    const head = base.replace(from, from.replace('{', '{ /* why */'));
    expect(await relative([[path, head]])).toMatchObject({ nodes: 1, cyclomatic: 1 });
  });
});

test.each([
  ['A.java', 'class A {\n', '}'],
  ['a.hpp', 'struct A {\n', '};'],
])('an overload in front of a function leaves it unchanged in %s', async (path, begin, end) => {
  const old = 'void f(int x) { g(); }\n';
  const added = 'void f() { if (a) { if (b) { g(); } } }\n';
  const relative = await relativeStatics(
    new Map([[path, begin + added + old + end]]),
    async () => begin + old + end,
  );
  expect(relative).toEqual({ lines: 1, nodes: 1, cyclomatic: 1, cognitive: 1 });
});
