import type { Baseline } from './evaluation/baseline.ts';
import { type Verification, verify } from './evaluation/verification.ts';
import type { Ground } from './groundwork.ts';
import { concludeForSpeed, unconfirmed } from './performance/conclusion.ts';
import type { Observer, TestLimits } from './ports.ts';
import type { Choice } from './report/compose.ts';
import type { Report } from './report/report.ts';
import { counted, ending } from './report/wording.ts';
import type { Aim } from './search/aims.ts';
import type { Candidate } from './search/candidate.ts';
import type { SearchOutcome } from './search/orps.ts';
import { PERFORMANCE } from './task/goal.ts';
import type { Workshop } from './workshop.ts';

/** The whole suite, on a clean copy, this many times. */
const RUNS = 3;
/** So many candidates may fail their verification before the search counts as unresolved. */
const TRIES = 3;
/** On the critic's scale from 1 to 5. */
const PARTLY_RIGHT = 3;

const NOT_VERIFIED: Verification = { runs: 0, passed: 0, against: [], flaky: [] };

/**
 * Step 7 and the proof: the best candidate that holds on a clean copy; failing
 * that, the best one, marked as not verified.
 */
export async function chooseAndVerify(
  { ranking }: SearchOutcome,
  ground: Ground,
  limits: TestLimits,
  observe: Observer,
  signal: AbortSignal,
  isWorth: (candidate: Candidate) => boolean = isWorthProving,
): Promise<Choice | undefined> {
  const { workshop, baseline } = ground;
  let unproven: Choice | undefined;
  for (const candidate of ranking.filter(isWorth).slice(0, TRIES)) {
    const patch = await patchOf(candidate, workshop);
    const verification = await verify(
      { patch, needed: candidate.feedback?.failToPass.passed ?? 0 },
      workshop.clean,
      workshop.runner,
      baseline,
      {
        runs: RUNS,
        limits,
        onRun: (run, passed) => observe({ kind: 'verification', run, of: RUNS, passed }),
      },
      signal,
    );
    const objection = isProven(verification)
      ? await objectionOfOldTests(candidate, ground, limits, signal)
      : undefined;
    if (isProven(verification) && objection === undefined) {
      return { candidate, patch, verification };
    }
    observe({ kind: 'note', text: `${candidate.id} did not hold on a clean copy.` });
    unproven ??= { candidate, patch, verification: objection ?? verification };
  }
  const [best] = ranking;
  if (unproven !== undefined || best === undefined || !isWorthShowing(best)) return unproven;
  return { candidate: best, patch: await patchOf(best, workshop), verification: NOT_VERIFIED };
}

/**
 * New tests run in the processes of the old ones, and could make them pass. So
 * the old ones have their say without them, once.
 */
async function objectionOfOldTests(
  { proposal }: Candidate,
  { workshop: { tests }, before }: Ground,
  limits: TestLimits,
  signal: AbortSignal,
): Promise<Verification | undefined> {
  if (tests.size === 0) return undefined;
  const { workshop, baseline } = before;
  const patch = await workshop.renderPatch(proposal?.changes ?? new Map());
  const verification = await verify(
    { patch, needed: 0 },
    workshop.clean,
    workshop.runner,
    baseline,
    { runs: 1, limits, onRun: () => undefined },
    signal,
  );
  return verification.passed === 1 ? undefined : verification;
}

/** What a user applies: new tests are a part of it. */
const patchOf = ({ proposal }: Candidate, { tests, renderPatch }: Workshop): Promise<string> =>
  renderPatch(new Map([...(proposal?.changes ?? []), ...tests]));

/** It repairs all or some of the failing tests and breaks nothing. */
export const isWorthProving = ({ feedback }: Candidate): boolean =>
  feedback !== undefined &&
  feedback.failToPass.passed > 0 &&
  feedback.passToPass.passed === feedback.passToPass.total &&
  (feedback.verdict === 'plausible' || feedback.verdict === 'failing');

