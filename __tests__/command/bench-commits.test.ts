import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Bench, openBench } from './orps.ts';

const PROJECT = { 'sum.js': 'export const sum = 1;\n', 'other.js': '' };

/** Commits what a file now holds; gives the commit. */
function commit(bench: Bench, file: string, text: string): string {
  writeFileSync(join(bench.checkout, file), text);
  bench.git('add', '-A');
  bench.git('commit', '-qm', `change ${file}`);
  return bench.git('rev-parse', 'HEAD').trim();
}

/** A branch `feature` that is checked out and one commit ahead of where it left `main`. */
function branched(bench: Bench): string {
  bench.git('branch', '-M', 'main');
  const parted = bench.git('rev-parse', 'HEAD').trim();
  bench.git('checkout', '-q', '-b', 'feature');
  commit(bench, 'sum.js', 'export const sum = 2;\n');
  return parted;
}

/** By a command that ends the comparison at its first run, since what is said comes before it. */
const compare = (bench: Bench, ...args: readonly string[]) =>
  bench.orps(['bench', '--out', bench.out, '--command', 'false', '--no-counts', ...args]);

test('a base that has gone on without the head is named at once and at the end, with where they parted', async () => {
  using bench = openBench(PROJECT);
  const parted = branched(bench);
  bench.git('checkout', '-q', 'main');
  commit(bench, 'other.js', '// later\n');
  bench.git('checkout', '-q', 'feature');
  const { status, stderr } = await compare(bench, '--base', 'main', '--command', 'true');
  const words = `\`main\` has gone on without the head (1 commit): its own changes count as the head's, undone. \`--base ${parted.slice(0, 12)}\`, where the two parted, compares the head's changes alone.`;
  expect(status).toBe(0);
  expect(stderr.startsWith(`- note: ${words}\n`)).toBe(true);
  expect(stderr).toContain(`  note      ${words}`);
});

test('a base from which the head left gets no word', async () => {
  using bench = openBench(PROJECT);
  const parted = branched(bench);
  const { stderr } = await compare(bench, '--base', parted);
  expect(stderr).not.toMatch(/gone on|identical code is compared/);
});

test('a head that is an earlier commit of the base is said to be', async () => {
  using bench = openBench(PROJECT);
  branched(bench);
  const { stderr } = await compare(bench, '--base', 'feature', '--head', 'main');
  expect(stderr).toContain(
    'The head is an earlier commit of `feature`, which has gone on (1 commit)',
  );
});

test('uncommitted changes on an earlier commit of the base are said to be, with what compares them alone', async () => {
  using bench = openBench(PROJECT);
  const parted = branched(bench);
  bench.git('checkout', '-q', 'main');
  writeFileSync(join(bench.checkout, 'other.js'), '// not committed\n');
  const { stderr } = await compare(bench, '--base', 'feature', '--allow-dirty');
  expect(stderr).not.toContain('The head is an earlier commit');
  expect(stderr).toContain(
    `The working tree is on an earlier commit of \`feature\`, which has gone on (1 commit): its own changes count as the working tree's, undone. \`--base ${parted.slice(0, 12)}\` compares the uncommitted changes alone.`,
  );
});

test('uncommitted changes are refused for the head, and are in neither of two commits, nor in what is run', async () => {
  const manifest = (script: string) => JSON.stringify({ scripts: { test: script } });
  const test = `require('node:test')('one', () => {});\n`;
  using bench = openBench({ 'package.json': manifest('node --test'), 'a.test.js': test });
  writeFileSync(join(bench.checkout, 'package.json'), manifest('node nowhere.js'));
  writeFileSync(join(bench.checkout, 'a.test.js'), 'process.exit(1);\n');
  writeFileSync(join(bench.checkout, 'more.test.js'), 'process.exit(1);\n');
  bench.git('add', 'more.test.js');
  const quick = ['--no-counts', '--max-minutes', '0.5'];
  const args = ['bench', '--base', 'HEAD', '--out', bench.out, ...quick];
  const refused = await bench.orps(args);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/uncommitted changes \(a\.test\.js, .*--allow-dirty/);
  const { stdout, stderr } = await bench.orps([...args, '--head', 'HEAD', '--json']);
  expect(stderr).toContain('The uncommitted changes of the checkout are in neither side.');
  const [workload] = JSON.parse(stdout).workloads;
  expect(workload).toMatchObject({ command: 'node --test', broken: [] });
  expect(workload.notes).toContain('The uncommitted changes of the checkout are in neither side.');
  expect(workload.named.totals).toMatchObject({ failing: 0, newlyFailing: 0, appeared: 0 });
}, 120_000);

