import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import type { RealCase } from '../../bench/cases-catalogue.ts';
import { judge } from '../../bench/cases-judge.ts';
import type { Recipe } from '../../bench/cases-recipes.ts';
import { caseRow } from '../../bench/cases-row.ts';
import { type RedRepository, setUp } from '../../bench/cases-setup.ts';
import { snapshotOf } from '../../bench/cases-snapshot.ts';

const recipe: Recipe = {
  install: { kind: 'none' },
  files: { 'generated/version.js': 'module.exports = "1.0.0";\n' },
  suite: 'node --test --test-reporter=junit --test-reporter-destination="$REPORT"',
  report: 'junit',
};

const testOf = (name: string, call: string, value: number) =>
  `test('${name}', () => assert.equal(${call}, ${value}));\n`;
const head = `const { test } = require('node:test');
const assert = require('node:assert/strict');
const { clamp } = require('../clamp.js');
require('../generated/version.js');
`;
const oldTests = head + testOf('keeps what is within', 'clamp(3, 1, 5)', 3);
const newTests =
  oldTests + testOf('raises', 'clamp(0, 1, 5)', 1) + testOf('lowers', 'clamp(9, 1, 5)', 5);
const source = (body: string) => `exports.clamp = (value, low, high) => ${body};\n`;
const buggy = source('Math.max(low, value)');
const right = source('Math.min(high, Math.max(low, value))');

let folder: string;
let mirror: string;
let entry: RealCase;
let repository: RedRepository;

const git = async (cwd: string, ...args: readonly string[]) =>
  (await execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], { cwd }))
    .stdout;

