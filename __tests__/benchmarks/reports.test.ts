import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCriterion } from '../../src/benchmarks/criterion.ts';
import { failingInGo, parseGo } from '../../src/benchmarks/go.ts';
import {
  failingInGoogleBenchmark,
  parseGoogleBenchmark,
} from '../../src/benchmarks/google-benchmark.ts';
import { parseJmh } from '../../src/benchmarks/jmh.ts';
import { parseNodeLines } from '../../src/benchmarks/node-harness.ts';
import { parsePytestBenchmark } from '../../src/benchmarks/pytest-benchmark.ts';
import { type Finding, toReadings } from '../../src/benchmarks/readings.ts';
import { parseVitest } from '../../src/benchmarks/vitest.ts';
import { fixture } from './bench-trial.ts';

const short = (findings: readonly Finding[] | undefined) =>
  toReadings(findings ?? []).map(({ id, value, unit }) => [id, Number(value.toPrecision(4)), unit]);

test('Vitest: medians, from milliseconds, under the names of their suites; one that threw is missing', () => {
  expect(short(parseVitest(fixture('vitest-4.1.12.json'), '/project'))).toEqual([
    ['bench/sum.bench.ts::top', 401, 'ns/op'],
    ['bench/sum.bench.ts::outer > inner > a', 791, 'ns/op'],
  ]);
});

test('Vitest: a file outside of the repository is not named', () => {
  const [first] = parseVitest(fixture('vitest-4.1.12.json'), '/elsewhere') ?? [];
  expect(first).toMatchObject({ name: 'top', file: undefined });
});

test('pytest-benchmark: medians, from seconds', () => {
  expect(short(parsePytestBenchmark(fixture('pytest-benchmark-5.3.1.json')))).toEqual([
    ['tests/test_sum.py::test_sum[10]', expect.any(Number), 'ns/op'],
    ['tests/test_sum.py::test_sum[1000]', expect.any(Number), 'ns/op'],
    ['tests/test_sum.py::test_pedantic', expect.any(Number), 'ns/op'],
  ]);
});

test('Go: time, bytes and allocations of each benchmark by package, also of one that prints and beside one that fails', () => {
  expect(short(parseGo(fixture('go-1.26.8.ndjson')))).toEqual(
    [
      ['example.org/sums::BenchmarkSum-2', 0, 0],
      ['example.org/sums::BenchmarkLoop/n=10_x-2', 0, 0],
      ['example.org/sums::BenchmarkLoop/n=1000_x-2', 1024, 1],
      ['example.org/sums::BenchmarkPrints-2', 0, 0],
      ['example.org/sums/inner::BenchmarkGood-2', 0, 0],
    ].flatMap(([id, bytes, allocations]) => [
      [id, expect.any(Number), 'ns/op'],
      [`${id} [B/op]`, bytes, 'B/op'],
      [`${id} [allocs/op]`, allocations, 'allocs/op'],
    ]),
  );
});

test('Criterion: the median, in nanoseconds', () => {
  const finding = parseCriterion(
    fixture('criterion-0.8.2-benchmark.json'),
    fixture('criterion-0.8.2-estimates.json'),
  );
  expect(short(finding && [finding])).toEqual([['group/with slash/sum/10', 11.57, 'ns/op']]);
});

test('JMH: the median of iterations in each mode and for each parameter; throughput is better when higher', () => {
  const findings = parseJmh(fixture('jmh-1.37.json'));
  expect(short(findings)).toEqual([
    ['sums.Sums::sum n=10 thrpt', 6_177_000, 'op/s'],
    ['sums.Sums::sum n=1000 thrpt', 141_700, 'op/s'],
    ['sums.Sums::sum n=10 avgt', 197, 'ns/op'],
    ['sums.Sums::sum n=1000 avgt', 39_450, 'ns/op'],
    ['sums.Sums::sampled n=10 sample', 49, 'ns/op'],
    ['sums.Sums::sampled n=1000 sample', 421, 'ns/op'],
  ]);
  expect(findings?.map(({ better }) => better)).toEqual([
    ...['higher', 'higher'],
    ...['lower', 'lower', 'lower', 'lower'],
  ]);
});

test('Google Benchmark: processor time, wall-clock time where the benchmark asks for it; an error is missing', () => {
  expect(short(parseGoogleBenchmark(fixture('google-benchmark-1.9.5.json')))).toEqual([
    ['sum_million', 23_410, 'ns/op'],
    ['with_arg/8/real_time', 4_225, 'ns/op'],
    ['with_arg/64/real_time', 12_570, 'ns/op'],
  ]);
});

