import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Project } from '../../src/measure/detection.ts';
import type { Command, Execution, FileChanges, Workspace } from '../../src/ports.ts';

const root = join(import.meta.dirname, '../..');

/** A project in a temporary folder: files by path, and links to this checkout's own packages. */
export async function createProject(
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
): Promise<Project & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), 'measure-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  if (packages.length > 0) await mkdir(join(directory, 'node_modules/.bin'), { recursive: true });
  for (const name of packages) {
    const link = join(directory, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, 'node_modules', name), link);
    await symlink(
      join(root, 'node_modules/.bin', name),
      join(directory, 'node_modules/.bin', name),
    ).catch(() => {});
  }
  return {
    ...projectIn(directory, Object.keys(files)),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

/** What detection reads, from a folder on the disk. */
export const projectIn = (directory: string, files?: readonly string[]): Project => ({
  directory,
  read: (path) => readFile(join(directory, path), 'utf8').catch(() => undefined),
  files: async () =>
    files ??
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((path) => !/(^|\/)(node_modules|\.git|\.venv|venv|__pycache__)(\/|$)/.test(path))
      .sort(),
});

/** A copy of a folder with some files changed, and a plain spawn: the port without a sandbox. */
export async function openPlainWorkspace(
  directory: string,
  changes: FileChanges = new Map(),
): Promise<Workspace> {
  const base = await mkdtemp(join(tmpdir(), 'workspace-'));
  const place = join(base, 'root');
  const outbox = join(base, 'outbox');
  await mkdir(outbox);
  await fill(place, directory, changes);
  return {
    isBase: changes.size === 0,
    root: place,
    toplevel: place,
    outbox,
    exec: (command, signal) => run(place, command, signal),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  };
}

/** Workspaces one after the other at one path, as an overlay would give them. */
export async function openFixed(
  directory: string,
): Promise<
  AsyncDisposable & { readonly workspace: Workspace; reset(changes?: FileChanges): Promise<void> }
> {
  const workspace = await openPlainWorkspace(directory);
  return {
    workspace,
    async reset(changes = new Map()) {
      await rm(workspace.root, { recursive: true });
      await fill(workspace.root, directory, changes);
    },
    [Symbol.asyncDispose]: async () => workspace[Symbol.asyncDispose](),
  };
}

async function fill(place: string, directory: string, changes: FileChanges): Promise<void> {
  await cp(directory, place, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  for (const [path, text] of changes) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await (text === null ? rm(join(place, path)) : writeFile(join(place, path), text));
  }
}

async function run(cwd: string, command: Command, signal?: AbortSignal): Promise<Execution> {
  const start = performance.now();
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, ...inherited } = process.env;
  const child = spawn('sh', ['-c', command.line], {
    cwd,
    env: { ...inherited, ...command.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  let end: Execution['end'] = 'exited';
  const kill = (why: Execution['end']) => {
    end = why;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  const timer = setTimeout(() => kill('timed-out'), command.timeoutMs);
  signal?.addEventListener('abort', () => kill('aborted'));
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  const usage = {
    wallMs: performance.now() - start,
    cpuMs: null,
    peakRssBytes: null,
    minorFaults: null,
    majorFaults: null,
  };
  return { end, exitCode: end === 'exited' ? exitCode : null, output, usage };
}
