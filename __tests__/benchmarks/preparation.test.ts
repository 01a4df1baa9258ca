import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { tryBenchmarks } from './bench-trial.ts';

const REPORT = '{"benchmarks":[{"name":"a","cpu_time":1,"time_unit":"us"}]}';
const FILES = { 'report.json': REPORT };

test('what a command builds before its benchmarks is built once in a workspace', async () => {
  await using trial = await tryBenchmarks(FILES, [], {
    benchCommand: 'echo built >> log && cp report.json $BENCHMARK_OUT',
  });
  const [suite] = trial.suites;
  await using workspace = await trial.open();
  const runs = [
    await suite?.run(workspace, { runMs: 20_000 }),
    // As when it is kept on one core.
    await suite?.run({ ...workspace }, { runMs: 20_000 }),
  ];
  expect(runs.map((run) => [run?.kind, run?.readings[0]?.value])).toEqual([
    ['reported', 1_000],
    ['reported', 1_000],
  ]);
  expect(await readFile(join(workspace.root, 'log'), 'utf8')).toBe('built\n');
});

test('a build that fails is a failed run that shows what was printed and how it ended', async () => {
  await using trial = await tryBenchmarks(FILES, [], {
    benchCommand: 'sh -c "echo no compiler; exit 3" && ./bench',
  });
  const run = await trial.run();
  expect(run).toMatchObject({ kind: 'failed', readings: [] });
  expect(run.ending).toBe('its build step: exit status 3');
  expect(run.output).toContain('no compiler');
});

test('a build that a person named comes before what the line itself builds', async () => {
  await using trial = await tryBenchmarks(FILES, [], {
    benchCommand: 'echo own >> log && cp report.json $BENCHMARK_OUT',
    buildCommand: 'echo named >> log',
  });
  const [suite] = trial.suites;
  await using workspace = await trial.open();
  expect((await suite?.run(workspace, { runMs: 20_000 }))?.kind).toBe('reported');
  expect(await readFile(join(workspace.root, 'log'), 'utf8')).toBe('named\nown\n');
});

test('a command that is not found has failed', async () => {
  await using trial = await tryBenchmarks(FILES, [], { benchCommand: './bench --fast' });
  expect(trial.suites[0]).toMatchObject({
    kind: 'google-benchmark',
    commandLine: './bench --fast',
  });
  expect((await trial.run()).kind).toBe('failed');
});

test('an aborted run rejects', async () => {
  await using trial = await tryBenchmarks(FILES, [], { benchCommand: 'sleep 60' });
  await using workspace = await trial.open();
  const signal = AbortSignal.timeout(300);
  await expect(trial.suites[0]?.run(workspace, { runMs: 60_000 }, signal)).rejects.toThrow();
});
