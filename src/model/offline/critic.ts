import { FILE_CASE } from '../../measure/test-case.ts';
import type { ChainLink, Critic, Feedback, Review, TestCase } from '../../ports.ts';
import type { PartialRepairs } from './partial-repairs.ts';
import { NO_SIGNS, type PatchSigns, signsOf } from './patch-signs.ts';

export interface OfflineCriticOptions {
  /** The base's content of a file; without it the critic judges by execution alone. */
  readonly read?: (path: string) => Promise<string | undefined>;
  /** How the base fails, to see whether a candidate at least fails differently. */
  readonly failures: readonly TestCase[];
  /** Told of every patch that was judged. */
  readonly partialRepairs?: PartialRepairs;
}

/** A reason to like a candidate less, with what it costs of ρ. */
interface Remark {
  readonly says: string;
  readonly costs: number;
  /** Only something to know: the search need not go on because of it. */
  readonly passes?: boolean;
}

/** Statements too many are a common slip; beyond this a removal is more than that. */
const FEW_LINES = 3;

function remarksOn(signs: PatchSigns, feedback: Feedback): readonly Remark[] {
  const { profile } = feedback;
  const size = signs.addedLines + signs.removedLines;
  const gone = signs.removedLines - signs.addedLines;
  const remarks: (Remark | false)[] = [
    signs.lostChecks > 0 && {
      says: 'it removes a check, which may only silence the test',
      costs: 1,
    },
    signs.fixedConditions > 0 && { says: 'it makes a condition constant', costs: 1 },
    signs.deletedFiles > 0 && { says: 'it deletes a file', costs: 1 },
    signs.lostResults > 0 && { says: 'it takes a result away', costs: 0.5 },
    gone > 0 &&
      signs.lostChecks + signs.lostResults === 0 && {
        says: 'it takes behaviour away',
        costs: 0.5,
        passes: gone <= FEW_LINES,
      },
    gone <= 0 &&
      signs.lostCalls.length > 0 && {
        says: `it no longer calls ${signs.lostCalls.join(' and ')}`,
        costs: 0.5,
        passes: true,
      },
    size > 20 && { says: `it changes ${size} lines, more than a reviewer likes`, costs: 0.5 },
    (profile?.cpu ?? 1) > 1.5 && {
      says: `it takes ${profile?.cpu?.toFixed(1)} times the CPU time`,
      costs: 0.5,
    },
    (profile?.peakRss ?? 1) > 1.5 && {
      says: `it takes ${profile?.peakRss?.toFixed(1)} times the memory`,
      costs: 0.5,
    },
    (feedback.statics?.cognitive ?? 1) > 2 && {
      says: 'it doubles the cognitive complexity',
      costs: 0.5,
    },
  ];
  return remarks.filter((remark) => remark !== false);
}

/** The part of a failure message that says what is wrong, without addresses and line numbers. */
const essence = (message: string | undefined): string =>
  (message ?? '').replace(/0x[\da-f]+|:\d+|line \d+|\d+(\.\d+)?\s?m?s\b/g, '').trim();

/** Do tests that still fail say something else than before, or does a file name its tests at last? */
function moved(now: readonly TestCase[], before: readonly TestCase[]): boolean {
  const known = new Map(before.map((test) => [test.id, essence(test.message)]));
  const unread = new Set(before.filter(({ name }) => name === FILE_CASE).map(({ file }) => file));
  return now.some((test) =>
    known.has(test.id)
      ? known.get(test.id) !== essence(test.message)
      : test.file !== undefined && unread.has(test.file),
  );
}

const share = ({ passed, total }: Feedback['failToPass']): number =>
  total === 0 ? 0 : passed / total;

/**
 * ρ before remarks: at most 3.5 while tests fail, less where others broke, by how many pass. When all pass it is 4
 * and never 5: rules see that nothing speaks against a patch, not that it is right.
 */
function baseReward(feedback: Feedback, changed: boolean): number {
  switch (feedback.verdict) {
    case 'rejected':
    case 'build-failed':
      return 1;
    case 'failing':
      return 1.5 + 1.5 * share(feedback.failToPass) + (changed ? 0.5 : 0);
    case 'broke':
      // Below a patch that repairs as much and breaks nothing.
      return 1.4 + 1.5 * share(feedback.failToPass) * share(feedback.passToPass);
    case 'plausible':
      return 4;
  }
}

function progress(feedback: Feedback, parent: Feedback | undefined, changed: boolean): string {
  const { failToPass, passToPass } = feedback;
  const before = parent === undefined ? '' : ` (${parent.failToPass.passed} with its parent)`;
  const counts = `${failToPass.passed} of ${failToPass.total} failing tests now pass${before}`;
  switch (feedback.verdict) {
    case 'rejected':
    case 'build-failed':
      return `No test ran: ${feedback.reason.replace(/\.$/, '')}.`;
    case 'failing':
      return `${counts}; the others fail ${changed ? 'in another way than before' : 'as before'}.`;
    case 'broke':
      return `${counts}, but ${passToPass.total - passToPass.passed} of ${passToPass.total} others broke.`;
    case 'plausible':
      return `${counts} and nothing else broke.`;
  }
}

function advice(feedback: Feedback, remarks: readonly Remark[]): string {
  if (remarks.length > 0) return `Against it: ${remarks.map((remark) => remark.says).join('; ')}.`;
  const [first] = feedback.failures;
  if (feedback.verdict === 'broke' && first !== undefined) return `Look at ${first.name} first.`;
  return feedback.verdict === 'plausible'
    ? 'No rule speaks against it. Whether it is right beyond these tests, a reader must say.'
    : '';
}

/** Reviews candidates by rules over what execution said: no model, the same answer every time. */
export function createOfflineCritic({
  read,
  failures,
  partialRepairs,
}: OfflineCriticOptions): Critic {
  return {
    async review(link: Omit<ChainLink, 'review'>, chain, signal): Promise<Review> {
      signal.throwIfAborted();
      const { feedback, proposal } = link;
      partialRepairs?.note(link);
      const parent = chain.at(-1)?.feedback;
      const signs = read === undefined ? NO_SIGNS : await signsOf(proposal.changes, read);
      const remarks = remarksOn(signs, feedback);
      const changed = moved(feedback.failures, parent?.failures ?? failures);
      const cost = remarks.reduce((sum, remark) => sum + remark.costs, 0);
      const reward = Math.max(1, baseReward(feedback, changed) - cost);
      const critique = [progress(feedback, parent, changed), advice(feedback, remarks)];
      return {
        critique: critique.filter((sentence) => sentence !== '').join(' '),
        processReward: reward,
        finished: feedback.verdict === 'plausible' && remarks.every(({ passes }) => passes),
      };
    },
  };
}
