import type { Part, WorkRun } from './workload.ts';

/** A test or benchmark that both sides have and pass. */
export type Subject = Pick<Part, 'id' | 'name' | 'file' | 'unit' | 'better'>;

/** What is compared, chosen before anything is measured, and what is only named. */
export interface Subjects {
  readonly compared: readonly Subject[];
  /** Too short to be worth a comparison, or beyond the number that one correction can bear. */
  readonly leftOut: number;
  readonly appeared: readonly string[];
  readonly vanished: readonly string[];
  /** They fail on the base, whether they do, or are, on the head or not. */
  readonly failing: readonly string[];
  /** They fail on the head, and pass or are not there on the base. */
  readonly newlyFailing: readonly string[];
  /** Their own file is another one on the head, and they fail on no side. */
  readonly changed: readonly string[];
  /** Both sides pass them, and they do not run: in their file others are not the same. */
  readonly unrun: readonly string[];
  /** Do both sides do the same work, so that the whole can be compared too? */
  readonly same: boolean;
}

/** Twenty pairs reach p = 2·10⁻⁶: enough for a hundred comparisons and far from enough for many thousands. */
export const MOST_COMPARED = 100;
/** A shorter test is all noise, and nobody waits for it. */
const SHORTEST_TEST_MS = 10;

const isWorthIt = (part: Part): boolean => part.unit !== 'ms' || part.value >= SHORTEST_TEST_MS;

/** What one takes; 0 for what is no time, which comes last. */
function nanoseconds({ unit, value }: Part): number {
  if (unit === 'ms') return value * 1e6;
  if (unit === 'ns/op') return value;
  return unit === 'op/s' ? 1e9 / value : 0;
}

interface WarmedUp {
  readonly base: { readonly warmUp: WorkRun };
  readonly head: { readonly warmUp: WorkRun };
}

/**
 * Where only a part of the `whole` will run: compared is what that part does, and
 * named is also what it leaves out. Alone it may do otherwise than among the rest, and
 * in files of which both sides have the base's version the head has the base's tests.
 */
export function subjectsRun(
  all: Subjects,
  whole: WarmedUp,
  part: WarmedUp,
  isChanged: (part: Part) => boolean,
): Subjects {
  const run = subjectsOf(part.base.warmUp, part.head.warmUp, isChanged);
  const both = (key: 'appeared' | 'vanished' | 'failing' | 'newlyFailing' | 'changed') => [
    ...new Set([...all[key], ...run[key]]),
  ];
  const running = new Set(part.head.warmUp.parts.map(({ id }) => id));
  // What the base's version of a file has runs on both sides, whatever the head's has.
  const onBase = new Set(part.base.warmUp.parts.map(({ id }) => id));
  const asBase = new Set(
    part.head.warmUp.parts.flatMap((one) => (onBase.has(one.id) && !isChanged(one) ? one.id : [])),
  );
  const resting = (key: 'appeared' | 'vanished' | 'changed') =>
    both(key).filter((id) => !asBase.has(id));
  const sound = soundParts(whole.base.warmUp, whole.head.warmUp, isChanged);
  return {
    ...{ compared: run.compared, leftOut: run.leftOut, same: run.same },
    ...{
      appeared: resting('appeared'),
      vanished: resting('vanished'),
      changed: resting('changed'),
    },
    ...{ failing: both('failing'), newlyFailing: both('newlyFailing') },
    unrun: sound.map(([, { id }]) => id).filter((id) => !running.has(id)),
  };
}

/** Of base and head: what both have and pass, written in files that they hold alike. */
function soundParts(
  base: WorkRun,
  head: WorkRun,
  isChanged: (part: Part) => boolean,
): readonly (readonly [Part, Part])[] {
  const before = new Map(base.parts.map((part) => [part.id, part]));
  return head.parts.flatMap((part) => {
    const other = before.get(part.id);
    return other?.passed && part.passed && !isChanged(part) ? [[other, part] as const] : [];
  });
}

/** `isChanged` tells whether base and head hold what a part is written in differently. */
export function subjectsOf(
  base: WorkRun,
  head: WorkRun,
  isChanged: (part: Part) => boolean,
): Subjects {
  const before = new Map(base.parts.map((part) => [part.id, part]));
  const after = new Map(head.parts.map((part) => [part.id, part]));
  const ids = (parts: readonly Part[]): readonly string[] => parts.map(({ id }) => id);
  const common = head.parts.flatMap((part) => {
    const other = before.get(part.id);
    return other === undefined ? [] : [[other, part] as const];
  });
  const changed = common.filter(([, part]) => isChanged(part)).map(([, part]) => part);
  const failing = base.parts.filter(({ passed }) => !passed);
  const newlyFailing = head.parts.filter(
    ({ id, passed }) => !passed && before.get(id)?.passed !== false,
  );
  const sound = soundParts(base, head, isChanged);
  const slowest = ([one, other]: readonly [Part, Part]): number =>
    Math.max(nanoseconds(one), nanoseconds(other));
  const worth = sound
    .filter(([one, other]) => isWorthIt(one) || isWorthIt(other))
    .sort((a, b) => slowest(b) - slowest(a))
    .slice(0, MOST_COMPARED);
  const appeared = head.parts.filter(({ id }) => !before.has(id));
  const vanished = base.parts.filter(({ id }) => !after.has(id));
  return {
    compared: worth.map(([, part]) => part),
    leftOut: sound.length - worth.length,
    appeared: ids(appeared.filter(({ passed }) => passed)),
    vanished: ids(vanished.filter(({ passed }) => passed)),
    failing: ids(failing),
    newlyFailing: ids(newlyFailing),
    changed: ids(changed.filter(({ id, passed }) => passed && before.get(id)?.passed !== false)),
    unrun: [],
    same:
      appeared.length + vanished.length + changed.length === 0 &&
      common.every(([one, other]) => one.passed === other.passed),
  };
}
