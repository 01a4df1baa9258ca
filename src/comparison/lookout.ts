import { leftByHeadOnly, type ProjectFiles } from './leftovers.ts';
import type { Side } from './side.ts';
import type { Untold } from './untold.ts';

/** After an interruption people wait no longer than this for what speaks against the head. */
const PATIENCE_MS = 5_000;

/** What the runs of both sides leave is seen twice: when it is opened, and in the end. */
export interface Lookout {
  /** What only the head's leave; also after an interruption, since what ran until then is judged. */
  kept(
    files: ProjectFiles,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<readonly string[] | Untold>;
}

interface Both {
  readonly base: Side;
  readonly head: Side;
}

export async function openLookout(
  sides: Both,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Lookout> {
  const first = await lookAt(sides, timeoutMs, signal);
  signal.throwIfAborted();
  return {
    async kept(files, limitMs, interruption) {
      if (isUntold(first)) return first;
      const undisturbed = await lookAt(sides, limitMs, interruption);
      const last = interruption.aborted ? await lookAt(sides, PATIENCE_MS) : undisturbed;
      if (isUntold(last)) return last;
      const base = { first: first.base, all: last.base };
      return leftByHeadOnly(base, { first: first.head, all: last.head }, files);
    },
  };
}

type BothLooks = Readonly<Record<'base' | 'head', readonly string[]>>;

const isUntold = (looks: BothLooks | Untold): looks is Untold => typeof looks === 'string';

/** One says nothing without the other. */
async function lookAt(
  { base, head }: Both,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<BothLooks | Untold> {
  const [before, after] = await Promise.all([
    base.watch.left(timeoutMs, signal),
    head.watch.left(timeoutMs, signal),
  ]);
  if (typeof before === 'string') return before;
  return typeof after === 'string' ? after : { base: before, head: after };
}
