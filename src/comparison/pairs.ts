import type { ResourceUsage } from '../ports.ts';
import { hodgesLehmann } from '../statistics/hodges-lehmann.ts';
import { coreOf, onCore } from './cores.ts';
import type { Cut } from './cut.ts';
import { driftIn } from './drift.ts';
import { logRatios, SIGNIFICANCE } from './judge-times.ts';
import { FIRST_PAIRS, MOST_PAIRS, needsMore, type Order, orders } from './schedule.ts';
import type { Side } from './side.ts';
import type { Subject } from './subjects.ts';
import { quicker } from './turns.ts';
import type { Workload, WorkRun } from './workload.ts';

/** One run of one side. */
export interface Sample {
  readonly usage: ResourceUsage;
  /** Of the subjects, in their order; `null` where this run does not tell. */
  readonly values: readonly (number | null)[];
}

export interface Pair {
  readonly order: Order;
  readonly base: Sample;
  readonly head: Sample;
}

export interface Pairs {
  readonly pairs: readonly Pair[];
  /** Pairs in which a side did not do what it did in its warm-up. */
  readonly dropped: number;
  /** The last of their runs that did otherwise. */
  readonly unlike?: Unlike | undefined;
  /** Why there are fewer than the rule asks for. */
  readonly cut: Cut | null;
  /** How often each side ran within a pair; its sample has the least of each measure. */
  readonly turns: number;
  /** Did both runs of a pair share one core? */
  readonly pinned: boolean;
}

/** A run that did not do what its side did in its warm-up. */
export interface Unlike {
  readonly side: Side['name'];
  readonly run: WorkRun;
}

export const noPairs = (why: Cut): Pairs => ({
  pairs: [],
  dropped: 0,
  cut: why,
  turns: 1,
  pinned: false,
});

export interface PairOptions {
  readonly workload: Workload;
  readonly subjects: readonly Subject[];
  /** Milliseconds of `performance.now()` at which to stop. */
  readonly deadline: number;
  readonly random: () => number;
  /** How often each side runs within a pair. */
  readonly turns: number;
  /** Cores, one of which both sides of a pair share; none: they run where they like. */
  readonly cores: readonly number[];
  /** Is it clear that nothing will come of it? Asked after every pair. */
  readonly giveUp?: (pairs: readonly Pair[]) => Cut | null;
  readonly onPair: (done: number, of: number) => void;
}

/** A run may take longer than its warm-up by this, before it counts as stuck. */
const SLACK = 4;
const GRACE_MS = 10_000;

/** Runs base and head in turn until the rule is content, the time is up, or the signal ends it. */
export async function runPairs(
  base: Side,
  head: Side,
  options: PairOptions,
  signal: AbortSignal,
): Promise<Pairs> {
  const { turns } = options;
  const pairs: Pair[] = [];
  let { cores } = options;
  let dropped = 0;
  let unlike: Unlike | undefined;
  let wanted = FIRST_PAIRS;
  let longest = turns * (base.warmUp.usage.wallMs + head.warmUp.usage.wallMs);
  const result = (cut: Cut | null): Pairs => {
    return { pairs, dropped, unlike, cut, turns, pinned: cores.length > 0 };
  };
  for (const order of orders(MOST_PAIRS, options.random)) {
    const isDue = pairs.length + dropped === FIRST_PAIRS && pairs.length > 0;
    // What changes from run to run becomes no clearer by more runs.
    const drifts = isDue && driftIn(pairs) !== undefined;
    if (isDue && !drifts && needsMore(precisionOf(pairs, options))) wanted = MOST_PAIRS;
    if (pairs.length + dropped === wanted) break;
    if (performance.now() + longest > options.deadline) {
      return result('out-of-time');
    }
    const start = performance.now();
    const core = coreOf(pairs.length + dropped, cores);
    let pair: Pair | Unlike;
    try {
      pair = await runPair(on(core, base), on(core, head), order, options, signal);
      if (isUnlike(pair) && pairs.length === 0 && core !== undefined) {
        // What ends otherwise on one core alone is not to be kept there.
        cores = [];
        pair = await runPair(base, head, order, options, signal);
      }
    } catch (error) {
      // The pairs that ran say what they say.
      if (!signal.aborted || pairs.length === 0) throw error;
      return result('interrupted');
    }
    longest = Math.max(longest, performance.now() - start);
    if (isUnlike(pair)) {
      dropped++;
      unlike = pair;
    } else pairs.push(pair);
    options.onPair(pairs.length + dropped, wanted);
    const hopeless = options.giveUp?.(pairs) ?? null;
    if (hopeless !== null) return result(hopeless);
  }
  return result(null);
}

