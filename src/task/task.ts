import type { Aim } from '../search/aims.ts';
import { cleanGoal } from './goal.ts';
import type { RedRun } from './red-run.ts';

/** One repair to make: what, where, and where to speak of it. */
export interface RepairTask {
  /** `issue-5`, `ci-0123456789ab`: the same for every run for the same cause. */
  readonly key: string;
  /** The branch that the pull request is for, and the commit to repair; `undefined`: as checked out. */
  readonly base: { readonly branch: string; readonly sha: string | undefined };
  readonly aim: Aim;
  /** What is wrong, or slow, in a stranger's words; cleaned. */
  readonly goal: string;
  /** The issue that the pull request closes. */
  readonly issue: number | undefined;
  /** The red pull request that the new one is stacked on. */
  readonly pull: number | undefined;
  /** A stranger's words on one line, or ours. */
  readonly title: string;
  /** The red run that started it. */
  readonly run:
    | {
        readonly name: string;
        readonly url: string;
        /** Of its workflow's file in the repository, as GitHub says it. */
        readonly path: string | undefined;
      }
    | undefined;
  /** What that run tells of itself. */
  readonly red: RedRun | undefined;
}

/** Ours, before the words of whoever may write here. */
const MAINTAINER = /A maintainer adds:/gi;

/** The words of an issue, and those of whoever asked for another try. */
export const goalOf = (title: string, body: string, hint: string | undefined): string =>
  cleanGoal(
    // The end is what a text that is too long loses.
    [
      title,
      hint === undefined ? '' : `A maintainer adds:\n\n${hint}`,
      body.replace(MAINTAINER, '“$&”'),
    ]
      .filter((part) => part.trim() !== '')
      .join('\n\n'),
  );

export const ciKey = (sha: string): string => `ci-${sha.slice(0, 12)}`;
