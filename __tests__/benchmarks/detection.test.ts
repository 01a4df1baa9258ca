import { expect, test } from '@jest/globals';
import { type BenchmarkOptions, detectBenchmarks } from '../../src/benchmarks/benchmark-suite.ts';
import { createProject } from '../measure/plain-workspace.ts';

const detect = async (
  files: Readonly<Record<string, string>>,
  options: BenchmarkOptions = {},
): Promise<readonly string[]> => {
  await using project = await createProject(files);
  const suites = await detectBenchmarks(project, options);
  return suites.map(({ kind, build, commandLine, omitted }) => {
    const steps = [build ?? [], commandLine].flat().join(' && ');
    return `${kind}: ${steps}${omitted === undefined ? '' : `; not run: ${omitted}`}`;
  });
};
const manifest = (scripts: Readonly<Record<string, string>>, ...packages: readonly string[]) =>
  JSON.stringify({
    scripts,
    devDependencies: Object.fromEntries(packages.map((name) => [name, '*'])),
  });
const TINY = "import { Bench } from 'tinybench'; await new Bench().run();";
const MITATA = "import { run } from 'mitata'; await run();";
const CRITERION = 'use criterion::{criterion_group, criterion_main};';

test('a project without benchmarks has none', async () => {
  const files = {
    'package.json': manifest({ bench: 'node bench/http.js', test: 'vitest' }, 'vitest'),
    'bench/http.js': 'console.log("by hand")',
    'go.mod': 'module x',
    'a_test.go': 'package x\nfunc TestX(t *testing.T) {}',
    'Cargo.toml': '[package]\nname = "x"',
    'tests/test_a.py': 'def test_a(): pass',
    'pom.xml': '<project/>',
  };
  expect(await detect(files)).toEqual([]);
  expect(await detect({})).toEqual([]);
});

test('a script named bench decides what runs, part by part', async () => {
  const files = {
    'package.json': manifest(
      {
        bench: 'npm run build && run-s bench:*',
        build: 'tsc',
        'bench:a': 'node bench/a.js',
        'bench:b': 'tsx bench/b.ts --deep',
      },
      'tinybench',
      'mitata',
    ),
    'bench/a.js': TINY,
    'bench/b.ts': MITATA,
    'bench/never.js': TINY,
  };
  expect(await detect(files)).toEqual([
    'tinybench: tsc && node bench/a.js',
    'mitata: tsc && tsx bench/b.ts --deep',
  ]);
});

test('without scripts each script that measures is a suite, helpers are none', async () => {
  const files = {
    'package.json': manifest({}, 'tinybench', 'tsx'),
    'bench/a.mjs': TINY,
    'bench/b.ts': TINY,
    'bench/options.ts': "import type { Bench } from 'tinybench'; export const time = 1;",
    'src/index.js': TINY,
  };
  expect(await detect(files)).toEqual(['tinybench: node bench/a.mjs', 'tinybench: tsx bench/b.ts']);
});

test('a named command is taken for what it starts, through wrappers and folders', async () => {
  const files = {
    'package.json': manifest({}, 'vitest'),
    'Cargo.toml': '[dev-dependencies]\ncriterion = "*"',
    'benches/sums.rs': CRITERION,
  };
  const of = async (benchCommand: string) => (await detect(files, { benchCommand }))[0];
  expect(await of('npx vitest bench src')).toBe('vitest: vitest bench src');
  expect(await of('cargo bench')).toBe('criterion: cargo bench --bench=sums');
  expect(await of('cargo +nightly bench --bench other -- fast')).toBe(
    'criterion: cargo +nightly bench --bench other -- fast',
  );
  expect(await of('cd pkg && GOMAXPROCS=1 go test -bench=X ./...')).toBe(
    'go: cd pkg && GOMAXPROCS=1 go test -bench=X ./...',
  );
  expect(await of('mvn -q package && java -Xmx1g -jar target/benchmarks.jar Sums -f 2')).toBe(
    'jmh: mvn -q package && java -Xmx1g -jar target/benchmarks.jar Sums -f 2',
  );
  expect(await of('export GOGC=off && cd pkg && go test -bench=.')).toBe(
    'go: cd pkg && GOGC=off go test -bench=.',
  );
  expect(await of('go test -bench=. && node report.js')).toBe(
    'go: go test -bench=.; not run: node report.js',
  );
  expect(await of('make bench')).toBe('google-benchmark: make bench');
  expect(await of('cmake --build build && build/bench')).toBe(
    'google-benchmark: cmake --build build && build/bench',
  );
  expect(await of('for i in 1 2; do ./bench; done')).toBe(
    'google-benchmark: for i in 1 2; do ./bench; done',
  );
});

test('a named command of a project with tinybench or mitata is theirs, whatever it starts', async () => {
  const files = { 'package.json': manifest({}, 'mitata') };
  expect(await detect(files, { benchCommand: 'make bench' })).toEqual(['mitata: make bench']);
  expect(await detect(files, { benchCommand: 'node x.js' })).toEqual(['mitata: node x.js']);
});

test('Criterion: targets by their files and by their paths, from the top of the workspace', async () => {
  const files = {
    'rust/Cargo.toml': '[workspace]\nmembers = ["core"]\n',
    'rust/core/Cargo.toml': `[dev-dependencies]
criterion = "0.8"
[[bench]]
name = "far"
path = "far/away.rs"
harness = false
[[bench]]
name = "old"
path = "old.rs"
`,
    'rust/core/benches/sums.rs': CRITERION,
    'rust/core/benches/deep/main.rs': CRITERION,
    'rust/core/benches/nightly.rs': '#![feature(test)]',
  };
  expect(await detect(files)).toEqual([
    'criterion: cd rust && cargo bench --workspace --bench=deep --bench=far --bench=sums',
  ]);
});

test('JMH: a module with a jar of its own is built with what it measures', async () => {
  const pom =
    '<artifactId>jmh-core</artifactId><uberjar.name>speed</uberjar.name><artifactId>maven-shade-plugin</artifactId>';
  expect(await detect({ 'pom.xml': '<project/>', mvnw: '', 'jmh/pom.xml': pom })).toEqual([
    'jmh: ./mvnw -q -B -DskipTests -pl jmh -am package && java -jar jmh/target/speed.jar',
  ]);
  expect(await detect({ 'pom.xml': pom })).toEqual([
    'jmh: mvn -q -B -DskipTests package && java -jar target/speed.jar',
  ]);
});

test('Go: each module of a repository is a suite, and strange folders are quoted', async () => {
  const bench = 'package x\nfunc BenchmarkX(b *testing.B) {}';
  expect(
    await detect({
      'go.mod': 'module x',
      'x_test.go': bench,
      'tools; rm -rf/go.mod': 'module y',
      'tools; rm -rf/deep/y_test.go': bench,
    }),
  ).toEqual([
    "go: go test '-run=^$' -bench=. -benchmem ./",
    "go: cd 'tools; rm -rf' && go test '-run=^$' -bench=. -benchmem ./deep",
  ]);
});
