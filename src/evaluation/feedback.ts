import { FILE_CASE } from '../measure/test-case.ts';
import type { Feedback, TestCase, TestRun } from '../ports.ts';
import type { Baseline } from './baseline.ts';
import { isRepaired } from './verdict.ts';

/** What speaks against a candidate is shown up to this many tests. */
const SHOWN_FAILURES = 8;

/** Breakage first, each test once. */
export function shownFailures(
  broken: readonly TestCase[],
  failing: readonly TestCase[],
): readonly TestCase[] {
  const byId = new Map([...failing, ...broken].map((test) => [test.id, test]));
  const order = new Set([...broken, ...failing].map((test) => test.id));
  return [...order].flatMap((id) => byId.get(id) ?? []).slice(0, SHOWN_FAILURES);
}

/**
 * success on [0, 1]: the mean of the shares of repaired and of unbroken tests.
 * The plain share of passing tests would put "repairs nothing" above "repairs
 * all, breaks two" in any large suite. A new failure counts like a broken test.
 */
export function successOf(
  failToPass: Feedback['failToPass'],
  passToPass: Feedback['passToPass'],
  against: number,
): number {
  const repaired = failToPass.total === 0 ? 1 : failToPass.passed / failToPass.total;
  const kept = passToPass.total === 0 ? 1 : passToPass.passed / passToPass.total;
  const share = (repaired + kept) / 2;
  return against > 0 ? Math.min(share, 0.99) : share;
}

export function suiteReason(
  verdict: Feedback['verdict'],
  against: number,
  suite: TestRun,
  failing: number,
): string {
  const tests = against === 1 ? 'one test' : `${against} tests`;
  switch (verdict) {
    case 'plausible':
      return failing === 0
        ? 'Every test that passed still does.'
        : 'All failing tests pass and no other test broke.';
    case 'broke':
      return reasonOf(suite, `It makes ${tests} fail that did not fail before.`);
    default:
      return 'Some of the failing tests pass now and nothing broke.';
  }
}

export function reasonOf(run: TestRun, otherwise: string): string {
  switch (run.kind) {
    case 'timed-out':
      return 'The tests did not end within their time.';
    case 'unreadable':
      return 'The tests ended without a readable result.';
    default:
      return otherwise;
  }
}

/** The task's tests that still fail, with today's messages; without a report, the output stands in. */
export function unrepairedIn(run: TestRun, targets: readonly TestCase[]): readonly TestCase[] {
  const now = new Map(run.cases.map((test) => [test.id, test]));
  return targets
    .filter((test) => !isRepaired(test, run))
    .flatMap((test) => {
      const same = now.get(test.id);
      if (same) return [same];
      const inside = test.name === FILE_CASE ? failedIn(run, test.file) : [];
      if (inside.length > 0) return inside;
      return [{ ...test, message: `Did not run to its end.\n${run.output.slice(-1_000)}` }];
    });
}

/** What a file that ran to its end at last has to say. */
const failedIn = (run: TestRun, file: string | undefined): readonly TestCase[] =>
  run.cases.filter((test) => test.status === 'failed' && test.file === file);

/** Those, and whatever else failed beside them. */
export function failuresOf(run: TestRun, targets: readonly TestCase[]): readonly TestCase[] {
  const own = unrepairedIn(run, targets);
  const told = new Set([...own, ...targets].map(({ id }) => id));
  const others = run.cases.filter((test) => test.status === 'failed' && !told.has(test.id));
  return [...own, ...others].slice(0, SHOWN_FAILURES);
}

export function buildFailed(baseline: Baseline, run: TestRun): Feedback {
  return {
    ...nothingRan(baseline, 'build-failed', 'The build step fails.'),
    failures: run.cases.filter((test) => test.status === 'failed').slice(0, SHOWN_FAILURES),
  };
}

export const tallies = (baseline: Baseline, repaired: number) => ({
  failToPass: { passed: repaired, total: baseline.failToPass.length },
  passToPass: { passed: 0, total: baseline.passToPass.length },
});

export const nothingRan = (
  baseline: Baseline,
  verdict: 'rejected' | 'build-failed',
  reason: string,
): Feedback => ({
  ...tallies(baseline, 0),
  verdict,
  reason,
  failures: [],
  success: 0,
  profile: null,
  statics: null,
});
