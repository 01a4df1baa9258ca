import type { GitHub } from '../github/client.ts';
import { refusalOf, statusOf } from '../github/refusal.ts';
import type { Trigger } from '../task/trigger.ts';
import { headOf, parentsOf } from '../workspace/git.ts';
import type { Work } from './work.ts';

interface NamedCommit {
  readonly sha: string;
  /** The branch, by which people know it. */
  readonly name: string;
}

/** What a pull request is compared with, and as what it is taken. */
export interface PullCommits {
  readonly kind: 'commits';
  readonly base: NamedCommit;
  readonly head: NamedCommit & { readonly isCheckedOut: boolean };
}

type Bench = Extract<Trigger, { kind: 'bench' }>;
type Refused = { readonly kind: 'refused'; readonly why: string };

const FORK =
  'The pull request comes from a fork, and this job may write. It is measured by the run of its own that may only read: push a commit, or run that again.';

/**
 * actions/checkout takes the merge of a pull request with its base: then the base is
 * its first parent, and what differs is what the pull request changes. A head by
 * itself is compared with where it left the base.
 */
export async function commitsOf(
  work: Work,
  { number, head, baseRef = 'the base' }: Bench,
): Promise<PullCommits | Refused> {
  const { github, runner } = work;
  if (head !== undefined) {
    const { sha: here } = await headOf(runner.workspace);
    const [first, second] = await parentsOf(runner.workspace, here);
    const named = { sha: here, name: head.ref, isCheckedOut: true };
    if (first !== undefined && second === head.sha) {
      return { kind: 'commits', base: { sha: first, name: baseRef }, head: named };
    }
    const sha = await forkPoint(github, baseRef, head.sha);
    return {
      kind: 'commits',
      base: { sha, name: baseRef },
      head: { ...named, sha: head.sha, isCheckedOut: here === head.sha },
    };
  }
  const pull = await pullRequestOf(github, number);
  if (pull === undefined) return { kind: 'refused', why: noPull(number) };
  if (pull.head.repo?.id !== pull.base.repo.id) return { kind: 'refused', why: FORK };
  const { sha, ref: name } = pull.head;
  const { sha: here } = await headOf(runner.workspace);
  return {
    kind: 'commits',
    base: { sha: await forkPoint(github, pull.base.ref, sha), name: pull.base.ref },
    head: { sha, name, isCheckedOut: here === sha },
  };
}

export const noPull = (number: number): string =>
  `#${number} is no pull request, or the token may not see it: only a pull request has a base to be compared with. Correct the number, or give the job \`pull-requests: read\`.`;

/** Nothing where there is none of this number. */
export async function pullRequestOf({ owner, repo, request }: GitHub, number: number) {
  const asked = { owner, repo, pull_number: number };
  const found = await request('GET /repos/{owner}/{repo}/pulls/{pull_number}', asked).catch(
    (error: unknown) => {
      if (statusOf(error) === 404) return undefined;
      throw refusalOf(error, `pull request #${number}`);
    },
  );
  return found?.data;
}

async function forkPoint(
  { owner, repo, request }: GitHub,
  base: string,
  head: string,
): Promise<string> {
  const asked = { owner, repo, basehead: `${base}...${head}`, per_page: 1 };
  const { data } = await request('GET /repos/{owner}/{repo}/compare/{basehead}', asked).catch(
    (error: unknown) => {
      throw refusalOf(error, `where ${head.slice(0, 12)} left ${base}`);
    },
  );
  return data.merge_base_commit.sha;
}
