import type { TestCase, TestLimits, TestRun } from '../ports.ts';

/** What a user may set; milliseconds. */
export interface TimeLimits {
  /** The whole suite on the base, where nothing is known yet. */
  readonly suiteMs: number;
  /** One test on the base. */
  readonly testMs: number;
}

/** Identical runs differ by half under load, and a repaired test may do more than a failing one. */
const SLACK = 4;
const TEST_GRACE_MS = 2_000;

/**
 * On top of that. A hanging candidate costs its whole limit, so the first stage
 * is strict; the suite also proves a patch, and is not failed for a slow moment.
 */
const GRACE_MS = { target: 1_000, suite: 10_000 } as const;

/** The words of stuck-watch.cjs and of a run that its limit ended. */
const hung = ({ status, message }: TestCase): boolean =>
  status === 'failed' && /^did not finish(?: within \d|: stuck in a loop)/m.test(message ?? '');

/** Limits for a candidate, derived from what the same selection took on the base. */
export function limitsFrom(
  base: TestRun,
  user: TimeLimits,
  stage: keyof typeof GRACE_MS,
): TestLimits {
  // No test has run: nothing is known of how long they take.
  if (base.kind === 'build-failed') return { runMs: user.suiteMs, testMs: user.testMs };
  const passed = base.cases.filter((test) => test.status === 'passed');
  const slowest = passed.reduce((most, test) => Math.max(most, test.durationMs), 0);
  const known =
    base.kind === 'timed-out'
      ? base.cases.reduce((sum, test) => sum + test.durationMs, 0)
      : base.usage.wallMs;
  const stuck = base.kind === 'timed-out' || base.cases.some(hung);
  // Of a run that was cut short nobody knows how long it takes to start.
  const graceMs = base.kind === 'timed-out' ? GRACE_MS.suite : GRACE_MS[stage];
  return {
    ...(stuck && { endStuck: true }),
    ...(stage === 'target' && { alone: true }),
    runMs: Math.min(user.suiteMs, SLACK * known + graceMs),
    testMs: Math.min(user.testMs, SLACK * slowest + TEST_GRACE_MS),
  };
}
