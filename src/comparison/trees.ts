import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Workspace, Workspaces } from '../ports.ts';

const PATCH = 'tree.diff';
const APPLY_MS = 120_000;

/**
 * A workspace that holds another commit at the checkout's own path: `patches` are files
 * with the difference from what is checked out, one after the other. What is installed
 * beside the tracked files is there as well.
 */
export async function openTree(
  workspaces: Workspaces,
  ...patches: readonly string[]
): Promise<Workspace> {
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await workspaces.open(new Map()));
  for (const patch of patches) await lay(patch, workspace);
  const owned = stack.move();
  return { ...workspace, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function lay(patch: string, workspace: Workspace): Promise<void> {
  const file = join(workspace.outbox, PATCH);
  await copyFile(patch, file);
  const [quoted, toplevel] = [file, workspace.toplevel].map(shellQuote);
  const line = `[ ! -s ${quoted} ] || (cd ${toplevel} && git apply --whitespace=nowarn ${quoted})`;
  const applied = await workspace.exec({ line, timeoutMs: APPLY_MS, aside: true });
  if (applied.exitCode !== 0) {
    throw new BrokenEnvironment(
      'A commit could not be laid over the checkout.',
      'Commit or remove what lies in its way, and see that submodules are checked out.',
      { output: applied.output },
    );
  }
}
