import { execFileSync } from 'node:child_process';
import { test as always, expect } from '@jest/globals';
import { hasProgram, tryBenchmarks, units } from './bench-trial.ts';

const PROJECT = {
  // Nothing is optimised: building Criterion is most of this test.
  'Cargo.toml': `[package]
name = "sums"
version = "0.1.0"
edition = "2021"
[dev-dependencies]
criterion = { version = "0.8", default-features = false }
[[bench]]
name = "speed"
harness = false
[profile.bench]
opt-level = 0
debug = false
`,
  'src/lib.rs': `pub fn sum(n: u64) -> u64 { (0..n).sum() }
#[test]
fn fails() { panic!("no test runs"); }
`,
  'benches/speed.rs': `use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
fn sums(c: &mut Criterion) {
    c.bench_function("plain sum", |b| b.iter(|| sums::sum(10)));
    let mut group = c.benchmark_group("a/b");
    for n in [1u64, 100] {
        group.bench_with_input(BenchmarkId::new("sum", n), &n, |b, &n| b.iter(|| sums::sum(n)));
    }
}
criterion_group!(benches, sums);
criterion_main!(benches);
`,
};

function canFetch(directory: string): boolean {
  try {
    execFileSync('cargo', ['fetch'], { cwd: directory, stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    console.warn('skipped: Criterion cannot be fetched on this machine');
    return false;
  }
}

const test = hasProgram('cargo', '--version') ? always : always.skip;

test('Criterion: every benchmark has its median, and flags of ours reach no unit test', async () => {
  await using trial = await tryBenchmarks(PROJECT);
  if (!canFetch(trial.directory)) return;
  expect(trial.suites.map((suite) => suite.commandLine)).toEqual(['cargo bench --bench=speed']);
  await using workspace = await trial.open();
  const run = await trial.suites[0]?.run(workspace, { runMs: 900_000 });
  if (run === undefined) throw new Error('no suite');
  expect(units(run)).toEqual({
    'a/b/sum/1': 'ns/op',
    'a/b/sum/100': 'ns/op',
    'plain sum': 'ns/op',
  });
  expect(run.kind).toBe('reported');
  const again = await trial.suites[0]?.run(workspace, { runMs: 60_000 });
  expect(again?.readings.map(({ id }) => id)).toEqual(run.readings.map(({ id }) => id));
  expect(again?.readings).not.toEqual(run.readings);
}, 1_000_000);
