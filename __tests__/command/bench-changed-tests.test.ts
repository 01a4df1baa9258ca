import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { contradiction } from '../../src/comparison/contradiction.ts';
import { openBench } from './orps.ts';

test('of a project with benchmarks and no tests that are known it is said that only those run', async () => {
  using bench = openBench({ 'go.mod': 'module x\n\ngo 1.18\n', 'x.go': 'package x\n' });
  const benchmark = 'package x\nimport "testing"\nfunc BenchmarkX(b *testing.B) {}\n';
  writeFileSync(join(bench.checkout, 'x_test.go'), benchmark);
  bench.git('add', '-A');
  bench.git('commit', '-qm', 'head');
  const args = ['bench', '--base', 'HEAD~1', '--out', bench.out, '--max-minutes', '0.02'];
  const note = '- note: Only benchmarks ran. No tests found in ';
  expect((await bench.orps(args)).stderr).toContain(note);
  const asked = await bench.orps([...args, '--benchmarks', 'go test -bench=. ./...']);
  expect(asked.stderr).not.toContain(note);
}, 120_000);

test('a test file that the head changes is named, runs as the base has it, and is no other work', async () => {
  const file = "import { test } from 'node:test';\ntest('one', () => {});\n";
  using bench = openBench({ 'package.json': '{ "type": "module" }\n', 'a.test.js': file });
  writeFileSync(join(bench.checkout, 'a.test.js'), `${file}test('two', () => {});\n`);
  bench.git('add', '-A');
  bench.git('commit', '-qm', 'head');
  const args = ['bench', '--base', 'HEAD~1', '--out', bench.out, '--no-counts', '--json'];
  const how = ['--command', 'node --test a.test.js', '--max-minutes', '0.5'];
  const { stdout } = await bench.orps([...args, ...how]);
  const comparison = JSON.parse(stdout);
  expect(contradiction(comparison)).toBeUndefined();
  expect(comparison.workloads).toMatchObject([
    {
      ...{ comparable: true, files: null, kept: [], named: { appeared: ['a.test.js::two'] } },
      notes: [
        "`a.test.js` is another file on the head. Both sides ran the base's version, so that the same tests run on both.",
      ],
    },
  ]);
}, 120_000);
