import type { Workspace } from '../../ports.ts';
import { cachegrind } from './cachegrind.ts';
import { openCountFolder } from './count-folder.ts';
import { perfStat } from './perf-stat.ts';

/** What a whole process tree executed, in user mode. */
export interface Counts {
  readonly instructions: number;
  /** By the processor, or as cachegrind's simple predictor would have it; `null` where not counted. */
  readonly branchMisses: number | null;
}

/** Where counts come from, the more trusted first. */
export type CountSource = 'perf' | 'cachegrind';

/** A way to count what a shell line executes. */
export interface Counter {
  readonly source: CountSource;
  /** How much longer a line takes that is counted, and how much longer each process takes to start, in ms. */
  readonly slowdown: { readonly factor: number; readonly startMs: number };
  /** The line that runs this one and leaves its counts in `folder`, which exists. */
  wrap(line: string, folder: string): string;
  /** What was left; `undefined` where some process was not counted to its end. */
  read(folder: string): Promise<Counts | undefined>;
}

/** Why instructions cannot be counted here, in one sentence. */
export interface NoCounter {
  readonly missing: string;
}

const PROBE_MS = 30_000;

/**
 * The most trusted counter that works in this workspace's sandbox: the processor's
 * own, else valgrind's. Found by counting `true`: perf says `<not supported>` with
 * exit status 0, so its word and not its status is what counts.
 */
export async function findCounter(
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<Counter | NoCounter> {
  const complaints: string[] = [];
  for (const counter of [perfStat, cachegrind]) {
    const complaint = await complaintOf(counter, workspace, signal);
    if (complaint === undefined) return counter;
    complaints.push(complaint);
  }
  return { missing: `Instructions could not be counted: ${complaints.join('; ')}.` };
}

const NAMES = { perf: 'perf', cachegrind: 'valgrind' } as const;
/** Only the processor's counters depend on the machine. */
const REMEDIES = { perf: '', cachegrind: ' (install it to have them counted)' } as const;

async function complaintOf(
  counter: Counter,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<string | undefined> {
  await using folder = await openCountFolder(workspace);
  const line = counter.wrap('true', folder.path);
  const { exitCode } = await workspace.exec({ line, timeoutMs: PROBE_MS }, signal);
  signal?.throwIfAborted();
  const name = NAMES[counter.source];
  if (exitCode === 127 || exitCode === 126) {
    return `${name} is not installed${REMEDIES[counter.source]}`;
  }
  if (exitCode !== 0) return `${name} does not run here`;
  return (await counter.read(folder.path)) === undefined
    ? `${name} is there, but has nothing to count with`
    : undefined;
}

export const isCounter = (found: Counter | NoCounter): found is Counter => 'source' in found;
