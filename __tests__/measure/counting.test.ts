import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cachegrind, parseCachegrind } from '../../src/measure/counting/cachegrind.ts';
import { openCountFolder } from '../../src/measure/counting/count-folder.ts';
import { countedWorkspace } from '../../src/measure/counting/counted-workspace.ts';
import { type Counter, findCounter, isCounter } from '../../src/measure/counting/counter.ts';
import { parsePerfStat, perfStat } from '../../src/measure/counting/perf-stat.ts';
import { createProject, openPlainWorkspace } from './plain-workspace.ts';

/** Counts nothing, and lets a line run as it is. */
const counter: Counter = {
  source: 'perf',
  slowdown: { factor: 1, startMs: 0 },
  wrap: (line) => line,
  read: async () => ({ instructions: 7, branchMisses: null }),
};

async function openProject(files: Readonly<Record<string, string>>) {
  const project = await createProject(files);
  const workspace = await openPlainWorkspace(project.directory);
  return {
    workspace,
    async [Symbol.asyncDispose]() {
      await workspace[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

describe('perf', () => {
  test('that has no counters says so in its text, with exit status 0: no count', () => {
    const said = `# started on Thu Nov 26 21:00:00 2026

<not supported>,,instructions:u,0,100.00,,
<not supported>,,branch-misses:u,0,100.00,,
`;
    expect(parsePerfStat(said)).toBeUndefined();
  });

  test('that counted all the time gives counts; a share of the time gives an estimate, and no count', () => {
    const said = (share: string) =>
      `\n1234567,,instructions:u,900000,${share},0.5,insn per cycle\n321,,branch-misses:u,900000,100.00,,\n`;
    expect(parsePerfStat(said('100.00'))).toEqual({ instructions: 1234567, branchMisses: 321 });
    expect(parsePerfStat(said('62.13'))).toBeUndefined();
    expect(parsePerfStat('')).toBeUndefined();
  });
});

describe('cachegrind', () => {
  const file = (summary: string) =>
    `desc: I1 cache: (none)\ncmd: /bin/true\nevents: Ir Bc Bcm Bi Bim\nfl=a.c\nfn=main\n1 2 3 4 5 6\n${summary}\n`;

  test('tells instructions, and mispredicted branches of both kinds', () => {
    expect(parseCachegrind(file('summary: 1000 200 20 30 3'))).toEqual({
      instructions: 1000,
      branchMisses: 23,
    });
  });

  test('that was ended before it could write tells nothing', () => {
    expect(parseCachegrind('')).toBeUndefined();
    expect(parseCachegrind(file(''))).toBeUndefined();
    expect(parseCachegrind(file('summary: x'))).toBeUndefined();
  });

  test('that counts less than nothing was forged, and tells nothing', () => {
    expect(parseCachegrind(file('summary: -1000 200 20 30 3'))).toBeUndefined();
    expect(parseCachegrind(file('summary: 1000 200 -20 30 3'))).toEqual({
      instructions: 1000,
      branchMisses: null,
    });
  });

  test('only the files that it names itself are read', async () => {
    await using project = await openProject({ 'a.txt': '' });
    await using folder = await openCountFolder(project.workspace);
    await writeFile(join(folder.path, '7.counts'), file('summary: 1000 200 20 30 3'));
    await writeFile(join(folder.path, 'zz.counts'), file('summary: 5000 200 20 30 3'));
    expect(await cachegrind.read(folder.path)).toMatchObject({ instructions: 1000 });
  });

  test('one process that was not counted takes the sum of the others away', async () => {
    await using project = await openProject({ 'a.txt': '' });
    await using folder = await openCountFolder(project.workspace);
    await writeFile(join(folder.path, '7.counts'), file('summary: 1000 200 20 30 3'));
    expect(await cachegrind.read(folder.path)).toEqual({ instructions: 1000, branchMisses: 23 });
    await writeFile(join(folder.path, '8.counts'), '');
    expect(await cachegrind.read(folder.path)).toBeUndefined();
  });
});

test('the best counter that works is found by trying, else it is said why there is none', async () => {
  await using project = await openProject({ 'a.txt': '' });
  const { workspace } = project;
  const found = await findCounter(workspace);
  if (isCounter(found)) expect([perfStat, cachegrind]).toContain(found);
  const bare = {
    ...workspace,
    exec: async () => ({ ...(await workspace.exec({ line: 'exit 127', timeoutMs: 5_000 })) }),
  };
  expect(await findCounter(bare)).toEqual({
    missing:
      'Instructions could not be counted: perf is not installed; valgrind is not installed (install it to have them counted).',
  });
});

describe('a counted workspace', () => {
  const tell = 'console.log(process.execArgv.join(" "), process.env.PYTHONHASHSEED);';

  test('gives every Node process the flags that make it repeatable, also those that Node starts', async () => {
    await using project = await openProject({
      'tell.js': tell,
      'start.mjs': `import { fork, spawn } from 'node:child_process';
await new Promise((done) => fork('tell.js', [], { execArgv: ['--no-warnings'] }).on('close', done));
spawn(process.execPath, ['tell.js'], { stdio: 'inherit' });
`,
    });
    const { workspace } = await countedWorkspace(project.workspace, counter);
    const own = await workspace.exec({ line: 'node tell.js', timeoutMs: 20_000 });
    expect(own.output).toMatch(/^--predictable .*--hash-seed=1.* 0\n$/);
    const started = await workspace.exec({ line: 'node start.mjs', timeoutMs: 20_000 });
    const lines = started.output.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/--predictable .*--no-warnings 0$/);
    expect(lines[1]).toMatch(/--predictable .* 0$/);
  });

  test('writes nothing of ours through a link that the code under test left in its outbox', async () => {
    await using project = await openProject({ 'tell.js': tell });
    const elsewhere = await mkdtemp(join(tmpdir(), 'orps-elsewhere-'));
    const { outbox } = project.workspace;
    await symlink(elsewhere, join(outbox, 'steady-node'));
    const { workspace } = await countedWorkspace(project.workspace, counter);
    const { output } = await workspace.exec({ line: 'command -v node', timeoutMs: 5_000 });
    expect(output).toMatch(new RegExp(`^${outbox}/[0-9a-f]{16}/node\n$`));
    expect(await readdir(elsewhere)).toEqual([]);
    await rm(elsewhere, { recursive: true });
  });

  test('adds up what ran since it was last asked, and leaves steps of ours out', async () => {
    await using project = await openProject({ 'tell.js': tell });
    const { workspace, take } = await countedWorkspace(project.workspace, counter);
    expect(take()).toBeUndefined();
    await workspace.exec({ line: 'true', timeoutMs: 5_000 });
    await workspace.exec({ line: 'true', timeoutMs: 5_000 });
    await workspace.exec({ line: 'true', timeoutMs: 5_000, aside: true });
    expect(take()).toEqual({ instructions: 14, branchMisses: null });
    expect(take()).toBeUndefined();
  });

  test('has no total where a command was ended by its limit', async () => {
    await using project = await openProject({ 'tell.js': tell });
    const { workspace, take } = await countedWorkspace(project.workspace, counter);
    await workspace.exec({ line: 'sleep 5', timeoutMs: 100 });
    expect(take()).toBeUndefined();
  });
});
