import { expect, test } from '@jest/globals';
import { ids, tryBenchmarks, units } from './bench-trial.ts';

const QUICK = '{ time: 20, warmupTime: 5 }';
const PROJECT = {
  'package.json': '{"type":"module","devDependencies":{"vitest":"4"}}',
  'vitest.config.ts': 'export default { test: { benchmark: { reporters: ["verbose"] } } }',
  'bench/sum.bench.ts': `import { bench, describe } from 'vitest';
bench('top', () => { [1, 2].map(String); }, ${QUICK});
describe('outer', () => { describe('inner', () => {
  bench('same', () => { [1, 2].map(String); }, ${QUICK});
}); });
`,
  'a.test.ts': `import { test } from 'vitest'; test('fails', () => { throw new Error(); });`,
};

test('Vitest: benchmarks are found by their files and read without running tests', async () => {
  await using trial = await tryBenchmarks(PROJECT, ['vitest']);
  expect(trial.suites.map((suite) => suite.commandLine)).toEqual([
    'node_modules/.bin/vitest bench',
  ]);
  const run = await trial.run();
  expect(units(run)).toEqual({
    'bench/sum.bench.ts::top': 'ns/op',
    'bench/sum.bench.ts::outer > inner > same': 'ns/op',
  });
  expect(run.kind).toBe('reported');
});

test("Vitest: a person's flags stay, but for where the report goes", async () => {
  await using trial = await tryBenchmarks(
    {
      ...PROJECT,
      'package.json': JSON.stringify({
        type: 'module',
        scripts: { bench: 'vitest bench --outputJson mine.json -t inner bench/' },
        devDependencies: { vitest: '4' },
      }),
    },
    ['vitest'],
    { benchCommand: 'npm run bench' },
  );
  expect(units(await trial.run())).toEqual({
    'bench/sum.bench.ts::outer > inner > same': 'ns/op',
  });
});

test('Vitest: a benchmark that throws is missing, as Vitest itself succeeds; a file that does not load fails', async () => {
  await using trial = await tryBenchmarks(PROJECT, ['vitest']);
  const change = (from: string, to: string) =>
    new Map([['bench/sum.bench.ts', PROJECT['bench/sum.bench.ts'].replace(from, to)]]);
  const throwing = change("bench('same', () => {", "bench('same', () => { throw new Error();");
  const without = await trial.run(undefined, throwing);
  expect([without.kind, ...ids(without)]).toEqual(['reported', 'bench/sum.bench.ts::top']);
  const broken = await trial.run(undefined, change("'vitest'", "'./nothing.js'"));
  expect([broken.kind, ...ids(broken)]).toEqual(['failed']);
  expect(broken.output).toContain('nothing.js');
});
