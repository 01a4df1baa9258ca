import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { examineCheckout } from '../../src/checkout.ts';
import { alike } from '../../src/comparison/alike.ts';
import { isBroken, prepareSide, type SideName } from '../../src/comparison/side.ts';
import { subjectsOf, subjectsRun } from '../../src/comparison/subjects.ts';
import { testWorkload } from '../../src/comparison/test-workload.ts';
import { twoTrees } from '../../src/comparison/two-trees.ts';
import type { Part, Workload } from '../../src/comparison/workload.ts';
import { detectTestRunner } from '../../src/measure/detection.ts';
import { createWorkspaces } from '../../src/workspace/workspaces.ts';
import { openBench } from '../command/orps.ts';

type Files = Readonly<Record<string, string>>;

interface How {
  readonly directory?: string;
  readonly testCommand?: string;
  readonly isCommitted?: boolean;
  readonly leftMs?: number;
  /** What stands at the beginning of a file that runs, and of what is reported instead. */
  readonly rename?: readonly [string, string];
}

const RUN_MS = 60_000;

/** Reports tests by other files than those that run. */
function renaming(workload: Workload, rename: How['rename']): Workload {
  if (rename === undefined) return workload;
  const named = (path: string): string => path.replace(...rename);
  return {
    ...workload,
    only: (files) => renaming(workload.only?.(files) ?? workload, rename),
    async run(...args) {
      const run = await workload.run(...args);
      const parts = run.parts.map((part) => {
        return { ...part, id: named(part.id), file: named(part.file ?? '') };
      });
      return { ...run, parts };
    },
  };
}

/** What of the tests both sides do alike, where a second state of a project is the head. */
async function alikeIn(
  before: Files,
  after: Files,
  {
    directory = '',
    testCommand = 'node --test',
    isCommitted = true,
    leftMs = RUN_MS,
    rename,
  }: How = {},
) {
  using bench = openBench(before);
  await using stack = new AsyncDisposableStack();
  for (const [path, text] of Object.entries(after)) writeFileSync(join(bench.checkout, path), text);
  if (isCommitted) {
    bench.git('add', '-A');
    bench.git('commit', '-qm', 'head');
  }
  const { signal } = new AbortController();
  const checkout = await examineCheckout(join(bench.checkout, directory), !isCommitted);
  const names = { base: isCommitted ? 'HEAD~1' : 'HEAD', head: undefined };
  const trees = await twoTrees(checkout, names, bench.folder);
  const scratch = join(bench.folder, 'scratch');
  mkdirSync(scratch);
  const workspaces = stack.use(
    await createWorkspaces({
      ...{ checkout: checkout.toplevel, directory, scratch, environment: process.env },
      ...{ level: 'process' as const, protect: () => false },
    }),
  );
  const project = {
    directory: join(checkout.toplevel, directory),
    read: (path: string) => workspaces.read(path),
    files: () => workspaces.files(),
  };
  const runner = await detectTestRunner(project, { testCommand, environment: process.env });
  const workload = renaming(testWorkload(runner, { kind: 'all' }, RUN_MS), rename);
  const open = trees.open(workspaces);
  const prepared = async (name: SideName) => {
    const limits = { buildMs: RUN_MS, runMs: RUN_MS };
    const side = await prepareSide(name, open[name], workload, limits, signal);
    if (isBroken(side)) throw new Error(side.why);
    return stack.use(side);
  };
  const both = { base: await prepared('base'), head: await prepared('head') };
  const paths = trees.changed.map((path) => path.slice(directory ? directory.length + 1 : 0));
  const changed = paths.map((path) => ({ path, text: undefined, onBase: true }));
  const isChanged = workload.writtenIn(changed);
  const request = {
    ...{ workload, open, changed, files: { added: [], all: [] }, observe: () => undefined },
    ...{ budgetMs: RUN_MS, runMs: RUN_MS, counting: false, random: () => 0 },
  };
  const time = { spentMs: 1_000, left: () => leftMs };
  const { pair, ...tests } = await alike(request, both, isChanged, time, stack, signal);
  const { asBase, unlike, late } = tests;
  const all = subjectsOf(both.base.warmUp, both.head.warmUp, isChanged);
  const isOther = (part: Part) => isChanged(part) && !asBase.includes(part.file ?? '');
  const subjects = subjectsRun(all, both, pair, isOther);
  const { parts } = pair.head.warmUp;
  return { asBase, unlike, late, subjects, ran: parts.map(({ id }) => id).sort(), parts };
}

const imports =
  "import { test } from 'node:test';\nimport { setTimeout } from 'node:timers/promises';\n";
const named = (name: string, ms = 20): string => `test('${name}', () => setTimeout(${ms}));\n`;
const PROJECT = { 'package.json': '{ "type": "module" }\n' };
/** Longer than anything here takes. */
const LONG_MS = 5_000;

test('a test file that the head changes runs on both sides as the base has it', async () => {
  const { asBase, ran, parts, subjects } = await alikeIn(
    { ...PROJECT, 'a.test.js': imports + named('one') + named('two') + named('removed') },
    { 'a.test.js': imports + named('added') + named('one') + named('two', LONG_MS) },
  );
  expect(asBase).toEqual(['a.test.js']);
  expect(ran).toEqual(['one', 'removed', 'two'].map((name) => `a.test.js::${name}`));
  expect(parts.every(({ value }) => value < LONG_MS)).toBe(true);
  const { appeared, changed, vanished, unrun, same } = subjects;
  expect({ appeared, changed, vanished, unrun, same }).toEqual({
    ...{ appeared: ['a.test.js::added'], changed: [], vanished: [], unrun: [], same: true },
  });
}, 60_000);

