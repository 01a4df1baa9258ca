import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Workspace, Workspaces } from '../ports.ts';

const PATCH = 'tree.diff';
const APPLY_MS = 120_000;

/**
 * A workspace that holds another commit at the checkout's own path: `patch` is a
 * file with the difference from what is checked out. What is installed beside the
 * tracked files is there as well.
 */
export async function openTree(workspaces: Workspaces, patch: string): Promise<Workspace> {
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await workspaces.open(new Map()));
  const file = join(workspace.outbox, PATCH);
  await copyFile(patch, file);
  const quoted = shellQuote(file);
  const line = `[ ! -s ${quoted} ] || (cd "$(git rev-parse --show-toplevel)" && git apply --whitespace=nowarn ${quoted})`;
  const applied = await workspace.exec({ line, timeoutMs: APPLY_MS, aside: true });
  if (applied.exitCode !== 0) {
    throw new BrokenEnvironment(
      'A commit could not be laid over the checkout.',
      'Commit or remove what lies in its way, and see that submodules are checked out.',
      { output: applied.output },
    );
  }
  const owned = stack.move();
  return { ...workspace, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
