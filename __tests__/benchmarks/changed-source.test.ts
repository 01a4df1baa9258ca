import { expect, test } from '@jest/globals';
import type { BenchmarkKind } from '../../src/benchmarks/benchmark-suite.ts';
import { createBenchmarkSuite } from '../../src/benchmarks/suite.ts';

type Benchmark = { readonly name: string; readonly file?: string };

const isWritten = (
  kind: BenchmarkKind,
  benchmark: Benchmark,
  path: string,
  text: string | undefined = '',
): boolean => {
  const suite = createBenchmarkSuite({ kind, folder: '', env: [], program: [], args: [] });
  return suite.writtenIn([
    { path: 'README.md', text: undefined },
    { path, text },
  ])(benchmark);
};

test('a benchmark of Vitest, tinybench or pytest is written in the file that its id names', () => {
  for (const kind of ['vitest', 'tinybench', 'mitata', 'pytest-benchmark'] as const) {
    const benchmark = { name: 'sum', file: 'bench/sum.js' };
    expect([
      isWritten(kind, benchmark, 'bench/sum.js'),
      isWritten(kind, benchmark, 'src/sum.js'),
    ]).toEqual([true, false]);
  }
});

test('a benchmark of Go is written in the test file of its package that has its function', () => {
  const benchmark = { name: 'BenchmarkSum/n=10-2', file: 'example.com/mod/sum' };
  const text = 'package sum\nfunc BenchmarkSum(b *testing.B) {}\n';
  expect(isWritten('go', benchmark, 'sum/sum_test.go', text)).toBe(true);
  expect(isWritten('go', benchmark, 'lib/sum/sum_test.go', text)).toBe(true);
  expect(isWritten('go', benchmark, 'other/sum_test.go', text)).toBe(false);
  expect(isWritten('go', benchmark, 'sum/sum.go', text)).toBe(false);
  expect(isWritten('go', benchmark, 'sum/other_test.go', 'func BenchmarkSums(b')).toBe(false);
  expect(isWritten('go', benchmark, 'sum/sum_test.go', 'func  BenchmarkSum (b')).toBe(true);
  const root = { name: 'BenchmarkSum-2', file: 'example.com/mod' };
  expect(isWritten('go', root, 'sum_test.go', text)).toBe(true);
});

test('of a file that was not read, all that may be written there is taken for written there', () => {
  const unread = (kind: BenchmarkKind, benchmark: Benchmark, path: string): boolean =>
    createBenchmarkSuite({ kind, folder: '', env: [], program: [], args: [] }).writtenIn([
      { path, text: undefined },
    ])(benchmark);
  const go = { name: 'BenchmarkSum-2', file: 'example.com/mod/sum' };
  expect(unread('go', go, 'sum/sum_test.go')).toBe(true);
  expect(unread('go', go, 'sum/sum.go')).toBe(false);
  expect(unread('criterion', { name: 'sums' }, 'benches/a.rs')).toBe(true);
  expect(unread('google-benchmark', { name: 'BM_sum' }, 'bench.cc')).toBe(true);
  expect(unread('google-benchmark', { name: 'BM_sum' }, 'README.md')).toBe(false);
});

test('in which of ten thousand changed files ten thousand benchmarks are written is told soon', () => {
  const numbers = Array.from({ length: 10_000 }, (_, at) => at);
  for (const [kind, ending] of [
    ['go', '_test.go'],
    ['jmh', '.java'],
  ] as const) {
    const suite = createBenchmarkSuite({ kind, folder: '', env: [], program: [], args: [] });
    const written = suite.writtenIn(
      numbers.map((at) => ({ path: `p${at}/A${at}${ending}`, text: at < 500 ? '' : undefined })),
    );
    const found = numbers.filter((at) =>
      written({ name: 'BenchmarkX-2', file: kind === 'go' ? `x/p${at}` : `p${at}.A${at}.B` }),
    );
    expect(found).toHaveLength(kind === 'go' ? 9_500 : 10_000);
  }
});

test('a benchmark of JMH is written in the file of its outermost class', () => {
  const place = 'core/src/main/java/org/sample/Sums.java';
  const written = (file: string): boolean => isWritten('jmh', { name: 'sum thrpt', file }, place);
  expect(written('org.sample.Sums')).toBe(true);
  expect(written('org.sample.Sums.Inner')).toBe(true);
  expect(written('org.sample.Sum')).toBe(false);
  expect(written('org.other.Sums')).toBe(false);
});

test("a benchmark of Criterion or Google Benchmark is written in the harness's file that names it", () => {
  const rust = 'use criterion::Criterion;\nc.benchmark_group("sums").bench_function("of ten", f);';
  expect(isWritten('criterion', { name: 'sums/of ten' }, 'benches/a.rs', rust)).toBe(true);
  expect(isWritten('criterion', { name: 'products/of ten' }, 'benches/a.rs', rust)).toBe(false);
  expect(isWritten('criterion', { name: 'sums/of ten' }, 'src/lib.rs', 'f("sums")')).toBe(false);
  const cpp = '#include <benchmark/benchmark.h>\nBENCHMARK(BM_sum)->Arg(8);';
  expect(isWritten('google-benchmark', { name: 'BM_sum/8' }, 'a.cc', cpp)).toBe(true);
  expect(isWritten('google-benchmark', { name: 'BM_su/8' }, 'a.cc', cpp)).toBe(false);
  expect(isWritten('google-benchmark', { name: 'BM_sum/8' }, 'a.cc', 'BM_sum')).toBe(false);
});
