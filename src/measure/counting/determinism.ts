import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../../ports.ts';
import { shellQuote } from '../shell-line.ts';

/**
 * What makes the same run the same work: hashes without a random seed, no garbage
 * collection by the clock, one thread where there is a choice.
 */
export const STEADY_ENVIRONMENT: Readonly<Record<string, string>> = {
  PYTHONHASHSEED: '0',
  GOGC: 'off',
  GODEBUG: 'asyncpreemptoff=1',
  GOMAXPROCS: '1',
};

/** The more the better; older versions of Node do not know them all. */
const NODE_FLAGS = [
  ['--predictable', '--predictable-gc-schedule', '--hash-seed=1', '--random-seed=1'],
  ['--predictable'],
];

/**
 * A `node` for the front of PATH that passes these flags: NODE_OPTIONS refuses
 * them. `undefined` where there is no Node, or none that takes them.
 */
export async function placeSteadyNode(
  workspace: Workspace,
  folder: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { output, exitCode } = await workspace.exec(
    { line: `command -v node`, timeoutMs: 10_000 },
    signal,
  );
  const node = output.trim();
  if (exitCode !== 0 || !node.startsWith('/')) return undefined;
  for (const flags of NODE_FLAGS) {
    const line = `${shellQuote(node)} ${flags.join(' ')} -e 0`;
    const tried = await workspace.exec({ line, timeoutMs: 20_000 }, signal);
    if (tried.exitCode !== 0) continue;
    const file = join(folder, 'node');
    await writeFile(file, `#!/bin/sh\nexec ${shellQuote(node)} ${flags.join(' ')} "$@"\n`);
    await chmod(file, 0o755);
    return folder;
  }
  return undefined;
}
