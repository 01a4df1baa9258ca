import { expect, test } from '@jest/globals';
import { functionsIn } from './functions-in.ts';

test.each([
  [
    'Go by their receivers',
    'a.go',
    `package a
    func f() { g := func() { func() {}() }; h, i := func() {}, 1 }
    func (s Stack) Len() int { return 0 }
    func (s *Stack[T]) Push(x T) {}
    var run = func() {}
    var c = Command{Run: func() {}}
    func asm(x int)`,
    ['f', 'f.g', 'f.g.<anonymous>', 'f.<anonymous>', 'Stack.Len', 'Stack.Push', 'run', 'Run'],
  ],
  [
    'Rust by their modules, types and traits',
    'a.rs',
    `fn f() { let g = |x| x; xs.map(|x| x); fn h() {} let s = S { k: || 1 }; }
    mod m { impl<T> a::Stack<T> { fn len(&self) {} } }
    impl fmt::Display for Stack<'_> { fn fmt(&self) {} }
    trait T { fn must(); fn may() {} }
    static RUN: F = || {};`,
    ['f', 'f.g', 'f.<anonymous>', 'f.h', 'f.k', 'm.a.Stack.len', 'Stack.fmt', 'T.may', 'RUN'],
  ],
  [
    'Java by their types',
    'A.java',
    `class A<T> {
      A() {} void f(int x) { Runnable r = () -> {}; g(y -> y); g(new R() { public void run() {} }); }
      class B { record C(int x) { C { } } enum D { X; void d() {} } }
      interface I { void must(); default void may() {} }
      Runnable field = () -> {};
    }`,
    [
      'A.A',
      'A.f',
      'A.f.r',
      'A.f.<anonymous>',
      'A.f.run',
      'A.B.C.C',
      'A.B.D.d',
      'A.I.may',
      'A.field',
    ],
  ],
  [
    'C by what their declarators are wound around',
    'a.c',
    `static inline struct node **find(int x) { return 0; }
    void (*handler(int x))(int) { return 0; }
    int announced(int x);
    #define M(x) do { } while (0)
    TEST(suite) { }`,
    ['find', 'handler', 'TEST'],
  ],
  [
    'C++ by their namespaces and classes',
    'a.cpp',
    `namespace a::b { namespace {
    template <class T> class C : D {
      C() : x(1) {} ~C() {} int &f() const { return x; } bool operator==(const C &o) { return 1; }
      C &operator=(C &&) = default; virtual void pure() = 0;
      struct In { void g() { auto h = [] {}; run([] {}); } };
    };
    } }
    int a::C<int>::In::g(int x) { return 1; }
    extern "C" { void e() {} }`,
    [
      'a.b.<anonymous>.C.C',
      'a.b.<anonymous>.C.~C',
      'a.b.<anonymous>.C.f',
      'a.b.<anonymous>.C.operator==',
      'a.b.<anonymous>.C.In.g',
      'a.b.<anonymous>.C.In.g.h',
      'a.b.<anonymous>.C.In.g.<anonymous>',
      'a.C.In.g',
      'e',
    ],
  ],
])('names functions of %s', async (_promise, path, text, names) => {
  expect((await functionsIn(path, text)).map(({ name }) => name)).toEqual(names);
});
