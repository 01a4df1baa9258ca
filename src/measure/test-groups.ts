import type { TestCase, TraceRequest } from '../ports.ts';

/** Tests that share one process, and so one row of the spectrum. */
export interface TestGroup {
  readonly failed: boolean;
  readonly tests: readonly TestCase[];
}

const MOST_FAILING = 4;
const NEAR_GROUPS = 4;
const FAR_GROUPS = 2;
const LARGEST = 100;

/**
 * At most four failing tests, each alone, and at most six groups of passing
 * ones: first those that share a file with a failing test. `passing` comes
 * nearest first.
 */
export function groupTests({ failing, passing }: TraceRequest): readonly TestGroup[] {
  const files = new Set(failing.map((test) => test.file));
  const near = passing.filter((test) => files.has(test.file));
  const far = passing.filter((test) => !files.has(test.file));
  return [
    ...spread(failing, MOST_FAILING).map((test) => ({ failed: true, tests: [test] })),
    ...[...deal(near, NEAR_GROUPS), ...deal(far, FAR_GROUPS)].map((tests) => ({
      failed: false,
      tests,
    })),
  ];
}

/** A few from all over the list: neighbours tend to fail for one reason. */
function spread(tests: readonly TestCase[], most: number): readonly TestCase[] {
  if (tests.length <= most) return tests;
  return Array.from(
    { length: most },
    (_, index) => tests[Math.floor((index * tests.length) / most)],
  ).filter((test) => test !== undefined);
}

/** Deals whole runs of neighbours: tests of one `describe` take similar ways. */
function deal(tests: readonly TestCase[], groups: number): readonly (readonly TestCase[])[] {
  const size = Math.max(1, Math.ceil(tests.length / groups));
  return Array.from({ length: groups }, (_, index) =>
    tests.slice(index * size, (index + 1) * size).slice(0, LARGEST),
  ).filter((group) => group.length > 0);
}