test("of a working tree too, and in a project's folder whose files look like pathspecs", async () => {
  const { asBase, parts } = await alikeIn(
    {
      'sub/package.json': PROJECT['package.json'],
      'sub/:!a b.test.js': imports + named('one'),
      'sub/a.test.js': imports + named('other'),
    },
    { 'sub/:!a b.test.js': imports + named('one', LONG_MS) },
    { directory: 'sub', isCommitted: false },
  );
  expect(asBase).toEqual([':!a b.test.js']);
  expect(parts.map(({ value }) => value < LONG_MS)).toEqual([true, true]);
}, 60_000);

test('where the version of the base does otherwise on the head, its tests are named and it does not run', async () => {
  const uses = (name: string): string =>
    `${imports}import { ${name} } from './lib.js';\ntest('uses', () => ${name}(20));\n`;
  const lib = (name: string): string =>
    `import { setTimeout } from 'node:timers/promises';\nexport const ${name} = (ms) => setTimeout(ms);\n`;
  const { asBase, unlike, ran, subjects } = await alikeIn(
    {
      ...{ ...PROJECT, 'lib.js': lib('old'), 'a.test.js': uses('old') },
      ...{ 'b.test.js': imports + named('b'), 'c.test.js': imports + named('c') },
    },
    { 'lib.js': lib('fresh'), 'a.test.js': uses('fresh'), 'b.test.js': imports + named('b', 21) },
  );
  expect([asBase, unlike]).toEqual([['b.test.js'], ['a.test.js']]);
  expect(ran).toEqual(['b.test.js::b', 'c.test.js::c']);
  const { changed, newlyFailing, same } = subjects;
  expect({ changed, newlyFailing, same }).toEqual({
    ...{ changed: ['a.test.js::uses'], newlyFailing: [], same: true },
  });
}, 60_000);

test('not where a test of the file fails on the head alone, or the time does not suffice', async () => {
  const before = {
    'a.test.js': imports + named('one') + named('two'),
    'b.test.js': imports + named('b'),
  };
  const failing = "test('two', () => { throw new Error(); });\n";
  const broken = await alikeIn(
    { ...PROJECT, ...before },
    { 'a.test.js': imports + named('one') + failing },
  );
  expect([broken.asBase, broken.ran]).toEqual([[], ['b.test.js::b']]);
  expect(broken.subjects.newlyFailing).toEqual(['a.test.js::two']);
  const late = await alikeIn(
    { ...PROJECT, ...before },
    { 'a.test.js': `${imports}${named('one')}${named('two')}// more\n` },
    { leftMs: 1 },
  );
  expect([late.asBase, late.late, late.ran]).toEqual([[], ['a.test.js'], ['b.test.js::b']]);
}, 60_000);

test('never in code that holds tests itself, whose change would be taken back', async () => {
  const code = (value: number): string =>
    `def work():\n    """\n    >>> work() > 0\n    True\n    """\n    return ${value}\n`;
  const { asBase } = await alikeIn(
    { 'work.py': code(1), 'test_b.py': 'def test_b(): pass\n' },
    { 'work.py': code(2) },
    { testCommand: 'python3 -m pytest -q --doctest-modules' },
  );
  expect(asBase).toEqual([]);
}, 60_000);

test('not where the file cannot be run by the name that its tests report', async () => {
  // As with source maps: what runs is built, and what is named is not there.
  const built = (ms: number): string => `${imports}${named('one', ms)}`;
  const files = (ms: number) => ({
    ...{ 'dist/a.test.js': built(ms), 'src/a.test.js': `throw new Error(${ms});\n` },
    'b.test.js': imports + named('b'),
  });
  const { asBase, ran } = await alikeIn({ ...PROJECT, ...files(20) }, files(21), {
    testCommand: 'node --test dist/*.js b.test.js',
    rename: ['dist/', 'src/'],
  });
  expect([asBase, ran]).toEqual([[], ['b.test.js::b']]);
}, 60_000);

test('nor where tests need what files without tests set up', async () => {
  const needs = 'import builtins\n\ndef test_needs():\n    assert builtins.ready\n';
  const { asBase, ran } = await alikeIn(
    {
      'tests/test_0.py': 'import builtins\nbuiltins.ready = True\n',
      ...{ 'tests/test_a.py': needs, 'tests/test_b.py': needs },
    },
    { 'tests/test_a.py': `${needs}# more\n` },
    { testCommand: 'python3 -m pytest -q tests' },
  );
  expect(asBase).toEqual([]);
  expect(ran).toEqual(['tests/test_a.py::test_needs', 'tests/test_b.py::test_needs']);
}, 60_000);

test('under pytest too, though the version of the head is as long', async () => {
  const file = (seconds: string): string =>
    `import time\n\ndef test_one():\n    time.sleep(${seconds})\n`;
  const { asBase, parts } = await alikeIn(
    { 'test_a.py': file('0.02') },
    { 'test_a.py': file('5.00') },
    { testCommand: 'python3 -m pytest -q' },
  );
  expect(asBase).toEqual(['test_a.py']);
  expect(parts.map(({ value }) => value < LONG_MS)).toEqual([true]);
}, 60_000);
