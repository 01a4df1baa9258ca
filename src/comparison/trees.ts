import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import { newFolder } from '../measure/outbox.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Execution, Workspace, Workspaces } from '../ports.ts';
import { removeFolder } from '../workspace/removal.ts';

const APPLY_MS = 120_000;

/**
 * A workspace that holds another commit at the checkout's own path: `patch` is a
 * file with the difference from what is checked out. What is installed beside the
 * tracked files is there as well.
 */
export async function openTree(workspaces: Workspaces, patch: string): Promise<Workspace> {
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await workspaces.open(new Map()));
  const { exitCode, output } = await applied(workspace, patch);
  if (exitCode !== 0) {
    throw new BrokenEnvironment(
      'A commit could not be laid over the checkout.',
      'Commit or remove what lies in its way, and see that submodules are checked out.',
      { output },
    );
  }
  const owned = stack.move();
  return { ...workspace, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

interface Laying {
  readonly reverse?: true;
  readonly signal: AbortSignal;
}

/** Lays a patch over a workspace in which something ran; false, and nothing is changed, where it does not fit. */
export async function layPatch(
  workspace: Workspace,
  patch: string,
  { reverse, signal }: Laying,
): Promise<boolean> {
  const { exitCode } = await applied(workspace, patch, reverse ? '-R' : '', signal);
  signal.throwIfAborted();
  return exitCode === 0;
}

/**
 * Python takes bytecode for that of a file of the same size and time in whole seconds: no
 * file may be written twice within one.
 */
const NEXT_SECOND = 'sleep 1';

/** Code under test can write into `.git/config`, so that git itself does not say where it works. */
async function applied(
  workspace: Workspace,
  patch: string,
  flag: '-R' | '' = '',
  signal?: AbortSignal,
): Promise<Pick<Execution, 'exitCode' | 'output'>> {
  const folder = await newFolder(workspace);
  const file = join(folder, 'tree.diff');
  await copyFile(patch, file);
  const [quoted, toplevel] = [file, workspace.toplevel].map(shellQuote);
  const wait = signal === undefined ? '' : `${NEXT_SECOND}; `;
  const line = `[ ! -s ${quoted} ] || (${wait}cd ${toplevel} && GIT_WORK_TREE=${toplevel} git apply --whitespace=nowarn ${flag} ${quoted})`;
  const done = await workspace.exec({ line, timeoutMs: APPLY_MS, aside: true }, signal);
  await removeFolder(folder);
  return done;
}
