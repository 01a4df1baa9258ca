import { GitHubRefused } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import { refusalOf, statusOf } from '../github/refusal.ts';
import {
  findSticky,
  type StickyComment,
  say,
  settleSticky,
  type Topic,
} from '../github/sticky-comment.ts';
import { commentExists, deleteComment, type Thread } from '../github/thread.ts';

/** Our voice in one thread: one comment, updated in place. */
export interface Desk {
  /** Ours, as far as it is known; by whom tells who we are. */
  readonly comment: StickyComment | undefined;
  /** Creates or updates the comment, even one that was deleted. Throws GitHubRefused. */
  say(body: string): Promise<void>;
  /** Creates or updates it; `gone` when somebody deleted it. */
  update(body: string): Promise<'shown' | 'gone'>;
  /** Deletes it, which ends the search that follows it; was there one? */
  withdraw(): Promise<boolean>;
}

/** `me`: the login behind a person's token. Throws GitHubRefused. */
export async function openDesk(
  github: GitHub,
  thread: Thread,
  me: string | undefined,
  topic: Topic = 'repair',
): Promise<Desk> {
  let comment: StickyComment | undefined = await findSticky(github, thread, me, topic).catch(
    (error: unknown) => {
      throw noThread(error, thread);
    },
  );
  /** Whether we have made sure that no other run made one at the same time. */
  let settled = comment !== undefined;

  const put = async (body: string): Promise<void> => {
    if (comment !== undefined && !settled) {
      settled = true;
      comment = await settleSticky(github, thread, comment, topic);
    }
    comment = await say(github, thread, comment, body, me, topic);
  };
  const update: Desk['update'] = async (body) => {
    const known = comment !== undefined;
    try {
      await put(body);
      return 'shown';
    } catch (error) {
      if (known && statusOf(error) === 404) return 'gone';
      throw refusalOf(error, 'the comment');
    }
  };
  return {
    get comment() {
      return comment;
    },
    update,
    async say(body) {
      if ((await update(body)) === 'shown') return;
      comment = undefined;
      await update(body);
    },
    async withdraw() {
      if (comment === undefined) return false;
      await deleteComment(github, thread, comment.id).catch((error: unknown) => {
        throw refusalOf(error, 'taking the comment away');
      });
      comment = undefined;
      return true;
    },
  };
}

function noThread(error: unknown, thread: Thread): unknown {
  if (thread.kind !== 'issue' || statusOf(error) !== 404) return refusalOf(error, 'the comments');
  return new GitHubRefused(
    `There is no issue or pull request #${thread.number} here, or the token may not see it.`,
    'Correct the number, or give the job `issues: write`.',
    { cause: error },
  );
}

/**
 * For a job that may only read: whether the comment that another job keeps is
 * still there. One that was never seen is not gone.
 */
export function watchComment(
  github: GitHub,
  thread: Thread,
  me: string | undefined,
): () => Promise<'shown' | 'gone'> {
  let seen: number | undefined;
  return async () => {
    if (seen !== undefined) return (await commentExists(github, thread, seen)) ? 'shown' : 'gone';
    seen = (await findSticky(github, thread, me, 'repair'))?.id;
    return 'shown';
  };
}
