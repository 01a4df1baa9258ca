import type { Written } from '../benchmarks/sources.ts';
import { type BaseTests, changedTestFiles } from './base-tests.ts';
import type { CompareRequest } from './compare.ts';
import { type Both, isBroken, prepareSide, type Side, warmedUpBy } from './side.ts';
import { soundFiles } from './sound-files.ts';
import type { Workload } from './workload.ts';

/** What of a workload both sides do alike, and both sides warmed up by it. */
export interface Alike extends BaseTests {
  readonly work: Workload;
  readonly pair: Both;
}

/** In milliseconds. */
export interface TimeLeft {
  /** What it took until both sides were built and had run. */
  readonly spentMs: number;
  left(): number;
}

/**
 * Only what both sides do alike, where that can be run alone: files of tests that are the same
 * on both, and those that the head changes in the base's version, where that does on the head
 * what it does on the base. What is opened for it goes to `stack`.
 */
export async function alike(
  request: CompareRequest,
  both: Both,
  isChanged: Written,
  time: TimeLeft,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Alike> {
  const { workload } = request;
  const sound = soundFiles(both.base.warmUp, both.head.warmUp, isChanged);
  const nothing = { asBase: [], unlike: [], late: [] };
  if (sound === undefined || workload.only === undefined) {
    return { work: workload, pair: both, ...nothing };
  }
  const changed = changedTestFiles(both, isChanged, request.changed);
  const tests = await withBaseTests(request, both.base, sound, changed, time, stack, signal);
  if ('pair' in tests) return tests;
  const some = await runOnly(request, both, sound, signal);
  return { work: workload, pair: both, ...some, ...tests };
}

/** Beside the time of building and running both sides again there has to be some for measuring. */
const SHARE_OF_SPENT = 1.5;

/** Opens both sides anew, so that nothing of the head's own version is left, and equally much ran. */
async function withBaseTests(
  request: CompareRequest,
  base: Side,
  sound: readonly string[],
  changed: readonly string[],
  time: TimeLeft,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Alike | BaseTests> {
  const { workload, open } = request;
  let asBase = open.headWithBaseTests === undefined ? [] : changed;
  while (asBase.length > 0) {
    const unlike = changed.filter((file) => !asBase.includes(file));
    if (time.left() < SHARE_OF_SPENT * time.spentMs) return { asBase: [], unlike, late: asBase };
    await using opened = new AsyncDisposableStack();
    const files = [...sound, ...asBase].sort();
    const work = workload.only?.(files) ?? workload;
    request.observe({ kind: 'stage', name: "Warming up with the base's version of changed tests" });
    const pair = await openPair(request, work, asBase, time, opened, signal);
    if (pair === 'broken') break;
    if (pair === 'late') return { asBase: [], unlike, late: asBase };
    // What needs the others beside it cannot be told by itself.
    if (!doAlone(sound, base, pair.base)) break;
    const alike = asBase.filter(filesDoneAlike(pair, base));
    if (alike.length === asBase.length) {
      stack.use(opened.move());
      return { work, pair, asBase, unlike, late: [] };
    }
    asBase = alike;
  }
  return { asBase: [], unlike: open.headWithBaseTests === undefined ? [] : changed, late: [] };
}

async function openPair(
  { open, runMs }: CompareRequest,
  work: Workload,
  asBase: readonly string[],
  time: TimeLeft,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Both | 'broken' | 'late'> {
  const limits = () => ({ runMs, buildMs: Math.max(0, time.left()) });
  const openHead = open.headWithBaseTests ?? open.head;
  const base = await prepareSide('base', open.base, work, limits(), signal);
  if (isBroken(base)) return base.fails ? 'broken' : 'late';
  stack.use(base);
  const head = await prepareSide('head', () => openHead(asBase), work, limits(), signal);
  if (isBroken(head)) return head.fails ? 'broken' : 'late';
  return { base, head: stack.use(head) };
}

function filesDoneAlike({ base, head }: Both, whole: Side): (file: string) => boolean {
  const alike = soundFiles(base.warmUp, head.warmUp, () => false);
  return (file) => (alike === undefined || alike.includes(file)) && doAlone([file], whole, base);
}

/**
 * Do files alone what they do among all? Not where they need what others set up, or are named
 * by a source that is not what runs.
 */
function doAlone(files: readonly string[], whole: Side, some: Side): boolean {
  const passing = new Set(some.warmUp.parts.flatMap(({ id, passed }) => (passed ? id : [])));
  const parts = Map.groupBy(whole.warmUp.parts, ({ file }) => file);
  return files.every((file) =>
    (parts.get(file) ?? []).every(({ id, passed }) => !passed || passing.has(id)),
  );
}

async function runOnly(
  { workload, runMs }: CompareRequest,
  both: Both,
  files: readonly string[],
  signal: AbortSignal,
): Promise<Pick<Alike, 'work' | 'pair'> | undefined> {
  const work = files.length === 0 ? undefined : workload.only?.(files);
  if (work === undefined) return undefined;
  const base = await warmedUpBy(work, both.base, runMs, signal);
  const head = await warmedUpBy(work, both.head, runMs, signal);
  const isUseless = base.warmUp.kind === 'useless' || head.warmUp.kind === 'useless';
  return isUseless || !doAlone(files, both.base, base) ? undefined : { work, pair: { base, head } };
}
