import type { Selection, TestCase } from '../ports.ts';
import { FILE_CASE, LONGEST_NAME } from './test-case.ts';

const MOST_TESTS = 200;

/**
 * What a runner can really do of a selection: tests without a file ask for the
 * whole suite; many tests, and names that were cut, ask for whole files.
 */
export function narrow(selection: Selection): Selection {
  if (selection.kind !== 'tests') return selection;
  const files = new Set(selection.tests.map((test) => test.file));
  if (files.has(undefined)) return { kind: 'all' };
  const exact = selection.tests.every((test) => test.name.length < LONGEST_NAME);
  if (exact && selection.tests.length <= MOST_TESTS) return selection;
  return { kind: 'files', files: [...files].filter((file) => file !== undefined) };
}

/** Files of a selection, without repetition; empty for the whole suite. */
export const chosenFiles = (selection: Selection): readonly string[] =>
  selection.kind === 'all'
    ? []
    : selection.kind === 'files'
      ? selection.files
      : [...new Set(selection.tests.flatMap((test) => test.file ?? []))];

/** For the assets: files, and in each the names where single tests were asked for. */
export function chosenNames(selection: Selection): {
  readonly files: readonly string[];
  readonly names: Readonly<Record<string, readonly string[]>> | null;
} {
  const files = chosenFiles(selection);
  if (selection.kind !== 'tests') return { files, names: null };
  const names = files.flatMap((file) => {
    const chosen = selection.tests.filter((test) => test.file === file).map((test) => test.name);
    // A case that stands for its file needs the whole file to be tried.
    return chosen.includes(FILE_CASE) ? [] : [[file, chosen] as const];
  });
  return { files, names: Object.fromEntries(names) };
}

/**
 * A pattern for runners that choose tests by full name (ancestors and title
 * joined by spaces); `undefined` where whole files must run.
 */
export function namePattern(selection: Selection): string | undefined {
  if (selection.kind !== 'tests') return undefined;
  const names = new Set(selection.tests.map((test) => test.name));
  if (names.has(FILE_CASE) || names.size === 0) return undefined;
  const pattern = `^\\s*(${[...names].map(escapePattern).join('|')})$`;
  return pattern.length > 60_000 ? undefined : pattern;
}

/** Control characters in names were shown as one space: any run of white space may stand there. */
const escapePattern = (name: string): string =>
  name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/ +/g, '\\s+');

/**
 * Keeps what was asked for, and whatever stands for one of its files or for the
 * whole run. A case that stands for its file asks for all that the file holds.
 */
export function keepChosen(cases: readonly TestCase[], selection: Selection): readonly TestCase[] {
  if (selection.kind === 'all') return cases;
  const files = new Set(chosenFiles(selection));
  if (selection.kind === 'files') {
    return cases.filter((test) => test.file === undefined || files.has(test.file));
  }
  const ids = new Set(selection.tests.map((test) => test.id));
  const whole = new Set(
    selection.tests.filter(({ name }) => name === FILE_CASE).map(({ file }) => file),
  );
  return cases.filter(
    (test) =>
      test.file === undefined ||
      whole.has(test.file) ||
      (files.has(test.file) && (ids.has(test.id) || test.name === FILE_CASE)),
  );
}