test('Google Benchmark: of repetitions the median, once', () => {
  expect(short(parseGoogleBenchmark(fixture('google-benchmark-1.9.5-repetitions.json')))).toEqual([
    ['sum_million', 25_760, 'ns/op'],
    ['with_arg/8/real_time', 9_911, 'ns/op'],
    ['with_arg/64/real_time', 12_790, 'ns/op'],
  ]);
});

test('Google Benchmark: a counter that is no number spoils nothing', () => {
  const text = fixture('google-benchmark-1.9.5.json').replace(
    '"time_unit"',
    '"widgets": NaN,\n"ratio": -Infinity,\n"time_unit"',
  );
  expect(parseGoogleBenchmark(text)).toHaveLength(3);
});

test('Go: a benchmark that fails has the cores of its run in its name, and no other number', () => {
  const event = (Action: string, Test: string) => JSON.stringify({ Action, Package: 'p', Test });
  const text = [
    ...[event('run', 'BenchmarkAtOnce'), event('fail', 'BenchmarkAtOnce')],
    ...[event('run', 'BenchmarkLater'), event('fail', 'BenchmarkLater-2')],
    ...[event('run', 'BenchmarkOuter'), event('run', 'BenchmarkOuter/n-2')],
    ...[event('fail', 'BenchmarkOuter/n-2-2'), event('run', 'BenchmarkOuter/n-4')],
    ...[event('fail', 'BenchmarkOuter/n-4'), event('fail', 'BenchmarkOuter'), ''],
  ].join('\n');
  const names = (...cores: number[]) => failingInGo(text, cores).map(({ name }) => name);
  expect(names(2)).toEqual([
    ...['BenchmarkAtOnce-2', 'BenchmarkLater-2'],
    ...['BenchmarkOuter/n-2-2', 'BenchmarkOuter/n-4-2'],
  ]);
  expect(names(1, 2).filter((name) => name.startsWith('BenchmarkAtOnce'))).toEqual([
    'BenchmarkAtOnce',
    'BenchmarkAtOnce-2',
  ]);
});

test('Go: plain words between the events are left aside', () => {
  const text = `FAIL\texample.org/broken [build failed]\n${fixture('go-1.26.8.ndjson')}`;
  expect(parseGo(text)).toHaveLength(15);
});

test('tinybench and mitata: a line that was cut by a kill does not count, a forged one makes all unreadable', () => {
  const line = '{"name":"a","file":"bench/a.js","ns":1.5}\n';
  expect(short(parseNodeLines(`${line}{"name":"b","n`)?.measured)).toEqual([
    ['bench/a.js::a', 1.5, 'ns/op'],
  ]);
  expect(parseNodeLines(`${line}{"name":1}\n`)).toBeUndefined();
  expect(parseNodeLines(`${line}{"name":"b"}\n`)).toBeUndefined();
  expect(parseNodeLines(`${line}{"name":"b","failed":true}\n`)?.failed).toMatchObject([
    { name: 'b' },
  ]);
  expect(parseNodeLines('{"name":"a","file":"../../etc/passwd","ns":1}\n')).toBeUndefined();
});

const PARSERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['Vitest', (text) => parseVitest(text, '/project')],
  ['pytest-benchmark', parsePytestBenchmark],
  ['Go', (text) => parseGo(`${text}\n`)],
  ['Criterion', (text) => parseCriterion(text, text)],
  ['JMH', parseJmh],
  ['Google Benchmark', parseGoogleBenchmark],
  ['tinybench and mitata', (text) => parseNodeLines(`${text}\n`)?.measured],
];

test.each(PARSERS)('%s: malformed reports are unreadable and no exception', (_, parse) => {
  for (const text of ['', '{', 'null', '[1]', '{"files":[{}]}', '{"benchmarks":[{"name":1}]}']) {
    expect(parse(text) ?? []).toEqual([]);
  }
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const result = parse(text);
      expect(result === undefined || typeof result === 'object').toBe(true);
    }),
  );
});

test('Google Benchmark: what ended itself has failed, once for all its repetitions', () => {
  const failed = { error_occurred: true, error_message: 'no', run_name: 'b' };
  const text = JSON.stringify({
    benchmarks: [
      { name: 'a', real_time: 1, cpu_time: 1, time_unit: 'ns' },
      { ...failed, name: 'b/repeats:2' },
      { ...failed, name: 'b/repeats:2' },
    ],
  });
  expect(failingInGoogleBenchmark(text).map(({ name }) => name)).toEqual(['b']);
  expect(parseGoogleBenchmark(text)?.map(({ name }) => name)).toEqual(['a']);
});
