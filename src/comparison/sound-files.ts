import type { Part, WorkRun } from './workload.ts';

const byFile = ({ parts }: WorkRun): ReadonlyMap<string | undefined, string> => {
  const groups = Map.groupBy(parts, ({ file }) => file);
  return new Map(
    [...groups].map(([file, group]) => [
      file,
      group
        .map(({ id, passed }) => `${passed ? '+' : '-'}${id}`)
        .sort()
        .join('\n'),
    ]),
  );
};

/** How many files of tests ran, of how many. */
export interface FileTally {
  readonly ran: number;
  readonly of: number;
}

const filesIn = (runs: readonly WorkRun[]): number =>
  new Set(runs.flatMap(({ parts }) => parts.map(({ file }) => file))).size;

/** Of the `whole` on both sides, and of what of it runs; `undefined` where that is all. */
export function fileTally(
  whole: readonly WorkRun[],
  part: readonly WorkRun[],
): FileTally | undefined {
  const [ran, of] = [filesIn(part), filesIn(whole)];
  return ran < of ? { ran, of } : undefined;
}

/**
 * Files whose tests are the same on both sides, in name, outcome and text: run
 * alone they do the same work, so that their time as a whole can be compared.
 * `undefined` where that is all of them already, or some test's file is not known.
 */
export function soundFiles(
  base: WorkRun,
  head: WorkRun,
  isChanged: (part: Part) => boolean,
): readonly string[] | undefined {
  const [before, after] = [byFile(base), byFile(head)];
  const files = [...new Set([...before.keys(), ...after.keys()])];
  const named = files.filter((file) => file !== undefined);
  if (named.length < files.length) return undefined;
  const changed = new Set(head.parts.filter(isChanged).map(({ file }) => file));
  const sound = named.filter((file) => !changed.has(file) && before.get(file) === after.get(file));
  return sound.length === named.length ? undefined : sound.sort();
}
