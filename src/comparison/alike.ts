import type { Written } from '../benchmarks/sources.ts';
import { changedTestFiles, layBaseTests, layHeadTests } from './base-tests.ts';
import type { CompareRequest } from './compare.ts';
import { type Both, roundMs, type Side, warmedUpBy } from './side.ts';
import { soundFiles } from './sound-files.ts';
import type { Workload } from './workload.ts';

/** What of a workload both sides do alike, and both sides warmed up by it. */
export interface Alike {
  readonly work: Workload;
  readonly pair: Both;
  /** Test files that the head changes, of which both sides have the base's version. */
  readonly asBase: readonly string[];
}

/**
 * Only what both sides do alike, where that can be run alone: files of tests that are the same
 * on both, and those that the head changes in the base's version, where that does on the head
 * what it does on the base. `leftMs` is the time there is.
 */
export async function alike(
  request: CompareRequest,
  both: Both,
  isChanged: Written,
  leftMs: number,
  signal: AbortSignal,
): Promise<Alike> {
  const whole = { work: request.workload, pair: both, asBase: [] };
  const sound = soundFiles(both.base.warmUp, both.head.warmUp, isChanged);
  if (sound === undefined || request.workload.only === undefined) return whole;
  const worthIt =
    leftMs > ROUNDS * roundMs(both) ? changedTestFiles(both, isChanged, request.changed) : [];
  let asBase = await layBaseTests(request, both, worthIt, signal);
  for (;;) {
    const some = await runOnly(request, both, [...sound, ...asBase].sort(), signal);
    const same = some && filesDoneAlike(some.pair);
    const unlike = asBase.filter((file) => same?.(file) !== true);
    if (unlike.length === 0) return some ? { ...some, asBase } : whole;
    await layHeadTests(request, both, unlike, signal);
    asBase = asBase.filter((file) => !unlike.includes(file));
  }
}

/** Of both sides' runs: to see what the base's tests do, and again where some did otherwise. */
const ROUNDS = 3;

function filesDoneAlike({ base, head }: Both): (file: string) => boolean {
  const alike = soundFiles(base.warmUp, head.warmUp, () => false);
  return (file) => alike === undefined || alike.includes(file);
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
  return isUseless || !didRun(files, both.base, base) ? undefined : { work, pair: { base, head } };
}

/** A file that is named by its source, and run as what was built from it, cannot be run alone. */
function didRun(files: readonly string[], whole: Side, some: Side): boolean {
  const ran = new Set(some.warmUp.parts.map(({ id }) => id));
  const parts = Map.groupBy(whole.warmUp.parts, ({ file }) => file);
  return files.every((file) => (parts.get(file) ?? []).some(({ id }) => ran.has(id)));
}
