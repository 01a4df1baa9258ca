import type { ResourceUsage } from '../ports.ts';
import { hodgesLehmann } from '../statistics/hodges-lehmann.ts';
import { logRatios, SIGNIFICANCE } from './judge-times.ts';
import { FIRST_PAIRS, MOST_PAIRS, needsMore, type Order, orders } from './schedule.ts';
import type { Side } from './side.ts';
import type { Subject } from './subjects.ts';
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
  /** Why there are fewer than the rule asks for; '' otherwise. */
  readonly cut: string;
}

export interface PairOptions {
  readonly workload: Workload;
  readonly subjects: readonly Subject[];
  /** Milliseconds of `performance.now()` at which to stop. */
  readonly deadline: number;
  readonly random: () => number;
  /** Is it clear that nothing will come of it? Asked after every pair; says why, or ''. */
  readonly giveUp?: (pairs: readonly Pair[]) => string;
  readonly onPair: (done: number, of: number) => void;
}

/** A run may take longer than its warm-up by this, before it counts as stuck. */
const SLACK = 4;
const GRACE_MS = 10_000;

/** Runs base and head in turn until the rule is content or the time is up. */
export async function runPairs(
  base: Side,
  head: Side,
  options: PairOptions,
  signal: AbortSignal,
): Promise<Pairs> {
  const pairs: Pair[] = [];
  let dropped = 0;
  let wanted = FIRST_PAIRS;
  let longest = base.warmUp.usage.wallMs + head.warmUp.usage.wallMs;
  for (const order of orders(MOST_PAIRS, options.random)) {
    if (pairs.length + dropped === FIRST_PAIRS && needsMore(precisionOf(pairs, options))) {
      wanted = MOST_PAIRS;
    }
    if (pairs.length + dropped === wanted) break;
    if (performance.now() + longest > options.deadline) {
      return { pairs, dropped, cut: 'the time was up' };
    }
    const start = performance.now();
    const pair = await runPair(base, head, order, options, signal);
    longest = Math.max(longest, performance.now() - start);
    if (pair === undefined) dropped++;
    else pairs.push(pair);
    options.onPair(pairs.length + dropped, wanted);
    const hopeless = options.giveUp?.(pairs) ?? '';
    if (hopeless !== '') return { pairs, dropped, cut: hopeless };
  }
  return { pairs, dropped, cut: '' };
}

async function runPair(
  base: Side,
  head: Side,
  order: Order,
  { workload, subjects }: PairOptions,
  signal: AbortSignal,
): Promise<Pair | undefined> {
  const once = async (side: Side): Promise<Sample | undefined> => {
    const limitMs = SLACK * side.warmUp.usage.wallMs + GRACE_MS;
    const run = await workload.run(side.workspace, 'times', limitMs, signal);
    signal.throwIfAborted();
    return isLike(run, side.warmUp) ? sampleOf(run, subjects) : undefined;
  };
  const [first, second] = order === 'base-first' ? [base, head] : [head, base];
  const one = await once(first);
  const other = one && (await once(second));
  if (one === undefined || other === undefined) return undefined;
  return order === 'base-first'
    ? { order, base: one, head: other }
    : { order, base: other, head: one };
}

/** Tests that pass in one run and not in the next are other work. */
const isLike = (run: WorkRun, warmUp: WorkRun): boolean =>
  run.kind === warmUp.kind &&
  run.parts.length === warmUp.parts.length &&
  passedIn(run) === passedIn(warmUp);

const passedIn = ({ parts }: WorkRun): number => parts.filter(({ passed }) => passed).length;

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
  if (ratios.length === 0) return { tests: subjects.length, halfWidth: Number.POSITIVE_INFINITY };
  const { low, high } = hodgesLehmann(ratios, 1 - SIGNIFICANCE);
  return { tests: subjects.length, halfWidth: (high - low) / 2 };
}
