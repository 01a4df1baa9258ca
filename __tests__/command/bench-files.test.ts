import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { explain } from '../../src/command/ending.ts';
import { contradiction } from '../../src/comparison/contradiction.ts';
import { comparisonComment } from '../../src/publication/comparison-comment.ts';
import { openBench } from './orps.ts';

const PROJECT = { 'sum.js': 'export const sum = 1;\n' };
const ARGS = ['bench', '--base', 'HEAD', '--no-counts'];

test('where the time was up before anything could be told, more of it is advised', async () => {
  using bench = openBench(PROJECT);
  const args = [...ARGS, '--out', bench.out, '--command', 'sleep 0.3', '--max-minutes', '0.05'];
  const { stderr } = await bench.orps(args);
  expect(stderr).toContain('  advice    The time was too short to tell more: raise --max-minutes,');
  const markdown = readFileSync(join(bench.out, 'comparison.md'), 'utf8');
  expect(markdown).toMatch(/\nThe time was too short to tell more: raise --max-minutes,.*\n$/);
  const comparison = JSON.parse(readFileSync(join(bench.out, 'comparison.json'), 'utf8'));
  expect(comparisonComment(comparison)).toContain('raise `max-minutes`,');
  expect(contradiction(comparison)).toBeUndefined();
});

test('with --json the folder of the files, and why nothing was compared, is said on standard error', async () => {
  using bench = openBench(PROJECT);
  const args = [...ARGS, '--out', bench.out, '--command', 'false', '--json'];
  const { stdout, stderr } = await bench.orps(args);
  expect(JSON.parse(stdout).schema).toBe('orps-comparison/1');
  expect(stderr).toMatch(/^Not compared: the base and head could not be measured\.$/m);
  expect(stderr).toContain(`comparison.md and comparison.json are in ${bench.out}\n`);
});

test('a result that cannot be written gets one sentence with its folder, and no part of it stays', async () => {
  using bench = openBench(PROJECT);
  // What takes the name of a file meanwhile stands in for a disk that is full meanwhile.
  const command = `mkdir -p ${join(bench.out, 'comparison.json')}; false`;
  const args = [...ARGS, '--out', bench.out, '--command', command, '--isolation', 'process'];
  mkdirSync(bench.out);
  const { status, stderr } = await bench.orps(args);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^orps: Cannot write the comparison to \/.*\/out \(E\w+\)\. Free some space there, or choose a writable folder with --out/m,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(readdirSync(bench.out).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('what was measured is told though it cannot be written', async () => {
  using bench = openBench(PROJECT);
  const command = `mkdir -p ${join(bench.out, 'comparison.json')}; false`;
  const args = [...ARGS, '--out', bench.out, '--command', command, '--isolation', 'process'];
  mkdirSync(bench.out);
  const shown = await bench.orps(args);
  expect(shown.stderr).toMatch(/^Not compared .*^orps: Cannot write the comparison /ms);
  expect(shown.stderr).not.toContain('  files  ');
  rmSync(join(bench.out, 'comparison.json'), { recursive: true });
  rmSync(join(bench.out, 'comparison.md'), { force: true });
  const json = await bench.orps([...args, '--json']);
  expect(json.status).toBe(2);
  expect(JSON.parse(json.stdout).schema).toBe('orps-comparison/1');
  expect(json.stderr).not.toContain('comparison.md and comparison.json are in');
});

const refused = (code: string, names: { path?: string; dest?: string } = {}): string =>
  explain(Object.assign(new Error(`${code}: refused`), { code, ...names }));

test('a disk that is full or read-only is no fault of orps, wherever it shows', () => {
  expect(refused('ENOSPC')).toMatch(
    /^orps: Cannot write to the disk \(ENOSPC\): .* Free some space/,
  );
  const readOnly = refused('EROFS', { path: '/a' });
  expect(readOnly).toMatch(
    /^orps: Cannot write \/a \(EROFS\): the file system is read-only\. Mount/,
  );
  expect(readOnly).not.toContain('Free some space');
  expect(explain(new Error('anything else'))).toContain('fault of orps itself');
});

test('of a file that is copied to a full disk the copy is named, without what steers a terminal', () => {
  const words = refused('ENOSPC', { path: '/from', dest: '/to\u001b[2J\nb' });
  expect(words).toMatch(/^orps: Cannot write \/to b \(ENOSPC\)/);
});

test('in a workflow nothing that the code under test prints is a command to the runner', async () => {
  using bench = openBench(PROJECT);
  const line = `printf '##[add-mask]x\\n::error::y\\n'; false`;
  const env = { GITHUB_ACTIONS: 'true', CI: 'true' };
  const args = [...ARGS, '--command', line];
  const shown = await bench.orps([...args, '--out', bench.out], env);
  expect(shown.stderr).toContain('| ## [add-mask]x');
  const json = await bench.orps([...args, '--out', `${bench.out}-2`, '--json'], env);
  const { broken } = JSON.parse(json.stdout).workloads[0];
  expect(broken[0].output).toContain('##[add-mask]x\n::error::y');
  for (const text of [shown.stderr, json.stdout, json.stderr]) {
    expect(text).not.toContain('##[');
    expect(text).not.toMatch(/^\s*::(?!group::|endgroup::)/m);
  }
});

test.each<[string, string]>([
  ['exit 3', 'it fails (exit status 3).'],
  ['sh -c "kill -9 \\$\\$"', 'it fails (exit status 137, SIGKILL).'],
])('a command that fails is told with how it ended: %s', async (line, words) => {
  using bench = openBench(PROJECT);
  const { status, stderr } = await bench.orps([...ARGS, '--out', bench.out, '--command', line]);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});

test.each<[string, string]>([
  ['exit 3', 'The base does not build: `exit 3` failed (exit status 3).'],
  ['kill -9 $$', 'The base does not build: `kill -9 $$` failed (exit status 137, SIGKILL).'],
])('a build step that fails is told with how it ended: %s', async (line, words) => {
  using bench = openBench(PROJECT);
  const args = [...ARGS, '--out', bench.out, '--command', 'node --test', '--build', line];
  const { status, stderr } = await bench.orps(args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});

test('a benchmark suite that cannot be built, or not in time, does not build', async () => {
  using bench = openBench(PROJECT);
  const of = async (name: string, line: string) => {
    const args = [...ARGS, '--out', join(bench.out, name), '--max-minutes', '0.05'];
    return (await bench.orps([...args, '--benchmarks', `${line} && ./bench`])).stderr;
  };
  expect(await of('fails', 'sh -c "exit 3"')).toMatch(
    /The base does not build: `.*` failed \(exit status 3\)\./,
  );
  expect(await of('late', 'sleep 100')).toMatch(/The base was not built: the time there is was up/);
}, 60_000);

test('a benchmark suite that fails is told with how it ended', async () => {
  using bench = openBench(PROJECT);
  const args = [...ARGS, '--out', bench.out, '--benchmarks', 'node nowhere.js'];
  expect((await bench.orps(args)).stderr).toContain('it fails (exit status 1).');
});
