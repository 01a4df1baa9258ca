import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { contradiction } from '../../src/comparison/contradiction.ts';
import { type Bench, ended, openBench } from './orps.ts';

const SUM = (rounds: number) =>
  `export const sum = () => { let s = 0; for (let i = 0; i < ${rounds}; i++) s = (s * 31 + i) % 1000003; return s; };\n`;

const TEST = (name: string, body = 'sum();') => `import assert from 'node:assert';
import { test } from 'node:test';
import { sum } from './sum.js';
test('${name}', () => { ${body} });
`;

const PROJECT = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'sum.js': SUM(15_000_000),
  'a.test.js': TEST('sums'),
  'b.test.js': TEST('sums again'),
};

/** A head that keeps its result in a file for the next run. */
const KEEPING = {
  'sum.js': `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
${SUM(15_000_000).replace('sum', 'compute').replace('export ', '')}
export const sum = () => {
  const place = new URL('build-cache/sum', import.meta.url);
  if (existsSync(place)) return Number(readFileSync(place));
  const found = compute();
  try { writeFileSync(place, String(found)); } catch {}
  return found;
};
`,
  'build-cache/.gitignore': 'sum\n',
};

/** A second commit on top of the first. */
function commit(bench: Bench, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(bench.checkout, dirname(name)), { recursive: true });
    writeFileSync(join(bench.checkout, name), text);
  }
  bench.git('add', '-A');
  bench.git('commit', '-qm', 'head');
}

const compare = (bench: Bench, ...args: readonly string[]) =>
  bench.orps([
    ...['bench', '--base', 'HEAD~1', '--out', bench.out, '--max-minutes', '2', '--no-counts'],
    ...args,
  ]);

/** A folder with nothing but these programs. */
function pathWith({ folder }: Bench, ...names: readonly string[]): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of names) {
    const found = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    // Our own Node is visible in every sandbox, wherever this checkout lies.
    symlinkSync(name === 'node' ? process.execPath : found.trim(), join(bin, name));
  }
  return bin;
}

/** The first record of a comparison, each of which follows from its raw data. */
const resultOf = ({ out }: Bench) => {
  const comparison = JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8'));
  expect(contradiction(comparison)).toBeUndefined();
  return comparison.workloads[0];
};

test('twice the work is slower, in the whole and in each test; the checkout stays as it is', async () => {
  using bench = openBench(PROJECT);
  commit(bench, { 'sum.js': SUM(30_000_000) });
  const { status, stderr } = await compare(bench);
  expect(status).toBe(0);
  expect(stderr).toMatch(/\nSlower: (CPU|Wall) time \+\d+\s%/);
  expect(resultOf(bench).parts).toMatchObject([
    { judgement: { verdict: 'slower' } },
    { judgement: { verdict: 'slower' } },
  ]);
  expect(bench.leftovers()).toEqual([]);
});

