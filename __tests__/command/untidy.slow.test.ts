import { expect, test } from '@jest/globals';
import { openBench, RED } from './orps.ts';

/** What real red repositories are like, each as a small project that `orps fix` is let loose on. */

const manifest = (scripts: object) => `${JSON.stringify({ type: 'module', scripts })}\n`;

interface Result {
  readonly status: string;
  readonly reason: string;
  readonly best: { readonly patch: string } | null;
  readonly task: { readonly buildCommand?: string; readonly directory?: string };
}

async function fixed(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  using bench = openBench(files);
  const { status, stdout, stderr } = await bench.orps([
    ...['fix', ...args, '--json', '--out', bench.out],
  ]);
  if (stdout === '') throw new Error(stderr);
  expect(bench.leftovers()).toEqual([]);
  return { exit: status, result: JSON.parse(stdout) as Result };
}

test('tests that read built files: every candidate is built before it is judged', async () => {
  const { exit, result } = await fixed({
    ...RED,
    '.gitignore': 'dist\n',
    'package.json': manifest({ build: 'node build.js', test: 'npm run build && node --test' }),
    'build.js': `import { cpSync } from 'node:fs';
cpSync('src', 'dist', { recursive: true });
`,
    'test/range.test.js': (RED['test/range.test.js'] ?? '').replace('../src/', '../dist/'),
  });
  expect(result).toMatchObject({ status: 'fixed', task: { buildCommand: 'node build.js' } });
  expect(result.best?.patch).toMatch(/^\+\+\+ b\/src\/range\.js$/m);
  expect(exit).toBe(0);
}, 60_000);

test('a base that keeps a failure which no patch can mend is improved, and says by how much', async () => {
  const { exit, result } = await fixed(
    {
      ...RED,
      'test/platform.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
test('another platform', () => assert.equal(process.platform, 'plan9'));
`,
    },
    ...['--preset', 'fast', '--samples', '12'],
  );
  expect(result).toMatchObject({ status: 'improved' });
  expect(result.reason).toMatch(/^1 of 2 failing tests pass/);
  expect(exit).toBe(0);
}, 300_000);

test('a defect that never ends is a failure like another', async () => {
  const { result } = await fixed(
    {
      'package.json': manifest({ test: 'node --test' }),
      'src/pairs.js': `/** How many pairs it takes to seat this many. */
export function pairs(people) {
  let count = 0;
  for (let seated = 0; seated !== people; seated += 2) count += 1;
  return count;
}
`,
      'test/pairs.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { pairs } from '../src/pairs.js';
test('nobody', () => assert.equal(pairs(0), 0));
test('four', () => assert.equal(pairs(4), 2));
test('five', () => assert.equal(pairs(5), 3));
`,
    },
    ...['--test-timeout', '2'],
  );
  expect(result).toMatchObject({ status: 'fixed' });
}, 300_000);

test('a project in a folder of a larger repository is repaired there, with a patch for the whole', async () => {
  const inFolder = Object.entries(RED).map(([path, text]) => [`packages/core/${path}`, text]);
  const { result } = await fixed(
    { 'README.md': 'A workspace.\n', ...Object.fromEntries(inFolder) },
    'packages/core',
  );
  expect(result).toMatchObject({ status: 'fixed', task: { directory: 'packages/core' } });
  expect(result.best?.patch).toMatch(/^\+\+\+ b\/packages\/core\/src\/range\.js$/m);
}, 60_000);
