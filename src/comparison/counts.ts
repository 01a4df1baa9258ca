import { countedWorkspace } from '../measure/counting/counted-workspace.ts';
import { type Counter, type Counts, findCounter, isCounter } from '../measure/counting/counter.ts';
import { isLike } from './pairs.ts';
import type { Side } from './side.ts';
import { lackedTime } from './uncounted.ts';
import type { Workload } from './workload.ts';

/** Two runs a side tell whether counts repeat. */
export const RUNS = 2;
/** An estimate that is too low by this much still ends in time. */
const CAUTION = 1.5;

/** The counts of both sides, or why there are none. */
export interface Counted {
  readonly source: Counter['source'] | null;
  readonly base: readonly Counts[];
  readonly head: readonly Counts[];
  /** Why nothing, or not all, was counted, in one sentence; '' otherwise. */
  readonly missing: string;
}

const nothing = (missing: string): Counted => ({ source: null, base: [], head: [], missing });

/** What counting one run of this side takes, in ms, by what its warm-up took. */
const estimate = ({ warmUp }: Side, workload: Workload, { slowdown }: Counter) =>
  (warmUp.usage.cpuMs ?? warmUp.usage.wallMs) * slowdown.factor +
  workload.nodeProcesses(warmUp) * slowdown.startMs;

/**
 * Counts the instructions of both sides, where that can be done and is expected to
 * take no longer than `budgetMs`. Both sides run at once: counts do not mind.
 */
export async function countSides(
  base: Side,
  head: Side,
  workload: Workload,
  budgetMs: number,
  signal: AbortSignal,
): Promise<Counted> {
  const counter = await findCounter(head.workspace, signal);
  if (!isCounter(counter)) return nothing(counter.missing);
  const round = Math.max(...[base, head].map((side) => estimate(side, workload, counter)));
  if (RUNS * round * CAUTION > budgetMs) {
    const minutes = Math.ceil((RUNS * round * CAUTION) / 60_000);
    return nothing(lackedTime(`with ${counter.source} that is expected to take ${minutes} min`));
  }
  const deadline = performance.now() + budgetMs;
  const sides = await Promise.all(
    [base, head].map(async (side) => ({
      side,
      counted: await countedWorkspace(side.workspace, counter, signal),
    })),
  );
  const all: { readonly base: Counts[]; readonly head: Counts[] } = { base: [], head: [] };
  for (let run = 0; run < RUNS; run++) {
    const missing = await Promise.all(
      sides.map(async ({ side, counted }) => {
        const limitMs = Math.max(1, deadline - performance.now());
        const result = await workload.run(counted.workspace, 'counts', limitMs, signal);
        signal.throwIfAborted();
        const counts = counted.take();
        if (result.timedOut) {
          return lackedTime(`with ${counter.source} that takes longer than expected`);
        }
        if (!isLike(result, side.warmUp)) {
          return `Instructions were not counted: under ${counter.source} the ${side.name} behaves otherwise (${result.why || 'other tests pass'}).`;
        }
        if (counts === undefined) {
          return `Instructions were not counted: a process of the ${side.name} was ended before its count was written.`;
        }
        all[side.name].push(counts);
        return undefined;
      }),
    );
    const first = missing.find((one) => one !== undefined);
    if (first !== undefined) return nothing(first);
  }
  return { source: counter.source, ...all, missing: '' };
}
