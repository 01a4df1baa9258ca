import { expect, test } from '@jest/globals';
import type { Benchmark, BenchmarkKind } from '../../src/benchmarks/benchmark-suite.ts';
import { createBenchmarkSuite } from '../../src/benchmarks/suite.ts';

const isWritten = (kind: BenchmarkKind, benchmark: Benchmark, path: string, text = ''): boolean =>
  createBenchmarkSuite({ kind, folder: '', env: [], program: [], args: [] }).isWrittenIn(
    benchmark,
    { path, text },
  );

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
  const root = { name: 'BenchmarkSum-2', file: 'example.com/mod' };
  expect(isWritten('go', root, 'sum_test.go', text)).toBe(true);
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