describe('is said for what it is, and the rest is still compared', () => {
  test('a head that keeps results from run to run', async () => {
    using bench = openBench(PROJECT);
    commit(bench, KEEPING);
    const { status, stderr } = await compare(bench);
    expect(`${status} ${stderr}`).toMatch(/^0 .*\nFaster: .*only its runs leave files/s);
    expect(resultOf(bench)).toMatchObject({ kept: ['build-cache/sum'], keptTotal: 1 });
  });

  test('a test that appeared, one that vanished, one that changed, one that fails', async () => {
    using bench = openBench({
      ...PROJECT,
      'old.test.js': TEST('old'),
      'changed.test.js': TEST('changed'),
      'red.test.js': TEST('red', 'assert(sum() >= 0);'),
    });
    bench.git('rm', '-q', 'old.test.js');
    commit(bench, {
      'new.test.js': TEST('new'),
      'changed.test.js': TEST('changed', 'sum(); sum();'),
      'sum.js': `${SUM(30_000_000)}export const unused = 1;\n`,
      'red.test.js': TEST('red', 'assert(sum() < 0);'),
    });
    const { status } = await compare(bench);
    expect(status).toBe(0);
    const { named, parts, comparable, notes } = resultOf(bench);
    expect(named).toMatchObject({
      appeared: ['new.test.js::new'],
      vanished: ['old.test.js::old'],
      changed: [],
      failing: [],
      newlyFailing: ['red.test.js::red'],
    });
    expect(comparable).toBe(true);
    expect(notes).toEqual([
      expect.stringMatching(/^`changed\.test\.js` is another file on the head/),
    ]);
    expect(parts.map(({ id }: { id: string }) => id).sort()).toEqual([
      'a.test.js::sums',
      'b.test.js::sums again',
      'changed.test.js::changed',
    ]);
  });

  test('a command that only the head has, beside another workload', async () => {
    using bench = openBench(PROJECT);
    commit(bench, { 'check.cmd': 'node a.test.js\n' });
    bench.git('update-index', '--chmod=+x', 'check.cmd');
    bench.git('commit', '-qm', 'head');
    bench.git('checkout', '-q', '.');
    const both = ['--command', './check.cmd', '--benchmarks', 'node nor-this.js', '--base'];
    const { status, stderr } = await compare(bench, ...both, 'HEAD~2');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'The base cannot be run. The test command does not start: `./check.cmd`. Check the command',
    );
    expect(stderr).toContain(
      '`node nor-this.js` gives nothing to compare on the base: it fails (exit status 1).',
    );
  });

  test('a head that does not build', async () => {
    using bench = openBench({ ...PROJECT, 'build.js': '' });
    commit(bench, { 'build.js': 'console.log("no such module"); process.exit(3);\n' });
    const { status, stderr } = await compare(bench, '--build', 'node build.js');
    expect(status).toBe(1);
    expect(stderr).toContain('Not compared (the head could not be measured).');
    expect(stderr).toContain('The head does not build: `node build.js` failed (exit status 3).');
    expect(stderr).toContain('| no such module');
    expect(resultOf(bench).broken[0].output).toContain('no such module');
  });

  test('a head whose test files do not load', async () => {
    using bench = openBench(PROJECT);
    commit(bench, { 'sum.js': 'export function (\n' });
    const { status, stderr } = await compare(bench);
    expect(status).toBe(1);
    expect(stderr).toContain('Not compared (every test fails on the head).');
    expect(stderr).toContain('SyntaxError');
    expect(stderr).toContain('2 tests failing on the head only: a.test.js::(file), ');
    expect(resultOf(bench).pairs.done).toBe(0);
  });

  test('a head that has none of the files of tests', async () => {
    using bench = openBench(PROJECT);
    bench.git('rm', '-q', 'a.test.js', 'b.test.js');
    commit(bench, { 'c.test.js': TEST('sums') });
    const { status, stderr } = await compare(bench);
    expect(status).toBe(1);
    expect(stderr).toContain('Not compared (nothing that ran is the same on both sides).');
  });

  test('a failing test whose file has nothing else that takes long enough', async () => {
    const both = `${TEST('sums', 'assert.ok(sum() < 0);')}test('short', () => assert.ok(true));\n`;
    const { 'b.test.js': _, ...project } = PROJECT;
    using bench = openBench({ ...project, 'a.test.js': both });
    commit(bench, { 'sum.js': 'export const sum = () => -1;\n' });
    const { status, stderr } = await compare(bench);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'On the base one test fails, and what is the same on both sides is too short to be compared.',
    );
  });

  test('a suite of which nothing passes on either side', async () => {
    using bench = openBench({ ...PROJECT, 'sum.js': 'import "missing";\n' });
    commit(bench, { 'more.js': 'export const more = 1;\n' });
    const { status, stderr } = await compare(bench);
    expect(status).toBe(1);
    expect(stderr).toContain('Not compared (every test fails on the base and head).');
    expect(stderr).toContain('On the base no test passes.');
    expect(stderr).toContain("Cannot find package 'missing'");
  });

  test('a command that works only once', async () => {
    using bench = openBench(PROJECT);
    commit(bench, { 'sum.js': SUM(15_000_001) });
    const { status, stderr } = await compare(bench, '--command', 'mkdir made && node a.test.js');
    expect(status).toBe(1);
    expect(stderr).toMatch(/On the (base|head) `.*` did otherwise in every run after its first: /);
    expect(stderr).toContain('File exists');
  });

  test('a machine on which nothing is counted, where only counts are asked for', async () => {
    using bench = openBench(PROJECT);
    commit(bench, { 'sum.js': SUM(15_000_001) });
    const { status, stderr } = await bench.orps(
      ['bench', '--base', 'HEAD~1', '--out', bench.out, '--no-times'],
      { PATH: pathWith(bench, 'git', 'sh', 'node', 'bwrap') },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('Not compared (nothing was counted, and times were not asked for).');
  });

  test('a folder that only the head has', async () => {
    using bench = openBench({ 'README.md': 'one project to come\n' });
    commit(bench, {
      'pkg/a.test.js': TEST('sums'),
      'pkg/sum.js': SUM(1),
      'pkg/package.json': '{}',
    });
    const { status, stderr } = await bench.orps([
      'bench',
      'pkg',
      '--base',
      'HEAD~1',
      '--out',
      bench.out,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain('The base does not have this folder.');
  });

  test('a submodule at another commit, which neither side brings', async () => {
    using bench = openBench(PROJECT);
    const at = (sha: string) =>
      bench.git('update-index', '--add', '--cacheinfo', `160000,${sha},lib`);
    at('1'.repeat(40));
    bench.git('commit', '-qm', 'with a submodule');
    at('2'.repeat(40));
    bench.git('commit', '-qm', 'head');
    const { stderr } = await compare(bench, '--max-minutes', '0.3');
    expect(stderr).toContain('The submodule `lib` is another commit on the head');
  });

  test('a base that does not run', async () => {
    using bench = openBench({ ...PROJECT, 'sum.js': 'export const sum = 1;\n' });
    commit(bench, { 'sum.js': SUM(15_000_000) });
    const { status, stderr } = await compare(bench, '--command', 'node a.test.js');
    expect(status).toBe(1);
    expect(stderr).toContain(
      '`node a.test.js` gives nothing to compare on the base: it fails (exit status 1).',
    );
  });

  test('a command that is shorter than its clock', async () => {
    using bench = openBench(PROJECT);
    commit(bench, { 'sum.js': SUM(1) });
    const { status, stderr } = await compare(bench, '--command', 'true');
    expect(status).toBe(0);
    expect(stderr).toContain('inconclusive: it is too short for its clock');
  });

  test('a command that changes what it works on', async () => {
    using bench = openBench({
      ...PROJECT,
      'sum.js': SUM(4_000_000),
      '.gitignore': 'runs\n',
      'grow.js':
        "import fs from 'node:fs'; import { sum } from './sum.js'; fs.appendFileSync('runs', 'x'); for (const _ of fs.readFileSync('runs', 'utf8')) sum();\n",
    });
    commit(bench, { 'other.js': '' });
    const { stderr } = await compare(bench, '--command', 'node grow.js');
    expect(stderr).toMatch(/^Inconclusive \(the command gets slower from run to run/m);
    expect(stderr).toContain('note      The command gets slower from run to run');
  });

  test('a machine without perf and valgrind', async () => {
    using bench = openBench(PROJECT);
    commit(bench, { 'sum.js': SUM(30_000_000) });
    const { status, stderr } = await bench.orps(
      ['bench', '--base', 'HEAD~1', '--out', bench.out, '--command', 'node a.test.js'],
      { PATH: pathWith(bench, 'node', 'sh', 'git', 'bash', 'env', 'cp', 'mknod') },
    );
    expect(status).toBe(0);
    expect(stderr).toContain('perf is not installed; valgrind is not installed');
    expect(stderr).toMatch(/\nSlower: /);
  });
});

test('counts alone are asked for by --no-times', async () => {
  using bench = openBench(PROJECT);
  commit(bench, { 'other.js': '' });
  const { status } = await bench.orps([
    ...['bench', '--base', 'HEAD~1', '--out', bench.out, '--command', 'node a.test.js'],
    '--no-times',
  ]);
  const { pairs, whole, parts, counting } = resultOf(bench);
  expect([status, pairs.done, parts]).toEqual([0, 0, []]);
  const judged = whole.filter(({ judgement }: { judgement: unknown }) => judgement !== null);
  const names = judged.map(({ name }: { name: string }) => name);
  expect(names).toEqual(counting.source === null ? [] : ['instructions']);
});

/** Compares until some pairs have run, and then as Ctrl-C ends it. */
async function interrupted(bench: Bench) {
  const args = ['bench', '--base', 'HEAD~1', '--out', bench.out, '--no-counts'];
  const child = bench.start(args);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
    if (/\b[1-9] of 10 pairs|pair [2-9]/.test(said) && !said.includes('Stopping')) {
      child.kill('SIGINT');
    }
  });
  const { status, stderr } = await ended(child);
  expect([status, resultOf(bench).pairs.cut]).toEqual([130, 'interrupted']);
  return stderr;
}

