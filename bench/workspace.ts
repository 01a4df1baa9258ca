/**
 * `npm run -s bench:workspace -- [files]`: what a candidate's workspace costs on a
 * generated repository of that many files (20,000 by default). Prints one JSON
 * object; times are milliseconds, disk is bytes.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { WrongUse } from '../src/errors.ts';
import { runTool } from '../src/sandbox/process.ts';
import { commitAll } from '../src/workspace/git.ts';
import { removeFolder } from '../src/workspace/removal.ts';
import { type CandidateWorkspaces, createWorkspaces } from '../src/workspace/workspaces.ts';
import { runBundled } from './bundled.ts';

const SAMPLES = 21;
const FILES_A_FOLDER = 100;

async function generate(checkout: string, files: number): Promise<void> {
  for (let start = 0; start < files; start += FILES_A_FOLDER) {
    const folder = join(checkout, 'src', String(start / FILES_A_FOLDER));
    await mkdir(folder, { recursive: true });
    const count = Math.min(FILES_A_FOLDER, files - start);
    const numbers = Array.from({ length: count }, (_, index) => start + index);
    const write = (n: number) =>
      writeFile(join(folder, `${n}.js`), `export const value = ${n};\n`.repeat(20));
    await Promise.all(numbers.map(write));
  }
  await commitAll(checkout, 'generated');
}

async function elapsed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function repeated(act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) times.push(await elapsed(act));
  return median(times);
}

async function tool(file: string, ...args: readonly string[]): Promise<string> {
  const result = await runTool(file, args, { inheritEnv: true });
  if (result.exitCode !== 0) throw new Error(`${file}: ${result.stderr}`);
  return result.stdout;
}

/** Opens a workspace with one changed file and runs `true` in it; disposing is not part of it. */
async function candidates(workspaces: CandidateWorkspaces): Promise<number> {
  const changes = new Map([['src/0/0.js', 'export const value = -1;\n']]);
  await using stack = new AsyncDisposableStack();
  return await repeated(async () => {
    const workspace = stack.use(await workspaces.open(changes));
    const { exitCode } = await workspace.exec({ line: 'true', timeoutMs: 60_000 });
    if (exitCode !== 0) throw new Error('`true` failed in a workspace.');
  });
}

const diskUsed = async (folder: string): Promise<number> =>
  Number.parseInt(await tool('du', '-s', '--block-size=1', folder), 10);

async function diskPerCandidate(workspaces: CandidateWorkspaces, scratch: string) {
  const before = await diskUsed(scratch);
  await using workspace = await workspaces.open(new Map([['src/0/0.js', 'changed\n']]));
  await workspace.exec({ line: 'true', timeoutMs: 60_000 });
  return (await diskUsed(scratch)) - before;
}

/** The engine's part: in a process that did nothing else before. */
async function engineFigures(folder: string) {
  const [checkout, scratch] = [join(folder, 'checkout'), join(folder, 'scratch')];
  await mkdir(scratch);
  const bareSpawnMs = await repeated(() => tool('true'));
  await using workspaces = await createWorkspaces({
    ...{ checkout, scratch, directory: '', environment: process.env },
    protect: () => false,
  });
  const medianMs = await candidates(workspaces);
  const diskBytesPerCandidate = await diskPerCandidate(workspaces, scratch);
  const { isolation } = workspaces;
  return { medianMs, bareSpawnMs, diskBytesPerCandidate, isolation };
}

/** What one would do without overlays. */
async function alternatives(folder: string) {
  const checkout = join(folder, 'checkout');
  const worktree = join(folder, 'worktree');
  const worktreeAddMs = await elapsed(() =>
    tool('git', '-C', checkout, 'worktree', 'add', '--quiet', '--detach', worktree),
  );
  const copyMs = await elapsed(() => tool('cp', '-a', checkout, join(folder, 'copy')));
  return { worktreeAddMs, copyMs };
}

async function measure(folder: string, files: number) {
  await generate(join(folder, 'checkout'), files);
  // Else the disk is still busy with what was just generated.
  await tool('sync');
  const engine = JSON.parse(await runBundled(import.meta.filename, ['engine', folder])) as Awaited<
    ReturnType<typeof engineFigures>
  >;
  const { diskBytesPerCandidate, isolation, ...times } = engine;
  const rounded = Object.entries({ ...times, ...(await alternatives(folder)) }).map(
    ([name, ms]) => [name, Math.round(ms * 10) / 10],
  );
  return { files, ...Object.fromEntries(rounded), diskBytesPerCandidate, isolation };
}

async function main(argument = '20000'): Promise<void> {
  const files = Number(argument);
  if (!Number.isInteger(files) || files < 1) {
    throw new WrongUse(`"${argument}" is no number of files.`, 'Name one, such as 20000.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'orps-bench-'));
  try {
    console.log(JSON.stringify(await measure(folder, files)));
  } finally {
    await removeFolder(folder);
  }
}

const [argument, given] = process.argv.slice(2);
if (argument === 'engine' && given !== undefined) {
  console.log(JSON.stringify(await engineFigures(given)));
} else {
  await main(argument);
}