const isUnlike = (one: Pair | Sample | Unlike): one is Unlike => 'run' in one;

const on = (core: number | undefined, side: Side): Side =>
  core === undefined ? side : { ...side, workspace: onCore(side.workspace, core) };

async function runPair(
  base: Side,
  head: Side,
  order: Order,
  { workload, subjects, turns }: PairOptions,
  signal: AbortSignal,
): Promise<Pair | Unlike> {
  const once = async (side: Side): Promise<Sample | Unlike> => {
    const limitMs = SLACK * side.warmUp.usage.wallMs + GRACE_MS;
    const run = await workload.run(side.workspace, 'times', limitMs, signal);
    signal.throwIfAborted();
    return isLike(run, side.warmUp) ? sampleOf(run, subjects) : { side: side.name, run };
  };
  const [first, second] = order === 'base-first' ? [base, head] : [head, base];
  const turn = async (): Promise<readonly [Sample, Sample] | Unlike> => {
    const one = await once(first);
    if (isUnlike(one)) return one;
    const other = await once(second);
    return isUnlike(other) ? other : [one, other];
  };
  const started = await turn();
  if ('run' in started) return started;
  let [one, other] = started;
  for (let done = 1; done < turns; done++) {
    const next = await turn();
    if ('run' in next) return next;
    one = quicker(one, next[0]);
    other = quicker(other, next[1]);
  }
  return order === 'base-first'
    ? { order, base: one, head: other }
    : { order, base: other, head: one };
}

/** Tests that pass in one run and not in the next, or go by another name, are other work. */
export function isLike(run: WorkRun, warmUp: WorkRun): boolean {
  const expected = new Set(passedIn(warmUp));
  const passed = passedIn(run);
  return (
    run.kind === warmUp.kind &&
    run.parts.length === warmUp.parts.length &&
    passed.length === expected.size &&
    passed.every((id) => expected.has(id))
  );
}

const passedIn = ({ parts }: WorkRun): readonly string[] =>
  parts.filter(({ passed }) => passed).map(({ id }) => id);

function sampleOf({ usage, parts }: WorkRun, subjects: readonly Subject[]): Sample {
  const values = new Map(parts.filter(({ passed }) => passed).map(({ id, value }) => [id, value]));
  return { usage, values: subjects.map(({ id }) => values.get(id) ?? null) };
}

function precisionOf(pairs: readonly Pair[], { subjects }: PairOptions) {
  const time = ({ usage }: Sample): number => usage.cpuMs || usage.wallMs;
  const ratios = logRatios(
    pairs.map(({ base }) => time(base)),
    pairs.map(({ head }) => time(head)),
  );
  const tests = subjects.length;
  if (ratios.length === 0) return { tests, halfWidth: Number.POSITIVE_INFINITY };
  const { low, high, confidence } = hodgesLehmann(ratios, 1 - SIGNIFICANCE);
  // That of too few is narrow because it is of a lower level.
  const isWhole = confidence >= 1 - SIGNIFICANCE;
  return { tests, halfWidth: isWhole ? (high - low) / 2 : Number.POSITIVE_INFINITY };
}
