import { posix } from 'node:path';
import { declaresTests, isNamedTestFile, isTestFile } from '../measure/test-file.ts';
import { fewInTicks } from '../report/plain.ts';
import { snapshotOf } from './base-tests.ts';
import type { ChangedFile } from './changed-files.ts';
import type { WorkRun } from './workload.ts';

/** What tests and benchmarks share, compare with or are given lies there. */
const FOLDER =
  /(?:^|\/)(?:__(?:tests|mocks|snapshots)__|tests?|specs?|e2e|testing|test[-_]?data|fixtures?|bench(?:es|marks?)?)\//i;
/** What all tests load or are configured by, wherever it lies. */
const SHARED =
  /(?:^|\/)(?:conftest\.py|(?:jest|vitest|vite|babel)[.-](?:config|setup|workspace)\.[^/]+|setupTests\.[^/]+|\.mocharc[^/]*|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml)$/;
/** Nobody runs or reads these. */
const ASIDE = /(?:^|\/)(?:README|CHANGELOG)[^/]*$|\.d\.[cm]?ts$/i;
/** Of languages whose tests are not told one by one. */
const NAMED = /(?:_test|Tests?)\.\w+$/;

/** Of `test/a.test.ts` and `build/test/a.test.js` one may be made from the other. */
const stemOf = (path: string): string => posix.parse(path).name;

/**
 * Tests whose own file is the same do other work where their data or helpers are not.
 * `runs` tell which files hold tests: these are known for what they are; `asBase` are those of
 * which both sides have the base's version, with its snapshots.
 */
export function besideTestsNote(
  changed: readonly ChangedFile[],
  runs: readonly WorkRun[],
  asBase: readonly string[],
): readonly string[] {
  const laid = new Set(asBase.map(snapshotOf));
  const holding = new Set(runs.flatMap(({ parts }) => parts.flatMap(({ file }) => file ?? [])));
  const stems = new Set([...holding].map(stemOf));
  const isOther = ({ path, text }: ChangedFile): boolean =>
    isNamedTestFile(path) && declaresTests(text ?? '')
      ? stems.has(stemOf(path))
      : FOLDER.test(path) || SHARED.test(path) || isNamedTestFile(path);
  const isHelper = (file: ChangedFile): boolean => {
    const { path } = file;
    return holding.size > 0
      ? !holding.has(path) && isOther(file)
      : FOLDER.test(path) || SHARED.test(path) || isTestFile(path) || NAMED.test(path);
  };
  // New tests are named as such; what else is new may be found by its folder.
  const isKnown = ({ path, onBase, text }: ChangedFile): boolean =>
    !laid.has(path) && (onBase || SHARED.test(path) || !declaresTests(text ?? ''));
  const paths = changed.filter((file) => isHelper(file) && isKnown(file) && !ASIDE.test(file.path));
  if (paths.length === 0) return [];
  const [differ, them] = paths.length === 1 ? ['differs', 'it'] : ['differ', 'them'];
  return [
    `${fewInTicks(paths.map(({ path }) => path))} ${differ} on the head: tests or benchmarks that need ${them} may do other work there.`,
  ];
}
