import { BUILD_CASE, FILE_CASE } from '../measure/test-case.ts';
import type { TestCase, TestRun } from '../ports.ts';

/**
 * A test that failed on the base is repaired when it passes. One that stands
 * for a file which could not even be loaded is repaired when tests of that file
 * ran and none of them failed; likewise for the build and the whole suite.
 */
export function isRepaired(test: TestCase, run: TestRun): boolean {
  if (run.kind === 'unreadable' || run.kind === 'build-failed') return false;
  const same = run.cases.find((other) => other.id === test.id);
  // A file that ends early, by an exit of the code under test, passes as a file without its tests.
  if (same && !(test.declaresTests && same.status === 'passed')) return same.status === 'passed';
  if (test.name !== FILE_CASE && test.name !== BUILD_CASE) return false;
  const own = run.cases.filter(
    (other) => test.name === BUILD_CASE || (other.file === test.file && other.name !== FILE_CASE),
  );
  return (
    run.kind !== 'timed-out' &&
    own.some((other) => other.status === 'passed') &&
    own.every((other) => other.status !== 'failed')
  );
}

/** What one run of the whole suite says against a patch. */
export interface Objections {
  /** Passed on the base; now failing, skipped or gone. */
  readonly broken: readonly TestCase[];
  /** Failing, and the base knows nothing of it. */
  readonly unknown: readonly TestCase[];
}

/** Fewer tests, skipped tests and new failures count as failures of the patch. */
export function objectionsIn(
  run: TestRun,
  base: {
    readonly passToPass: readonly TestCase[];
    readonly failToPass: readonly TestCase[];
    readonly flaky: readonly TestCase[];
    readonly tolerated: readonly TestCase[];
  },
): Objections {
  const now = new Map(run.cases.map((test) => [test.id, test]));
  const broken = base.passToPass.flatMap((test) => {
    const same = now.get(test.id);
    if (same?.status === 'passed') return [];
    return [same?.status === 'failed' ? same : missing(test, same)];
  });
  const known = new Set(
    [base.passToPass, base.failToPass, base.flaky, base.tolerated].flat().map((test) => test.id),
  );
  // Of a file that did not run to its end the base knows no tests: their failures are the file's own.
  const unread = new Set(
    [...base.failToPass, ...base.tolerated].filter(standsForFile).map(({ file }) => file),
  );
  const unknown = run.cases.filter(
    (test) => test.status === 'failed' && !known.has(test.id) && !unread.has(test.file),
  );
  return { broken, unknown };
}

/** A whole file, and nobody knows what is in it. */
const standsForFile = ({ name, file }: TestCase): boolean =>
  name === FILE_CASE && file !== undefined;

const missing = (test: TestCase, now: TestCase | undefined): TestCase => ({
  ...test,
  status: 'failed',
  message: now
    ? 'Skipped now; it passed on the base.'
    : 'It passed on the base and did not run to its end now.',
});