async function commit(root: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await git(root, 'add', '--all');
  await git(root, 'commit', '-qm', 'a step of the secret history');
  return git(root, 'rev-parse', 'HEAD');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cases-judge-'));
  mirror = join(folder, 'mirror');
  const upstream = join(mirror, 'owner+clamp/repo');
  await mkdir(upstream, { recursive: true });
  await git(upstream, 'init', '-q', '-b', 'main');
  const base = await commit(upstream, { 'clamp.js': buggy, 'test/clamp.test.js': oldTests });
  const fix = await commit(upstream, { 'clamp.js': right, 'test/clamp.test.js': newTests });
  entry = {
    id: 'clamp-high',
    kind: 'bug',
    repo: 'owner/clamp',
    language: 'JavaScript',
    runner: 'node:test',
    base_sha: base,
    fix_sha: fix,
    test_files: ['test/clamp.test.js'],
    source_files: ['clamp.js'],
  };
  repository = await setUp(entry, recipe, mirror, join(folder, 'repositories'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Judges the patch that turns the red repository into these files. */
async function judged(files: Readonly<Record<string, string>>) {
  const scratch = await mkdtemp(join(folder, 'scratch-'));
  await cp(repository.root, scratch, { recursive: true });
  for (const [path, content] of Object.entries(files))
    await writeFile(join(scratch, path), content);
  const patch = join(scratch, 'patch.diff');
  await writeFile(patch, `${await git(scratch, 'diff')}\n`);
  return judge(repository, await snapshotOf(mirror, entry.repo), patch);
}

test('a red repository has the sources of the base and the tests of the fix', async () => {
  expect(await readFile(join(repository.root, 'clamp.js'), 'utf8')).toBe(buggy);
  expect(await readFile(join(repository.root, 'test/clamp.test.js'), 'utf8')).toBe(newTests);
  expect(repository.failToPass).toEqual([expect.stringMatching(/lowers/)]);
  expect(repository.red.failed).toHaveLength(1);
  expect(repository.green.failed).toEqual([]);
});

test('a red repository is one clean commit that knows nothing of the fix', async () => {
  expect(await git(repository.root, 'rev-list', '--all', '--count')).toBe('1');
  expect(await git(repository.root, 'status', '--porcelain')).toBe('');
  await expect(git(repository.root, 'cat-file', '-e', entry.fix_sha)).rejects.toThrow();
  expect(await git(repository.root, 'log', '--format=%B')).not.toContain('secret');
});

test('setting up again takes what is there', async () => {
  await writeFile(join(repository.root, 'mark'), 'still here');
  const again = await setUp(entry, recipe, mirror, join(folder, 'repositories'));
  expect(again).toEqual(repository);
  expect(await readFile(join(repository.root, 'mark'), 'utf8')).toBe('still here');
  await rm(join(repository.root, 'mark'));
});

test('the real fix is verified', async () => {
  expect(await judged({ 'clamp.js': right })).toEqual({ verified: true, lost: [] });
});

test('a patch that breaks another test is not', async () => {
  const { verified, lost } = await judged({ 'clamp.js': source('Math.min(high, value)') });
  expect(verified).toBe(false);
  expect(lost).toEqual([expect.stringMatching(/raises/)]);
});

test('a patch that weakens the tests meets the real ones', async () => {
  const { verified, lost } = await judged({ 'test/clamp.test.js': oldTests });
  expect(verified).toBe(false);
  expect(lost).toEqual([expect.stringMatching(/lowers/)]);
});

test('a patch that does not apply is not verified, and says why', async () => {
  const patch = join(folder, 'nonsense.diff');
  await writeFile(
    patch,
    'diff --git a/none.js b/none.js\n--- a/none.js\n+++ b/none.js\n@@ -1 +1 @@\n-a\n+b\n',
  );
  const { verified, lost } = await judge(repository, await snapshotOf(mirror, entry.repo), patch);
  expect(verified).toBe(false);
  expect(lost[0]).toMatch(/git apply/);
});

test('judging leaves the repository as the tool left it', async () => {
  await writeFile(join(repository.root, 'left-behind'), 'by the tool');
  await judged({ 'clamp.js': right });
  expect(await readFile(join(repository.root, 'left-behind'), 'utf8')).toBe('by the tool');
  expect(await readFile(join(repository.root, 'clamp.js'), 'utf8')).toBe(buggy);
  await rm(join(repository.root, 'left-behind'));
});

test('a snapshot that is not there is named with what to do', async () => {
  await expect(snapshotOf(mirror, 'owner/other')).rejects.toMatchObject({
    message: expect.stringMatching(/owner\/other/),
    remedy: expect.stringMatching(/--only/),
  });
});

/** The row for a tool that leaves this verdict and this source, and does this besides. */
async function rowFor(status: string, clamp: string, besides = '') {
  const scratch = await mkdtemp(join(folder, 'tool-'));
  const cli = join(scratch, 'cli.mjs');
  await writeFile(
    cli,
    `import { execFileSync } from 'node:child_process';
    import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
    const [, , , root, , out] = process.argv;
    mkdirSync(out, { recursive: true });
    const source = root + '/clamp.js';
    const base = readFileSync(source);
    writeFileSync(source, ${JSON.stringify(clamp)});
    writeFileSync(out + '/patch.diff', execFileSync('git', ['diff'], { cwd: root }));
    writeFileSync(source, base);
    const usage = { calls: 2, inputTokens: 30, outputTokens: 4 };
    const rest = { reason: 'because', candidates: [{}, {}, {}], usage };
    writeFileSync(out + '/result.json', JSON.stringify({ status: ${JSON.stringify(status)}, ...rest }));
    ${besides}`,
  );
  const settings = { cli, maxMinutes: 1, fixArguments: ['--model', 'offline'] };
  return caseRow(repository, { ...settings, mirror, results: join(scratch, 'results') });
}

test('a claim that holds is verified and honest', async () => {
  expect(await rowFor('fixed', right)).toMatchObject({
    id: 'clamp-high',
    status: 'fixed',
    candidates: 3,
    calls: 2,
    tokens: 34,
    verified: true,
    honest: true,
    checkoutUntouched: true,
  });
});

test('a claim that does not hold is neither, and the row says what is lost', async () => {
  const row = await rowFor('fixed', source('Math.min(high, value)'));
  expect(row).toMatchObject({ status: 'fixed', verified: false, honest: false });
  expect(row.remark).toMatch(/raises/);
});

test('claiming nothing is honest, seeing nothing to do is not', async () => {
  expect(await rowFor('unresolved', buggy)).toMatchObject({ verified: null, honest: true });
  expect(await rowFor('nothing-to-do', buggy)).toMatchObject({ verified: null, honest: false });
});

test('a tool that writes into the checkout is seen, in ignored files too', async () => {
  const mark = `writeFileSync(root + '/generated/left', '');`;
  expect(await rowFor('unresolved', buggy, mark)).toMatchObject({ checkoutUntouched: false });
  const hidden = `mkdirSync(root + '/node_modules/.cache', { recursive: true });
    writeFileSync(root + '/node_modules/.cache/left', '');`;
  expect(await rowFor('unresolved', buggy, hidden)).toMatchObject({ checkoutUntouched: false });
});
