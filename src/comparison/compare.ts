import type { Observer } from '../ports.ts';
import { alike } from './alike.ts';
import { baseTestsNotes } from './base-tests.ts';
import { besideTestsNote } from './beside-tests.ts';
import type { ChangedFile } from './changed-files.ts';
import { allowedCores, isSerial } from './cores.ts';
import { type Counted, countSides } from './counts.ts';
import { failureNote, faultOf, fruitlessOf, otherwise } from './faults.ts';
import { flakyNote, runAgain, suspectsOf } from './flaky.ts';
import type { ProjectFiles } from './leftovers.ts';
import { openLookout } from './lookout.ts';
import { noPairs, type PairOptions, type Pairs, runPairs } from './pairs.ts';
import { FIRST_PAIRS } from './schedule.ts';
import {
  type Both,
  type Broken,
  isBroken,
  type Opening,
  prepareSide,
  type Side,
  type SideName,
} from './side.ts';
import { type FileTally, fileTally } from './sound-files.ts';
import { type Subjects, subjectsOf, subjectsRun } from './subjects.ts';
import { turnsFor } from './turns.ts';
import type { Untold } from './untold.ts';
import type { Part, Workload } from './workload.ts';

export interface CompareRequest {
  readonly workload: Workload;
  readonly open: Opening;
  /** Sides that have no folder of the project. */
  readonly lacking?: ReadonlySet<SideName>;
  /** Files that base and head hold differently. */
  readonly changed: readonly ChangedFile[];
  /** By which it is told what their runs leave. */
  readonly files: ProjectFiles;
  /** For all that is done here. */
  readonly budgetMs: number;
  /** Of one run that is not known yet. */
  readonly runMs: number;
  readonly counting: boolean;
  /** In pairs; true where nothing is said. */
  readonly timing?: boolean;
  /** Is it looked at what the runs leave? True where nothing is said. */
  readonly looking?: boolean;
  /** What was counted of the same sides before. */
  readonly counted?: Counted | undefined;
  readonly giveUp?: PairOptions['giveUp'];
  readonly observe: Observer;
  /** Numbers on [0, 1). */
  readonly random: () => number;
}

/** All that was measured of one workload on both sides. */
export interface Measured {
  readonly workload: Workload;
  /** Sides that could not be measured: then there is nothing else. */
  readonly broken: readonly Broken[];
  readonly subjects: Subjects;
  readonly counted: Counted;
  readonly timed: Pairs;
  /** Files that only the head's runs left behind; `undefined` where nobody looked, or nothing was measured. */
  readonly kept?: readonly string[] | Untold | undefined;
  /** Where only some files of the tests could be compared. */
  readonly files?: FileTally | undefined;
  /** What a reader must know to believe it. */
  readonly notes?: readonly string[];
}

/** A count is of the whole alone. */
const OTHER_WORK =
  'Instructions were not counted: the two sides do not run the same tests, so that their counts cannot be compared.';

const NO_SUBJECTS: Subjects = {
  ...{ compared: [], leftOut: 0, appeared: [], vanished: [], changed: [], unrun: [] },
  ...{ failing: [], newlyFailing: [] },
  same: false,
};

/**
 * Base and head in one job, on one machine, at one path: built, warmed up by a run
 * that does not count, their instructions counted where that fits, then timed in pairs.
 */
