import type { GitHub } from '../github/client.ts';
import { textChangedAt } from '../github/issue-text.ts';
import { refusalOf } from '../github/refusal.ts';
import { failedJobs, jobLog, reportFiles } from '../github/workflow-run.ts';
import { cleanGoal } from '../task/goal.ts';
import { goalOfRun, readRedRun } from '../task/red-run.ts';
import { ciKey, goalOf, type RepairTask } from '../task/task.ts';
import { aimOf, type Cause, type TriggerSettings } from '../task/trigger.ts';

export interface Resolution extends Pick<TriggerSettings, 'label' | 'performanceLabel'> {
  readonly github: GitHub;
  readonly hint: string | undefined;
  /** The input `base-branch`, else the repository's default branch. */
  readonly baseBranch: string;
  /** Of our own branches. */
  readonly branchPrefix: string;
  /** The commit that is checked out. */
  readonly head: string;
  /** Told what could not be read of a red run. */
  readonly onGap: (what: string, cause: unknown) => void;
  /** This very run: what was written after it was started does not count. */
  readonly runId: number;
}

export type Resolved =
  | { readonly kind: 'task'; readonly task: RepairTask }
  | { readonly kind: 'refused'; readonly why: string };

const asTask = (
  given: Partial<RepairTask> & Pick<RepairTask, 'key' | 'base' | 'title'>,
): Resolved => ({
  kind: 'task',
  task: {
    ...{ aim: 'repair', goal: '', issue: undefined, pull: undefined },
    ...{ run: undefined, red: undefined, ...given },
  },
});

/** What an event says, completed by what only the API knows. */
export async function resolveCause(cause: Cause, how: Resolution): Promise<Resolved> {
  const goal = how.hint === undefined ? '' : cleanGoal(how.hint);
  switch (cause.kind) {
    case 'issue':
      return issueTask(cause, how);
    case 'issue-number':
      return fetchedIssueTask(cause.number, how);
    case 'pull':
      return pullTask(cause.number, how, goal);
    case 'run':
      return runTask(cause, how);
    case 'checkout': {
      const { branch } = cause;
      const base = { branch, sha: undefined };
      return asTask({ key: ciKey(how.head), base, title: redTitle(branch), goal });
    }
    case 'head': {
      const { branch, sha, pull } = cause;
      return asTask({
        key: ciKey(sha),
        base: { branch, sha },
        pull,
        title: redTitle(branch),
        goal,
      });
    }
  }
}

const redTitle = (branch: string): string => `the failing tests of ${branch}`;

function issueTask(
  { aim, number, title, body }: Omit<Extract<Cause, { kind: 'issue' }>, 'kind'>,
  { baseBranch, hint }: Resolution,
): Resolved {
  return asTask({
    key: `issue-${number}`,
    aim,
    base: { branch: baseBranch, sha: undefined },
    issue: number,
    title,
    goal: goalOf(title, body, hint),
  });
}

async function runTask(
  { id, attempt, name, url, path, branch, sha, pull }: Extract<Cause, { kind: 'run' }>,
  { github, hint, onGap }: Resolution,
): Promise<Resolved> {
  const red = await readRedRun({
    jobs: () => failedJobs(github, { id, attempt }),
    log: (job) => jobLog(github, job),
    reports: () => reportFiles(github, id),
    onGap,
  });
  return asTask({
    key: ciKey(sha),
    base: { branch, sha },
    title: redTitle(branch),
    goal: [goalOfRun(name, red), hint ?? ''].filter(Boolean).join('\n\n'),
    run: { name, url, path },
    pull,
    red,
  });
}

async function fetchedIssueTask(number: number, how: Resolution): Promise<Resolved> {
  const { owner, repo, request } = how.github;
  const asked = { owner, repo, issue_number: number };
  const { data } = await request('GET /repos/{owner}/{repo}/issues/{issue_number}', asked).catch(
    (error: unknown) => {
      throw refusalOf(error, `the text of issue #${number}`);
    },
  );
  if (data.pull_request) return pullTask(number, how, '');
  const [changed, start] = await Promise.all([textChange(number, how), startOf(how)]);
  if (changed !== undefined && changed > start) {
    const why = `Issue #${number} changed after this run was started; read it and start again.`;
    return { kind: 'refused', why };
  }
  const labels = data.labels.map((label) => (typeof label === 'string' ? label : label.name) ?? '');
  const aim = aimOf(labels, how);
  return issueTask({ aim, number, title: data.title, body: data.body ?? '' }, how);
}

const textChange = (number: number, { github }: Resolution): Promise<Date | undefined> =>
  textChangedAt(github, number).catch((error: unknown) => {
    throw refusalOf(error, `when the text of issue #${number} was changed`);
  });

/** When somebody asked for this run; waiting for a runner comes after it. */
async function startOf({ github: { owner, repo, request }, runId }: Resolution): Promise<Date> {
  const asked = { owner, repo, run_id: runId };
  const { data } = await request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', asked).catch(
    (error: unknown) => {
      throw refusalOf(error, 'the time when this run was started');
    },
  );
  return new Date(data.created_at);
}

async function pullTask(number: number, how: Resolution, goal: string): Promise<Resolved> {
  const { owner, repo, request } = how.github;
  const asked = { owner, repo, pull_number: number };
  const { data } = await request('GET /repos/{owner}/{repo}/pulls/{pull_number}', asked).catch(
    (error: unknown) => {
      throw refusalOf(error, `the head of pull request #${number}`);
    },
  );
  if (data.head.repo?.id !== data.base.repo.id) {
    const why =
      'The pull request comes from a fork: whoever opened it could write what runs here, so it reaches neither a model nor a token.';
    return { kind: 'refused', why };
  }
  const { ref: branch, sha } = data.head;
  if (branch.startsWith(how.branchPrefix))
    return ownPullTask(branch.slice(how.branchPrefix.length), how);
  return asTask({
    key: ciKey(sha),
    base: { branch, sha },
    pull: number,
    title: redTitle(branch),
    goal,
  });
}

/** A pull request of ours is where people say what is wrong with it: what it was for is tried again. */
async function ownPullTask(cause: string, how: Resolution): Promise<Resolved> {
  const issue = /^issue-(\d+)/.exec(cause)?.[1];
  if (issue !== undefined) return fetchedIssueTask(Number(issue), how);
  const why =
    'This is a repair of a red branch: comment on the pull request of that branch instead.';
  return { kind: 'refused', why };
}
