import type { Execution } from '../ports.ts';
import { treeMemory } from './tree.ts';

/** What ends a command that does not end by itself. */
export interface Limits {
  readonly timeoutMs: number;
  /** Private memory of the whole tree; each process has its own limit besides. */
  readonly memoryBytes: number;
}

const MEMORY_CHECK_MS = 250;

/** Says which came first: the command's own end or a limit. Leaves no timer and no listener behind. */
export async function firstEnd(
  exited: Promise<void>,
  leader: number,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Execution['end']> {
  const { promise, resolve } = Promise.withResolvers<Execution['end']>();
  const abort = (): void => resolve('aborted');
  const clock = setTimeout(() => resolve('timed-out'), limits.timeoutMs);
  const scale = setInterval(() => {
    if (treeMemory(leader) > limits.memoryBytes) resolve('out-of-memory');
  }, MEMORY_CHECK_MS);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  exited.then(() => resolve('exited'));
  try {
    return await promise;
  } finally {
    clearTimeout(clock);
    clearInterval(scale);
    signal?.removeEventListener('abort', abort);
  }
}