export async function compareSides(
  request: CompareRequest,
  signal: AbortSignal,
): Promise<Measured> {
  const { workload, open, observe, runMs } = request;
  const start = performance.now();
  const deadline = start + request.budgetMs;
  await using stack = new AsyncDisposableStack();
  const sides: Side[] = [];
  const broken: Broken[] = [];
  for (const name of ['base', 'head'] as const) {
    if (request.lacking?.has(name)) {
      broken.push({ side: name, why: `The ${name} does not have this folder.`, output: '' });
      continue;
    }
    const building = workload.build === undefined ? 'Warming up' : 'Building and warming up';
    observe({ kind: 'stage', name: `${building} the ${name}` });
    const limits = { runMs, buildMs: Math.max(0, deadline - performance.now()) };
    const side = await prepareSide(name, open[name], workload, limits, signal);
    if (isBroken(side)) broken.push(side);
    else sides.push(stack.use(side));
  }
  const [base, firstHead] = sides;
  const nothing = { source: null, base: [], head: [], missing: 'One side could not be measured.' };
  if (base === undefined || firstHead === undefined) {
    const timed = noPairs('side-broken');
    return { workload, broken, subjects: NO_SUBJECTS, counted: nothing, timed };
  }
  const isChanged = workload.writtenIn(request.changed);
  const isAllowed = performance.now() + 2 * roundMs({ base, head: firstHead }) < deadline;
  const suspects = isAllowed ? suspectsOf(base, firstHead, isChanged) : [];
  const [head, flaky] = await runAgain(
    workload,
    { base, head: firstHead },
    suspects,
    runMs,
    signal,
  );
  const all = subjectsOf(base.warmUp, head.warmUp, isChanged);
  const fruitless = fruitlessOf({ base, head }, workload);
  if (fruitless.length > 0) {
    const timed = noPairs('nothing-passes');
    return { workload, broken: fruitless, subjects: all, counted: nothing, timed };
  }
  const time = { spentMs: performance.now() - start, left: () => deadline - performance.now() };
  const tests = await alike(request, { base, head }, isChanged, time, stack, signal);
  const { work, pair, asBase } = tests;
  const isOther = (part: Part) => isChanged(part) && !asBase.includes(part.file ?? '');
  const subjects = subjectsRun(all, { base, head }, pair, isOther);
  const { compared, leftOut, same } = subjects;
  const files = fileTally([base.warmUp, head.warmUp], [pair.base.warmUp, pair.head.warmUp]);
  const notes = [
    ...[base, head].flatMap((side) => failureNote(side, workload)),
    ...flakyNote(flaky),
    ...baseTestsNotes(tests),
    ...besideTestsNote(request.changed, [base.warmUp, head.warmUp], asBase),
  ];
  const isWholeJudged = workload.kind === 'tests' && same;
  if (!isWholeJudged && compared.length === 0) {
    const why = leftOut === 0 ? 'nothing-alike' : 'too-short';
    const fault = faultOf(workload, all, why, { base, head });
    const counted = { ...nothing, missing: '' };
    return { workload: work, broken: fault, subjects, counted, timed: noPairs(why), files, notes };
  }
  const begun = performance.now();
  const lookout =
    (request.looking ?? true)
      ? await openLookout(pair, limitOf(deadline - begun), signal)
      : undefined;
  // The other look takes as long.
  const end = deadline - (performance.now() - begun);
  const left = (): number => end - performance.now();
  const look = () => lookout?.kept(request.files, limitOf(deadline - performance.now()), signal);
  const isTimed = request.timing ?? true;
  const budgetMs = countingBudget(left(), isTimed ? FIRST_PAIRS * pairCost(pair) : 0);
  // A benchmark suite does as much as its time allows: there is nothing to count.
  const isAsked = request.counting && workload.kind === 'tests';
  const counting = isAsked && same;
  if (counting && !request.counted) observe({ kind: 'stage', name: 'Counting instructions' });
  const counted = counting
    ? (request.counted ?? (await countSides(pair.base, pair.head, work, budgetMs, signal)))
    : { ...nothing, missing: isAsked ? OTHER_WORK : '' };
  if (counted.missing) observe({ kind: 'note', text: counted.missing });
  if (!isTimed) {
    const whole = { ...subjects, compared: [], leftOut: 0 };
    const timed = noPairs(counted.source === null ? 'not-counted' : 'not-asked');
    const kept = counted.source === null ? undefined : await look();
    return { workload: work, broken, subjects: whole, counted, timed, kept, files, notes };
  }
  observe({ kind: 'stage', name: `Timing ${workload.commandLine} in pairs` });
  // A benchmark suite takes as long as its harness likes, and repeats by itself.
  const turns = workload.kind === 'tests' ? turnsFor(pairCost(pair), left()) : 1;
  const cores = isSerial([pair.base, pair.head]) ? await allowedCores() : [];
  const timed = await runPairs(
    pair.base,
    pair.head,
    {
      workload: work,
      subjects: subjects.compared,
      deadline: end,
      random: request.random,
      ...{ turns, cores: cores.length > 1 ? cores : [] },
      ...(request.giveUp && { giveUp: request.giveUp }),
      onPair: (done, of) => observe({ kind: 'pair', done, of }),
    },
    signal,
  );
  const isMeasured = timed.pairs.length > 0 || counted.source !== null;
  const fault = isMeasured || timed.unlike === undefined ? [] : [otherwise(timed.unlike, work)];
  const kept = isMeasured ? await look() : undefined;
  return { workload: work, broken: fault, subjects, counted, timed, kept, files, notes };
}

/** Of one look, where so much is left of the time for all; what cannot be told confirms nothing. */
const limitOf = (leftMs: number): number => Math.max(LEAST_LOOK_MS, Math.min(leftMs, MOST_LOOK_MS));
const LEAST_LOOK_MS = 10_000;
const MOST_LOOK_MS = 120_000;

/** One run of each takes about as long. */
const roundMs = ({ base, head }: Both): number =>
  base.warmUp.usage.wallMs + head.warmUp.usage.wallMs;

/** A sandbox for each run takes its time too, and later runs may be slower than the first. */
const pairCost = (both: Both): number => 1.25 * roundMs(both) + 2 * SANDBOX_MS;
const SANDBOX_MS = 100;

/** Counting may take what the first ten pairs leave; where they do not fit at all, it is the better use. */
const countingBudget = (leftMs: number, pairsMs: number): number =>
  pairsMs < leftMs ? leftMs - pairsMs : 0.9 * leftMs;