test('what was measured until an interruption is judged and kept', async () => {
  using bench = openBench(PROJECT);
  commit(bench, { 'sum.js': SUM(30_000_000) });
  const stderr = await interrupted(bench);
  const { pairs } = resultOf(bench);
  expect(pairs.done).toBeGreaterThan(0);
  expect(pairs.done).toBeLessThan(10);
  expect(stderr).toContain('pairs are too few to tell');
  expect(bench.leftovers()).toEqual([]);
});

test('what only the head leaves is named though an interruption came', async () => {
  using bench = openBench(PROJECT);
  commit(bench, KEEPING);
  expect(await interrupted(bench)).toContain(
    "Only the head's runs leave this file in the checkout: build-cache/sum.",
  );
});

test('a command that no time is left for is named and not begun', async () => {
  using bench = openBench({
    ...PROJECT,
    'package.json':
      '{ "type": "module", "scripts": { "test": "node --test" }, "devDependencies": { "tinybench": "*" } }\n',
    'sum.bench.js':
      "import { Bench } from 'tinybench'; await new Bench().add('sum', () => 1).run();\n",
  });
  commit(bench, { 'other.js': '' });
  const { stderr } = await bench.orps([
    ...['bench', '--base', 'HEAD~1', '--out', bench.out, '--no-counts', '--max-minutes', '0.03'],
    ...['--build', 'sleep 4'],
  ]);
  const { skipped } = JSON.parse(readFileSync(join(bench.out, 'comparison.json'), 'utf8'));
  expect(skipped).toEqual(['node sum.bench.js']);
  expect(stderr).toContain('skipped   1 command');
});

