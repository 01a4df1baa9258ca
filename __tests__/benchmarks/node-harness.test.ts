import { expect, test } from '@jest/globals';
import { ids, tryBenchmarks, units } from './bench-trial.ts';

const MANIFEST = JSON.stringify({
  type: 'module',
  devDependencies: { tinybench: '6', mitata: '1' },
});
const TINYBENCH = `import { Bench } from 'tinybench';
const bench = new Bench({ name: 'sums', time: 10, warmupTime: 1 });
bench.add('short', () => [1].map(String)).add('breaks', () => { throw new Error('x'); });
await bench.run();
console.log('{"name":"forged on standard output","ns":1}');
`;
const MITATA = `import { bench, group, run } from 'mitata';
bench('plain', () => [1].map(String));
group('sized', () => { bench('fill $n', function* (state) {
  const n = state.get('n'); yield () => new Array(n).fill(1);
}).args('n', [1, 10]); });
bench('breaks', () => { throw new Error('x'); });
await run();
`;

test('tinybench: each script is a suite, and its values are taken where they are measured', async () => {
  await using trial = await tryBenchmarks(
    { 'package.json': MANIFEST, 'bench/sums.js': TINYBENCH },
    ['tinybench'],
  );
  expect(trial.suites.map(({ kind, commandLine }) => [kind, commandLine])).toEqual([
    ['tinybench', 'node bench/sums.js'],
  ]);
  const run = await trial.run();
  expect(units(run)).toEqual({ 'bench/sums.js::sums > short': 'ns/op' });
  expect(run.kind).toBe('reported');
  expect(run.failing.map(({ id }) => id)).toEqual(['bench/sums.js::sums > breaks']);
});

test('tinybench: CommonJS, TypeScript, `runSync` and an npm script with a build before it', async () => {
  const scripts = {
    bench: 'mkdir -p made && cp bench/sums.cts made/sums.cts && node made/sums.cts',
  };
  const script = `const { Bench } = require('tinybench');
const bench: { runSync(): unknown; add(name: string, run: () => void): void } = new Bench({ time: 5 });
bench.add('a', () => {});
bench.runSync();
`;
  await using trial = await tryBenchmarks(
    {
      'package.json': JSON.stringify({ scripts, devDependencies: { tinybench: '6' } }),
      'bench/sums.cts': script,
    },
    ['tinybench'],
    { benchCommand: 'npm run bench' },
  );
  expect(units(await trial.run())).toEqual({ 'made/sums.cts::a': 'ns/op' });
});

test('mitata: values come whatever the program prints, over all arguments and groups', async () => {
  await using trial = await tryBenchmarks({ 'package.json': MANIFEST, 'bench/sums.mjs': MITATA }, [
    'mitata',
  ]);
  expect(trial.suites.map(({ kind }) => kind)).toEqual(['mitata']);
  const run = await trial.run();
  expect(units(run)).toEqual({
    'bench/sums.mjs::plain': 'ns/op',
    'bench/sums.mjs::sized > fill 1': 'ns/op',
    'bench/sums.mjs::sized > fill 10': 'ns/op',
  });
  expect(run.output).toContain('benchmark');
  expect(run.failing.map(({ id }) => id)).toEqual(['bench/sums.mjs::breaks']);
});

test('a program that fails has failed, one that hangs has timed out, and both keep what was measured', async () => {
  await using trial = await tryBenchmarks(
    { 'package.json': MANIFEST, 'bench/sums.js': TINYBENCH },
    ['tinybench'],
  );
  const after = (text: string) => new Map([['bench/sums.js', `${TINYBENCH}\n${text}`]]);
  const failed = await trial.run(undefined, after('throw new Error("afterwards")'));
  expect([failed.kind, ...ids(failed)]).toEqual(['failed', 'bench/sums.js::sums > short']);
  const hanging = await trial.run(10_000, after('setInterval(() => {}, 1000)'));
  expect([hanging.kind, ...ids(hanging)]).toEqual(['timed-out', 'bench/sums.js::sums > short']);
});

test('a program that measures nothing, or puts a link in place of the report, is unreadable', async () => {
  await using trial = await tryBenchmarks(
    { 'package.json': MANIFEST, 'bench/sums.js': TINYBENCH },
    ['tinybench'],
  );
  const link = `import { symlinkSync, writeFileSync } from 'node:fs';
const { report } = JSON.parse(process.env.BENCHMARK_REPORT_LINES);
writeFileSync('forged', '{"name":"a","ns":1}\\n');
symlinkSync(process.cwd() + '/forged', report);
`;
  for (const script of ['', link]) {
    const run = await trial.run(undefined, new Map([['bench/sums.js', script]]));
    expect([run.kind, ...ids(run)]).toEqual(['unreadable']);
  }
});
