import type { Source, Written } from '../benchmarks/sources.ts';
import { declaresTests, isNamedTestFile, isTestFile } from '../measure/test-file.ts';
import { inTicks } from '../report/plain.ts';
import { counted } from '../report/wording.ts';
import type { CompareRequest } from './compare.ts';
import type { Both, Side } from './side.ts';
import { layPatch } from './trees.ts';

/**
 * A pull request mostly changes the tests of what it changes: then the base's version of
 * their files runs on both sides, since other tests would be other work.
 */

/** Writes the patch that makes the head's version of these files the base's; tells where. */
export type TestsAsBase = (files: readonly string[]) => Promise<string>;

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

type Exchange = Pick<CompareRequest, 'testsAsBase'>;

/** Gives both sides the base's version; tells of which files, since it may be that it cannot be laid. */
export async function layBaseTests(
  { testsAsBase }: Exchange,
  { base, head }: Both,
  files: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (files.length === 0 || testsAsBase === undefined) return [];
  const patch = await testsAsBase(files);
  // The base first: what only its runs seem to leave is no reproach to anybody.
  const isLaid =
    (await renew(base, patch, signal)) && (await layPatch(head.workspace, patch, { signal }));
  return isLaid ? files : [];
}

/** Writes the base's own version, so that the files are equally new on both sides. */
const renew = async ({ workspace }: Side, patch: string, signal: AbortSignal): Promise<boolean> =>
  (await layPatch(workspace, patch, { reverse: true, signal })) &&
  (await layPatch(workspace, patch, { signal }));

/** Gives the head its own version back. */
export async function layHeadTests(
  { testsAsBase }: Exchange,
  { head }: Both,
  files: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const patch = await testsAsBase?.(files);
  if (patch !== undefined) await layPatch(head.workspace, patch, { reverse: true, signal });
}

const MOST_SHOWN = 3;

export function asBaseNote(files: readonly string[]): readonly string[] {
  const [first] = files;
  if (first === undefined) return [];
  const why = 'so that the same tests run on both';
  if (files.length === 1) {
    return [
      `${inTicks(first)} is another file on the head. Both sides ran the base's version, ${why}.`,
    ];
  }
  const shown = files.slice(0, MOST_SHOWN).map((file) => inTicks(file));
  const more = files.length > MOST_SHOWN ? ` and ${files.length - MOST_SHOWN} more` : '';
  return [
    `${counted(files.length, 'test file')} are others on the head (${shown.join(', ')}${more}). Both sides ran the base's version of them, ${why}.`,
  ];
}