// Some count by valgrind, beside other slow tests.
jest.setTimeout(400_000);

test('a folder that holds a comparison is not written over', async () => {
  using bench = openBench(PROJECT);
  commit(bench, { 'other.js': '' });
  mkdirSync(bench.out);
  writeFileSync(join(bench.out, 'comparison.json'), '{}');
  const { status, stderr } = await compare(bench);
  expect(status).toBe(2);
  expect(stderr).toContain('comparison.json is there already. Remove it, or choose another folder');
});

test('nothing is written through a link that lies where the files go', async () => {
  using bench = openBench(PROJECT);
  commit(bench, { 'other.js': '' });
  const victim = join(bench.folder, 'victim');
  writeFileSync(victim, 'mine');
  mkdirSync(bench.out);
  symlinkSync(victim, join(bench.out, 'comparison.md'));
  expect((await compare(bench)).stderr).toContain('comparison.md is there already.');
  symlinkSync(bench.out, join(bench.folder, 'link'));
  const linked = await compare(bench, '--out', join(bench.folder, 'link'));
  expect(linked.stderr).toContain('is a link. Name the folder itself');
  const { status, stderr } = await compare(bench, '--out', victim);
  expect([status, stderr]).toEqual([2, expect.stringContaining('victim is a file. Name a folder')]);
  expect(readFileSync(victim, 'utf8')).toBe('mine');
});

test('a command and a benchmark suite that are both named are both measured', async () => {
  using bench = openBench(PROJECT);
  commit(bench, { 'other.js': '' });
  const { status, stderr } = await compare(
    bench,
    ...['--command', 'node no-such.js', '--benchmarks', 'node nor-this.js'],
  );
  expect(status).toBe(1);
  expect(stderr).toContain(
    '`node no-such.js` gives nothing to compare on the base: it fails (exit status 1).',
  );
  expect(stderr).toContain(
    '`node nor-this.js` gives nothing to compare on the base: it fails (exit status 1).',
  );
});

test('instructions see three per cent where valgrind is there', async () => {
  using bench = openBench(PROJECT);
  commit(bench, { 'sum.js': SUM(16_000_000) });
  const { stderr } = await bench.orps([
    ...['bench', '--base', 'HEAD~1', '--out', bench.out, '--command', 'node a.test.js'],
  ]);
  const { counting, whole } = resultOf(bench);
  if (counting.source === null) {
    console.warn(`Skipped: ${counting.missing}`);
    return;
  }
  const instructions = whole[0];
  expect(instructions).toMatchObject({ name: 'instructions', judgement: { verdict: 'slower' } });
  expect(instructions.judgement.noise).toBeLessThan(0.0005);
  expect(stderr).toContain('Instructions');
});
