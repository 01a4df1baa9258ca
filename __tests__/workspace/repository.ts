import { chmod, mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BrokenEnvironment } from '../../src/errors.ts';
import type { Execution, FileChanges, Isolation } from '../../src/ports.ts';
import { commitAll } from '../../src/workspace/git.ts';
import { removeFolder } from '../../src/workspace/removal.ts';
import {
  type CandidateWorkspaces,
  createWorkspaces,
  type WorkspacesOptions,
} from '../../src/workspace/workspaces.ts';

export type Level = Isolation['level'];

/** A temporary folder, gone at the end of its block. */
export async function temporaryFolder(
  parent = tmpdir(),
): Promise<AsyncDisposable & { path: string }> {
  const path = await realpath(await mkdtemp(join(parent, 'orps-test-')));
  return { path, [Symbol.asyncDispose]: () => removeFolder(path) };
}

export async function writeTree(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    if (path.endsWith('.sh')) await chmod(join(folder, path), 0o755);
  }
}

export const FILES = {
  '.gitignore': 'node_modules\n*.log\n',
  'src/sum.js': 'module.exports = (a, b) => a - b;\n',
  'src/old.js': 'module.exports = 0;\n',
  'bin/run.sh': '#!/bin/sh\necho run\n',
  'test/sum.test.js': 'the test\n',
  'test/deep/helper.js': 'the helper\n',
  'package.json': '{"name": "small"}\n',
};

/** A committed repository and an empty scratch folder for its workspaces. */
export async function smallRepository(name = 'project', parent = tmpdir()) {
  const folder = await temporaryFolder(parent);
  const checkout = join(folder.path, name);
  const scratch = join(folder.path, 'scratch');
  await mkdir(scratch);
  await writeTree(checkout, FILES);
  await commitAll(checkout, 'base');
  return {
    checkout,
    scratch,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    open: (options: Partial<WorkspacesOptions> = {}): Promise<CandidateWorkspaces> =>
      createWorkspaces({
        ...{ checkout, scratch, directory: '' },
        environment: { PATH: process.env.PATH, HOME: process.env.HOME },
        protect: (path) => path.startsWith('test/'),
        ...options,
      }),
  };
}

/** The levels that work on this machine; the others are named on standard error and not tested. */
export async function workingLevels(): Promise<readonly Level[]> {
  await using repository = await smallRepository();
  const working: Level[] = [];
  for (const level of ['bubblewrap', 'namespaces', 'process'] as const) {
    try {
      await using _workspaces = await repository.open({ level });
      working.push(level);
    } catch (error) {
      if (!(error instanceof BrokenEnvironment)) throw error;
      process.stderr.write(`not tested here: level ${level}: ${error.message}\n`);
    }
  }
  return working;
}

/** Runs one line in a fresh workspace. */
export async function runIn(
  workspaces: CandidateWorkspaces,
  line: string,
  changes: FileChanges = new Map(),
  options: {
    timeoutMs?: number;
    maxOutputBytes?: number;
    core?: number;
    signal?: AbortSignal;
  } = {},
): Promise<Execution> {
  const { signal, timeoutMs = 30_000, ...rest } = options;
  await using workspace = await workspaces.open(changes);
  return await workspace.exec({ line, timeoutMs, ...rest }, signal);
}