test('a command whose own file changed is said to be, since both sides may do different work', async () => {
  using bench = openBench(PROJECT);
  commit(bench, 'sum.js', 'export const sum = 2;\n');
  const { stderr } = await compare(bench, '--base', 'HEAD~1', '--command', 'node ./sum.js');
  expect(stderr).toContain('`sum.js`, which the command names, is another file on the head');
}, 120_000);

test('a command that is in no commit is said to be the same on both sides, unless a step makes it', async () => {
  using bench = openBench({ ...PROJECT, '.gitignore': 'made.sh\n' });
  writeFileSync(join(bench.checkout, 'made.sh'), 'exit 1\n');
  commit(bench, 'sum.js', 'export const sum = 2;\n');
  const of = async (...args: readonly string[]) =>
    (await compare(bench, '--base', 'HEAD~1', '--command', 'sh ./made.sh', ...args)).stderr;
  expect(await of()).toContain('`made.sh`, which the command names, is in no commit: both sides');
  rmSync(bench.out, { recursive: true });
  expect(await of('--build', 'true')).not.toContain('in no commit');
}, 120_000);

test('a test script that is another one on the base is pointed out, with what it would run', async () => {
  const manifest = (script: string): string =>
    `{ "type": "module", "scripts": { "test": ${JSON.stringify(script)} } }\n`;
  using bench = openBench({ ...PROJECT, 'package.json': manifest('node --test all.js') });
  commit(bench, 'package.json', manifest('node --test some.js'));
  const args = ['bench', '--base', 'HEAD~1', '--out', bench.out, '--max-minutes', '0.02'];
  const { stderr } = await bench.orps(args);
  expect(stderr).toMatch(
    /^- note: The base by itself would run `node --test all\.js`: both sides ran what the head says/,
  );
  commit(bench, 'other.js', '// more\n');
  expect((await bench.orps(args)).stderr).not.toContain('by itself would run');
}, 120_000);

test('of a head that does not parse no metrics are told', async () => {
  using bench = openBench({ 'sum.js': 'export function sum() { return 1; }\n' });
  const statics = async (name: string) => {
    const out = join(bench.out, name);
    const quick = ['--command', 'false', '--no-counts'];
    await bench.orps(['bench', '--out', out, '--base', 'HEAD~1', ...quick]);
    return JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8')).statics;
  };
  commit(bench, 'sum.js', 'export function sum() { return 1 + 1; }\n');
  expect((await statics('whole')).nodes).toBeGreaterThan(1);
  commit(bench, 'sum.js', 'export function sum() { return (1 + 1; }\n');
  expect(await statics('broken')).toBeNull();
}, 120_000);

test('identical code is said to be, by one commit or by two, and not where uncommitted changes differ', async () => {
  using bench = openBench(PROJECT);
  branched(bench);
  const same = await compare(bench, '--base', 'HEAD');
  expect(same.stderr).toMatch(/Base and head are the same commit \(\w{12}\): identical code/);
  bench.git('commit', '-q', '--allow-empty', '-m', 'nothing');
  const empty = await compare(bench, '--base', 'HEAD~1', '--out', `${bench.out}-2`);
  expect(empty.stderr).toMatch(/Base and head hold the same files \(\w{12}\): identical code/);
  writeFileSync(join(bench.checkout, 'sum.js'), 'export const sum = 3;\n');
  const dirty = await compare(
    bench,
    ...['--base', 'HEAD', '--allow-dirty', '--out', `${bench.out}-3`],
  );
  expect(dirty.stderr).not.toContain('identical code is compared');
});
