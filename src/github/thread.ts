import type { GitHub } from './client.ts';
import { ONCE, statusOf } from './refusal.ts';

/** Where we speak: an issue or a pull request, or, for a branch that has none, the commit. */
export type Thread =
  | { readonly kind: 'issue'; readonly number: number }
  | { readonly kind: 'commit'; readonly sha: string };

export interface Author {
  readonly login: string;
  readonly id: number;
  readonly type: string;
}

export interface ThreadComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly author: Author | null;
}

interface RawComment {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | undefined;
  readonly user: { readonly login: string; readonly id: number; readonly type: string } | null;
}

const PAGE = 100;
/** A thread of more than this many comments is read no further. */
const MOST_PAGES = 30;

const commentOf = ({ id, html_url: url, body = '', user }: RawComment): ThreadComment => ({
  id,
  url,
  body,
  author: user && { login: user.login, id: user.id, type: user.type },
});

async function pageOf(
  github: GitHub,
  thread: Thread,
  page: number,
): Promise<readonly RawComment[]> {
  const { owner, repo, request } = github;
  const asked = { owner, repo, per_page: PAGE, page };
  const { data } =
    thread.kind === 'issue'
      ? await request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
          ...asked,
          issue_number: thread.number,
        })
      : await request('GET /repos/{owner}/{repo}/commits/{commit_sha}/comments', {
          ...asked,
          commit_sha: thread.sha,
        });
  return data as readonly RawComment[];
}

/** All comments, oldest first. */
export async function listComments(
  github: GitHub,
  thread: Thread,
): Promise<readonly ThreadComment[]> {
  const comments: ThreadComment[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const found = await pageOf(github, thread, page);
    comments.push(...found.map(commentOf));
    if (found.length < PAGE) break;
  }
  return comments;
}

/** Never repeated by itself: a lost answer does not tell whether the comment was made. */
export async function createComment(
  { owner, repo, request }: GitHub,
  thread: Thread,
  body: string,
): Promise<ThreadComment> {
  const asked = { owner, repo, body, ...ONCE };
  const { data } =
    thread.kind === 'issue'
      ? await request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
          ...asked,
          issue_number: thread.number,
        })
      : await request('POST /repos/{owner}/{repo}/commits/{commit_sha}/comments', {
          ...asked,
          commit_sha: thread.sha,
        });
  return commentOf(data as RawComment);
}

export async function updateComment(
  { owner, repo, request }: GitHub,
  thread: Thread,
  id: number,
  body: string,
): Promise<ThreadComment> {
  const asked = { owner, repo, comment_id: id, body };
  const { data } =
    thread.kind === 'issue'
      ? await request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', asked)
      : await request('PATCH /repos/{owner}/{repo}/comments/{comment_id}', asked);
  return commentOf(data as RawComment);
}

export async function deleteComment(
  { owner, repo, request }: GitHub,
  thread: Thread,
  id: number,
): Promise<void> {
  const asked = { owner, repo, comment_id: id };
  if (thread.kind === 'issue') {
    await request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', asked);
  } else {
    await request('DELETE /repos/{owner}/{repo}/comments/{comment_id}', asked);
  }
}

/** Is it still there? Anything but a plain no is an error. */
export async function commentExists(
  { owner, repo, request }: GitHub,
  thread: Thread,
  id: number,
): Promise<boolean> {
  const asked = { owner, repo, comment_id: id };
  const found =
    thread.kind === 'issue'
      ? request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', asked)
      : request('GET /repos/{owner}/{repo}/comments/{comment_id}', asked);
  try {
    await found;
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
