import { constants } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetPath } from '../../assets.ts';
import type { Workspace } from '../../ports.ts';
import { newFolder } from '../outbox.ts';
import { preload } from '../preload.ts';
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
  '--predictable --predictable-gc-schedule --hash-seed=1 --random-seed=1',
  '--predictable',
];

const PRELOADED = 'steady-node.cjs';

/**
 * Shell words that go before a line, so that all its Node processes do the same
 * work in every run; '' where there is no Node, or none that takes the flags.
 * NODE_OPTIONS refuses them: a `node` at the front of PATH passes them on, and what
 * it starts by its own path gets them from a preloaded file of ours.
 */
export async function steadyNode(workspace: Workspace, signal?: AbortSignal): Promise<string> {
  const { output, exitCode } = await workspace.exec(
    { line: 'command -v node', timeoutMs: 10_000 },
    signal,
  );
  const node = output.trim();
  if (exitCode !== 0 || !node.startsWith('/')) return '';
  for (const flags of NODE_FLAGS) {
    const line = `${shellQuote(node)} ${flags} -e 0`;
    const tried = await workspace.exec({ line, timeoutMs: 20_000 }, signal);
    if (tried.exitCode !== 0) continue;
    // Made when all that runs before it has ended: nothing can lie in it.
    const folder = await newFolder(workspace);
    const script = `#!/bin/sh\nexec ${shellQuote(node)} ${flags} "$@"\n`;
    await writeFile(join(folder, 'node'), script, { flag: 'wx', mode: 0o755 });
    const { COPYFILE_EXCL } = constants;
    await copyFile(assetPath(PRELOADED), join(folder, PRELOADED), COPYFILE_EXCL);
    const settings = [
      `PATH=${shellQuote(folder)}:"$PATH"`,
      `STEADY_NODE_FLAGS=${shellQuote(flags)}`,
      preload({ path: folder }, PRELOADED),
    ];
    return `export ${settings.join(' ')}; `;
  }
  return '';
}