/** What repairs nothing is shown only if the critic finds it partly right: one of many wrong guesses helps nobody. */
const isWorthShowing = ({ feedback, review }: Candidate): boolean =>
  (feedback?.failToPass.passed ?? 0) > 0 || (review?.processReward ?? 0) >= PARTLY_RIGHT;

const isProven = ({ runs, passed }: Verification): boolean => runs === RUNS && passed === RUNS;

/** The word for the whole run, and the sentence that says why. `missingTest`: why no test shows what is reported, where one was asked for. */
export function conclude(
  aim: Aim,
  baseline: Baseline,
  outcome: SearchOutcome | undefined,
  choice: Choice | undefined,
  missingTest: string | undefined,
): Pick<Report, 'status' | 'reason'> {
  const isForSpeed = aim === PERFORMANCE;
  if (isForSpeed) {
    const isHeld = choice !== undefined && isProven(choice.verification);
    const conclusion = concludeForSpeed(baseline, choice, isHeld);
    if (conclusion !== undefined) return conclusion;
  } else if (baseline.failToPass.length === 0) return withoutSearch(baseline, missingTest);
  const feedback = choice?.candidate.feedback;
  if (outcome?.tree.length === 0 && outcome.stoppedBy === 'exhausted') {
    return {
      status: 'unresolved',
      reason: 'The programmer had nothing to propose: it found no place that it could change.',
    };
  }
  if (outcome === undefined || outcome.ranking.length === 0) {
    return {
      status: 'unresolved',
      reason: `No candidate could be executed (${stop(outcome)}).${firstFailure(outcome)}`,
    };
  }
  const isProvenRepair = !isForSpeed && choice !== undefined && isProven(choice.verification);
  if (isProvenRepair && feedback !== undefined) {
    const { passed, total } = feedback.failToPass;
    const proof = `on a clean copy, ${RUNS} times, with no other test broken`;
    return passed === total
      ? { status: 'fixed', reason: `${everyTest(total)} ${proof}.` }
      : { status: 'improved', reason: `${passed} of ${total} failing tests pass ${proof}.` };
  }
  const { runs, passed, against } = choice?.verification ?? NOT_VERIFIED;
  if (runs > passed) {
    return {
      status: 'unresolved',
      reason: `The best patch did not hold on a clean copy: ${against[0]?.id ?? 'the suite'} failed in run ${runs}.`,
    };
  }
  return {
    status: 'unresolved',
    reason: isForSpeed
      ? `No patch was confirmed to be faster with every test passing (${stop(outcome)}).${unconfirmed(choice)}`
      : `No patch makes the failing tests pass without breaking others (${stop(outcome)}).`,
  };
}

const firstFailure = (outcome: SearchOutcome | undefined): string => {
  const failure = outcome?.tree.find((candidate) => candidate.failure !== undefined)?.failure;
  return failure === undefined ? '' : ` The first of them: ${failure}`;
};

const everyTest = (total: number): string =>
  total === 1 ? 'The failing test passes' : `All ${total} failing tests pass`;

function withoutSearch(
  { flaky, suite, tolerated }: Baseline,
  missingTest = 'To repair something that no test shows, add a failing test first.',
): Pick<Report, 'status' | 'reason'> {
  const [flip] = flaky;
  if (flip) {
    return {
      status: 'flaky',
      reason: `Nothing fails reproducibly: ${flip.id} failed once and passed when it ran again on the same commit.`,
    };
  }
  const rest = tolerated.length > 0 ? ' that the task is about' : '';
  return {
    status: 'nothing-to-do',
    reason: `No test fails${rest}: ${suite.cases.length} ran. ${missingTest}`,
  };
}

const stop = (outcome: SearchOutcome | undefined): string =>
  outcome === undefined
    ? 'there was nothing to search'
    : `${counted(outcome.tree.length, 'candidate')}; the search ${ending(outcome.stoppedBy)}`;
