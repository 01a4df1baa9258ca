import type { GitHub } from './client.ts';
import { createOnce, ONCE, statusOf } from './refusal.ts';

export interface PullRequestOrder {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly labels: readonly string[];
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
}

interface RawPull {
  readonly number: number;
  readonly html_url: string;
  readonly draft?: boolean | undefined;
}

interface OpenPull extends PullRequest {
  readonly draft: boolean;
}

const pullOf = ({ number, html_url: url, draft = false }: RawPull): OpenPull => ({
  number,
  url,
  draft,
});

/** Where a draft cannot be had, the title says what it would have said. */
const unverified = (title: string): string => `[not verified] ${title}`;

/** The open pull request from this branch to that one; GitHub allows no second. */
export async function findOpenPull(
  { owner, repo, request }: GitHub,
  { head, base }: Pick<PullRequestOrder, 'head' | 'base'>,
): Promise<OpenPull | undefined> {
  const { data } = await request('GET /repos/{owner}/{repo}/pulls', {
    ...{ owner, repo, base, state: 'open' },
    head: `${owner}:${head}`,
  });
  return data.map(pullOf)[0];
}

const says = (error: unknown, pattern: RegExp): boolean =>
  statusOf(error) === 422 &&
  pattern.test(JSON.stringify((error as { response?: unknown }).response));

async function create(github: GitHub, order: PullRequestOrder): Promise<OpenPull> {
  const { owner, repo, request } = github;
  const { head, base, title, body, draft } = order;
  const make = async () => {
    const asked = { owner, repo, head, base, title, body, draft, maintainer_can_modify: true };
    return pullOf((await request('POST /repos/{owner}/{repo}/pulls', { ...asked, ...ONCE })).data);
  };
  try {
    return await createOnce(make, () => findOpenPull(github, order));
  } catch (error) {
    if (!draft || !says(error, /draft pull requests are not supported/i)) throw error;
    return create(github, { ...order, draft: false, title: unverified(title) });
  }
}

async function update(
  { owner, repo, request }: GitHub,
  { number, draft }: OpenPull,
  order: PullRequestOrder,
): Promise<PullRequest> {
  const { body } = order;
  // The REST interface cannot turn an open one into a draft.
  const title = order.draft && !draft ? unverified(order.title) : order.title;
  const { data } = await request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    ...{ owner, repo, title, body },
    pull_number: number,
  });
  return pullOf(data);
}

/** GitHub itself allows one open pull request from a branch to another: a second run updates it. */
async function openOrUpdate(github: GitHub, order: PullRequestOrder): Promise<PullRequest> {
  try {
    return await create(github, order);
  } catch (error) {
    if (!says(error, /already exists/i)) throw error;
    const open = await findOpenPull(github, order);
    if (open === undefined) throw error;
    return update(github, open, order);
  }
}

/** The one open pull request from `head` to `base`, with its labels. Labels that cannot be set are let go. */
export async function publishPullRequest(
  github: GitHub,
  order: PullRequestOrder,
): Promise<PullRequest> {
  const pull = await openOrUpdate(github, order);
  if (order.labels.length > 0) {
    const { owner, repo, request } = github;
    await request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      ...{ owner, repo, issue_number: pull.number },
      labels: [...order.labels],
    }).catch(() => undefined);
  }
  return pull;
}
