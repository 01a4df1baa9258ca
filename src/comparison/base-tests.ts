import { posix } from 'node:path';
import type { Source, Written } from '../benchmarks/sources.ts';
import { declaresTests, isNamedTestFile, isTestFile } from '../measure/test-file.ts';
import { fewInTicks } from '../report/plain.ts';
import { counted } from '../report/wording.ts';
import type { Both } from './side.ts';

/**
 * A pull request mostly changes the tests of what it changes: then the base's version of
 * their files runs on both sides, since other tests would be other work.
 */

/**
 * Files whose tests the head changes, where no test is broken by that: what fails there has to
 * be said first. Never code that holds tests beside what they test, as doctests do: its change
 * would be taken back.
 */
export function changedTestFiles(
  { base, head }: Both,
  isChanged: Written,
  texts: readonly Source[],
): readonly string[] {
  const textOf = new Map(texts.map(({ path, text }) => [path, text ?? '']));
  const isOnlyTests = (file: string): boolean =>
    isNamedTestFile(file) || (isTestFile(file) && declaresTests(textOf.get(file) ?? ''));
  const before = new Map(base.warmUp.parts.map(({ id, passed }) => [id, passed]));
  const known = new Set(base.warmUp.parts.map(({ file }) => file));
  const broken = new Set(
    head.warmUp.parts
      .filter(({ id, passed }) => !passed && before.get(id) !== false)
      .map(({ file }) => file),
  );
  const changed = head.warmUp.parts.filter(isChanged).flatMap(({ file }) => file ?? []);
  return [...new Set(changed)].filter(
    (file) => known.has(file) && !broken.has(file) && isOnlyTests(file),
  );
}

/** What Jest and Vitest compare the tests of a file with. */
export const snapshotOf = (file: string): string =>
  posix.join(posix.dirname(file), '__snapshots__', `${posix.basename(file)}.snap`);

/** What became of the changed files of tests. */
export interface BaseTests {
  /** Both sides run the base's version. */
  readonly asBase: readonly string[];
  /** The base's version does otherwise on the head. */
  readonly unlike: readonly string[];
  /** There was no time for it. */
  readonly late: readonly string[];
}

export const baseTestsNotes = ({ asBase, unlike, late }: BaseTests): readonly string[] => [
  ...note(asBase, "Both sides ran the base's version, so that the same tests run on both."),
  ...note(
    unlike,
    "The base's version does otherwise there, or not alone, so that these tests were not compared; what else imports that may do other work.",
  ),
  ...note(
    late,
    "The time did not suffice to run the base's version, so that these tests were not compared; what else imports that may do other work.",
  ),
];

function note(files: readonly string[], what: string): readonly string[] {
  if (files.length === 0) return [];
  const named = fewInTicks(files);
  return files.length === 1
    ? [`${named} is another file on the head. ${what}`]
    : [`${counted(files.length, 'test file')} are others on the head (${named}). ${what}`];
}
