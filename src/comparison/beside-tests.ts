import { posix } from 'node:path';
import { isNamedTestFile, isTestFile } from '../measure/test-file.ts';
import { inTicks } from '../report/plain.ts';
import type { ChangedFile } from './changed-files.ts';
import type { WorkRun } from './workload.ts';

/** What tests and benchmarks share, compare with or are given lies there. */
const FOLDER =
  /(?:^|\/)(?:__(?:tests|mocks|snapshots)__|tests?|specs?|e2e|testing|test[-_]?data|fixtures?|bench(?:es|marks?)?)\//i;
const SHARED = /(?:^|\/)conftest\.py$|\.snap$/;
/** Of languages whose tests are not told one by one. */
const NAMED = /(?:_test|Tests?)\.\w+$/;

const MOST_SHOWN = 3;

/** Of `test/a.test.ts` and `build/test/a.test.js` one may be made from the other. */
const stemOf = (path: string): string => posix.parse(path).name;

/**
 * Tests whose own file is the same do other work where their data or helpers are not.
 * `runs` tell which files hold tests: these are known for what they are.
 */
export function besideTestsNote(
  changed: readonly ChangedFile[],
  runs: readonly WorkRun[],
): readonly string[] {
  const holding = new Set(runs.flatMap(({ parts }) => parts.flatMap(({ file }) => file ?? [])));
  const stems = new Set([...holding].map(stemOf));
  const isOther = (path: string): boolean =>
    isNamedTestFile(path) ? stems.has(stemOf(path)) : FOLDER.test(path) || SHARED.test(path);
  const isHelper = (path: string): boolean =>
    holding.size > 0
      ? !holding.has(path) && isOther(path)
      : FOLDER.test(path) || SHARED.test(path) || isTestFile(path) || NAMED.test(path);
  const paths = changed.filter(({ path, onBase }) => onBase && isHelper(path));
  const [first] = paths;
  if (first === undefined) return [];
  const shown = paths.slice(0, MOST_SHOWN).map(({ path }) => inTicks(path));
  const more = paths.length > MOST_SHOWN ? ` and ${paths.length - MOST_SHOWN} more` : '';
  const differ = paths.length === 1 ? 'differs' : 'differ';
  return [
    `${shown.join(', ')}${more} ${differ} on the head: tests or benchmarks that need that may do other work there.`,
  ];
}
