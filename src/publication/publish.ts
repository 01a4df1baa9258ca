import { type ChangedFile, type PushedBranch, pushBranch } from '../github/branch.ts';
import { publishCheckRun } from '../github/check-run.ts';
import type { GitHub } from '../github/client.ts';
import { findOpenPull, type PullRequest, publishPullRequest } from '../github/pull-request.ts';
import { refusalOf } from '../github/refusal.ts';
import type { Remote } from '../github/remote.ts';
import { headline } from '../report/headline.ts';
import { markdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { isWhole } from '../report/verdict.ts';
import type { RepairTask } from '../task/task.ts';
import { bodyOf, readerOf } from './body.ts';
import { messageOf, titleOf } from './words.ts';

export interface PublicationOrder {
  readonly github: GitHub;
  readonly remote: Remote;
  /** Toplevel of the checkout that holds the base commit. */
  readonly checkout: string;
  readonly scratch: string;
  readonly task: RepairTask;
  readonly report: Report;
  readonly branchPrefix: string;
  /** Nothing of it is left to be judged. */
  readonly isProven: boolean;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly startsCi: boolean;
  /** The report comes from another job. */
  readonly isHearsay: boolean;
  readonly runUrl: string;
  /** Why changed files may not be published. */
  readonly refuse: (files: readonly ChangedFile[]) => string | undefined;
}

export interface Publication {
  readonly branch: PushedBranch;
  readonly pull: PullRequest | undefined;
  /** What went wrong after the push; the branch is there. */
  readonly trouble: unknown;
}

const CHECK_CHARACTERS = 60_000;

/** Branch, pull request, check run: each as it was, or brought up to date. Throws GitHubRefused when not even the branch could be pushed. */
export async function publish(order: PublicationOrder): Promise<Publication> {
  const { github, task, report, runUrl: run, startsCi, isHearsay } = order;
  const branch = await pushBranch({
    ...order,
    branch: `${order.branchPrefix}${task.key}`,
    base: report.base.sha,
    patch: report.best?.patch ?? '',
    message: messageOf(task, report),
    cause: task.key,
    whole: isWhole(report),
  });
  const hasCheck = !branch.kept && (await showProof(order, branch));
  const pullOrder = {
    head: branch.branch,
    base: task.base.branch,
    title: titleOf(task, report),
    body: bodyOf(task, report, { branch: branch.branch, run, startsCi, hasCheck, isHearsay }),
    draft: order.draft,
    labels: order.labels,
  };
  try {
    if (branch.kept) {
      return { branch, pull: await findOpenPull(github, pullOrder), trouble: undefined };
    }
    const pull = await publishPullRequest(github, pullOrder);
    return { branch, pull, trouble: undefined };
  } catch (error) {
    return { branch, pull: undefined, trouble: refusalOf(error, 'the pull request') };
  }
}

/** A check that cannot be shown is no reason to withhold the pull request, which says the same. */
async function showProof(
  { github, task, report, isProven, isHearsay, runUrl: detailsUrl }: PublicationOrder,
  { sha: headSha, branch }: PushedBranch,
): Promise<boolean> {
  return publishCheckRun(github, {
    headSha,
    conclusion: isProven ? 'success' : 'neutral',
    title: headline(report).slice(0, 120),
    summary: markdown(report, CHECK_CHARACTERS, readerOf(task, branch, isHearsay)),
    detailsUrl,
  }).then(
    () => true,
    () => false,
  );
}
