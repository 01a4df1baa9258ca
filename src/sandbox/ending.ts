import { setTimeout as delay } from 'node:timers/promises';
import { children, descendants, marked } from './tree.ts';

/** How far a command's processes can stray from the one that we spawned. */
export type Reach =
  /** A PID namespace: its processes are the grandchildren, and all die with the first. */
  | { readonly kind: 'namespace' }
  /** The host's: they are found by descent and by this entry of their environment. */
  | { readonly kind: 'host'; readonly marker: string };

const PAUSE_MS = 15;
const PATIENCE_MS = 2_000;
const ROUNDS = Math.ceil(PATIENCE_MS / PAUSE_MS);

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone, which is what was wanted.
  }
};

/** Rounds in which the shell above the command may end by itself: only then is it charged for what it waited for. */
const LENIENT_ROUNDS = 10;

function strays(leader: number, reach: Reach, spareShell: boolean): readonly number[] {
  // Leader, then in a namespace bwrap or unshare, then the shell, then the command.
  const depth = reach.kind === 'namespace' ? 2 : 1;
  const found = new Set(descendants(leader, depth + (spareShell ? 1 : 0)));
  if (reach.kind === 'host') {
    const spared = new Set([leader, process.pid, ...(spareShell ? children(leader) : [])]);
    for (const pid of marked(reach.marker)) if (!spared.has(pid)) found.add(pid);
  }
  return [...found];
}

/** Resolves when `exited` does, or after `ms`; leaves no timer behind. */
async function patiently(exited: Promise<void>, ms: number): Promise<void> {
  const over = new AbortController();
  const timer = delay(ms, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([exited, timer]);
  over.abort();
}

/**
 * Ends every process of a command. The leader goes last, and by itself if it can:
 * it measures the others and reports when they are gone.
 */
export async function endTree(leader: number, reach: Reach, exited: Promise<void>): Promise<void> {
  let gone = false;
  exited.then(() => {
    gone = true;
  });
  for (let round = 0; !gone && round < ROUNDS; round += 1) {
    // Caught while it still set the stage: nothing has run that could be measured.
    if (round === 0 && strays(leader, reach, false).length === 0) break;
    const found = strays(leader, reach, round < LENIENT_ROUNDS);
    for (const pid of found) kill(pid);
    await patiently(exited, PAUSE_MS);
  }
  kill(-leader);
  // A process in an uninterruptible wait must not hold up the search for ever.
  await patiently(exited, PATIENCE_MS);
  await sweep(leader, reach);
}

/** Ends what a command left behind at its own end: nothing where it had a namespace of its own. */
export async function sweep(leader: number, reach: Reach): Promise<void> {
  if (reach.kind === 'namespace') return;
  kill(-leader);
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = strays(leader, reach, false);
    if (found.length === 0) return;
    for (const pid of found) kill(pid);
    await delay(PAUSE_MS);
  }
}
