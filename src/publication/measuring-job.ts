import type { Comparison } from '../report/comparison/comparison.ts';
import { code } from '../report/markdown-text.ts';

/** The head of the pull request, as GitHub names it. */
export interface KnownHead {
  readonly sha: string;
  /** Its branch. */
  readonly ref: string;
  /** Its merge with the base, which actions/checkout takes, as GitHub has it now. */
  readonly merge: string | null;
}

/** Another job, which ran the code that it measured, and handed over what it says. */
export interface MeasuringJob {
  readonly head: KnownHead;
  /** Is that code from a fork? */
  readonly isFork: boolean;
  /** Address of its run, where it is another one. */
  readonly url?: string | undefined;
}

/** The head by GitHub's name for it, where the job says that it measured that. */
export const withKnownHead = (comparison: Comparison, { head }: MeasuringJob): Comparison => {
  const { sha } = comparison.head;
  return { ...comparison, head: { ref: head.ref, sha: isOf(head, sha) ? head.sha : sha } };
};

/** Whose words a comparison is, and of which head, in two sentences. */
export function originOf({ head: { sha } }: Comparison, { head, isFork }: MeasuringJob): string {
  const which = isFork
    ? "a job without write permission, which ran the fork's code"
    : 'another job, which ran the code of the pull request';
  return `Measured by ${which}: what it says was handed over by that job. By GitHub's word the head is ${code(short(head.sha))} of ${code(head.ref, 60)}${claimOf(sha, head)}.`;
}

const isOf = ({ sha, merge }: KnownHead, claimed: string | null): boolean =>
  claimed !== null && (claimed === sha || claimed === merge);

const short = (sha: string): string => sha.slice(0, 7);

/** What the job says that it measured, beside what GitHub says. */
function claimOf(claimed: string | null, head: KnownHead): string {
  if (claimed === head.sha) return '';
  if (claimed === null) return ', and the job does not say which commit it measured';
  return isOf(head, claimed)
    ? ', which was merged with the base to be measured'
    : `; the job says that it measured ${code(short(claimed))}, which is neither that commit nor, now, its merge with the base`;
}
