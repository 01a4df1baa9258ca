import type { Written } from '../benchmarks/sources.ts';
import { fewInTicks } from '../report/plain.ts';
import { type Both, type Side, warmedUpBy } from './side.ts';
import { subjectsOf } from './subjects.ts';
import type { Workload } from './workload.ts';

/** What fails on the head alone, where anything passes there. */
export const suspectsOf = (base: Side, head: Side, isChanged: Written): readonly string[] =>
  head.warmUp.parts.some(({ passed }) => passed)
    ? subjectsOf(base.warmUp, head.warmUp, isChanged).newlyFailing
    : [];

/**
 * Before the head is blamed it runs once more: what passes in one of both is flaky, and taken to
 * pass. So does the base, since what runs leave is compared between equally many.
 */
export async function runAgain(
  workload: Workload,
  { base, head }: Both,
  suspects: readonly string[],
  runMs: number,
  signal: AbortSignal,
): Promise<readonly [Side, readonly string[]]> {
  if (suspects.length === 0) return [head, []];
  await warmedUpBy(workload, base, runMs, signal);
  const again = await warmedUpBy(workload, head, runMs, signal);
  const before = new Map(head.warmUp.parts.map(({ id, passed }) => [id, passed]));
  const flaky = again.warmUp.parts.flatMap(({ id, passed }) =>
    before.has(id) && before.get(id) !== passed ? id : [],
  );
  if (flaky.length === 0) return [head, []];
  const ran = new Set(again.warmUp.parts.map(({ id }) => id));
  const parts = [
    ...again.warmUp.parts.map((part) => ({
      ...part,
      passed: part.passed || before.get(part.id) === true,
    })),
    // What failed before and did not even run is not absolved.
    ...head.warmUp.parts.filter(({ id, passed }) => !passed && !ran.has(id)),
  ];
  const failing = parts.find(({ passed }) => !passed);
  const outcome =
    failing === undefined
      ? { kind: 'complete' as const, why: '' }
      : { kind: 'failing' as const, why: `${failing.id} fails` };
  return [{ ...again, warmUp: { ...again.warmUp, ...outcome, parts } }, flaky];
}

/** Told by two runs of the head. */
export function flakyNote(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const are = ids.length === 1 ? 'it is' : 'they are';
  return [
    `${fewInTicks(ids)} failed in one of two runs of the head and passed in the other: ${are} flaky there, and not called failing.`,
  ];
}
