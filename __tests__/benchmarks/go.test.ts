import { test as always, expect } from '@jest/globals';
import { hasProgram, ids, tryBenchmarks, units } from './bench-trial.ts';

const test = hasProgram('go', 'version') ? always : always.skip;

const benchmark = (name: string, body: string) => `func Benchmark${name}(b *testing.B) { ${body} }`;
const PROJECT = {
  'sub/go.mod': 'module example.org/sums\n\ngo 1.21\n',
  'sub/sums_test.go': `package sums
import ("fmt"; "testing")
${benchmark('Prints', 'fmt.Println("loud"); for i := 0; i < b.N; i++ {}; b.ReportMetric(1, "hits/op")')}
func TestFails(t *testing.T) { t.Fatal("no test runs") }
`,
  'sub/inner/inner_test.go': `package inner
import "testing"
var sink []byte
${benchmark('Grows', 'b.Run("by one", func(b *testing.B) { for i := 0; i < b.N; i++ { sink = make([]byte, 64) } })')}
`,
  'sub/plain/plain_test.go': 'package plain\nthis does not compile\n',
};
/** What Go puts behind a name when it has more than one processor. */
const plain = (id: string) => id.replace(/-\d+(?= \[|$)/, '');

test('Go: all packages of a module with benchmarks, no tests, three quantities each', async () => {
  await using trial = await tryBenchmarks(PROJECT);
  expect(trial.suites.map((suite) => suite.commandLine)).toEqual([
    "cd sub && go test '-run=^$' -bench=. -benchmem ./ ./inner",
  ]);
  const run = await trial.run();
  const found = Object.entries(units(run)).map(([id, unit]) => [plain(id), unit]);
  expect(Object.fromEntries(found)).toEqual({
    'example.org/sums::BenchmarkPrints': 'ns/op',
    'example.org/sums::BenchmarkPrints [B/op]': 'B/op',
    'example.org/sums::BenchmarkPrints [allocs/op]': 'allocs/op',
    'example.org/sums/inner::BenchmarkGrows/by_one': 'ns/op',
    'example.org/sums/inner::BenchmarkGrows/by_one [B/op]': 'B/op',
    'example.org/sums/inner::BenchmarkGrows/by_one [allocs/op]': 'allocs/op',
  });
  expect(run.kind).toBe('reported');
  expect(run.output).toContain('loud\n');
  const bytes = run.readings.filter(({ unit }) => unit === 'B/op').map(({ value }) => value);
  expect(bytes).toEqual([0, 64]);
});

test("Go: a person's pattern and packages stay", async () => {
  await using trial = await tryBenchmarks(PROJECT, [], {
    benchCommand: 'cd sub && go test -bench Grows -benchtime 10x ./inner',
  });
  const run = await trial.run();
  expect(ids(run).map(plain)[0]).toBe('example.org/sums/inner::BenchmarkGrows/by_one');
});

test('Go: what does not compile or fails is a failed run, with its reason and the other readings', async () => {
  await using trial = await tryBenchmarks(PROJECT);
  const broken = new Map([['sub/sums_test.go', 'package sums\nvar x int = "text"\n']]);
  const run = await trial.run(undefined, broken);
  expect(run.kind).toBe('failed');
  expect(run.output).toContain('cannot use "text"');
  expect(ids(run).map(plain)).toContain('example.org/sums/inner::BenchmarkGrows/by_one');
  expect(run.failing).toEqual([]);
});

test('Go: a benchmark that fails is named as its result would be, and the others are read', async () => {
  await using trial = await tryBenchmarks(PROJECT);
  const whole = await trial.run();
  const text = PROJECT['sub/inner/inner_test.go'].replace(
    'sink = make',
    'b.Fatal("no"); sink = make',
  );
  const run = await trial.run(undefined, new Map([['sub/inner/inner_test.go', text]]));
  expect(run.kind).toBe('failed');
  expect(ids(run).map(plain)).toContain('example.org/sums::BenchmarkPrints');
  expect(run.failing.map(({ id }) => id)).toEqual(
    ids(whole).filter((id) => /BenchmarkGrows\/by_one(-\d+)?$/.test(id)),
  );
});

test.each([
  ['-cpu 1', 'BenchmarkGrows/by_one'],
  ['-test.cpu=3', 'BenchmarkGrows/by_one-3'],
])(
  'Go: a benchmark that fails, also after its first iteration, on the cores that a person asks for, is named so: %s',
  async (flag, name) => {
    const benchCommand = `cd sub && go test -bench Grows ${flag} ./inner`;
    await using trial = await tryBenchmarks(PROJECT, [], { benchCommand });
    for (const fault of ['b.Fatal("no");', 'if b.N > 1 { b.Fatal("no") };']) {
      const text = PROJECT['sub/inner/inner_test.go'].replace(
        'sink = make',
        `${fault} sink = make`,
      );
      const run = await trial.run(undefined, new Map([['sub/inner/inner_test.go', text]]));
      expect(run.failing.map((one) => one.name)).toEqual([name]);
    }
  },
);
