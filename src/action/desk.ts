import type { GitHub } from '../github/client.ts';
import { refusalOf, statusOf } from '../github/refusal.ts';
import { findSticky, type StickyComment, say, settleSticky } from '../github/sticky-comment.ts';
import { deleteComment, type Thread } from '../github/thread.ts';

/** Our voice in one thread: one comment, updated in place. */
export interface Desk {
  /** Who we are there, once something was said. */
  readonly comment: StickyComment | undefined;
  /** Creates or updates the comment. Throws GitHubRefused. */
  say(body: string): Promise<void>;
  /** Updates it; `gone` when somebody deleted it. */
  update(body: string): Promise<'shown' | 'gone'>;
  /** Deletes it, which ends the search that follows it; was there one? */
  withdraw(): Promise<boolean>;
}

/** `me`: the login behind a person's token. */
export async function openDesk(
  github: GitHub,
  thread: Thread,
  me: string | undefined,
): Promise<Desk> {
  let comment: StickyComment | undefined = await findSticky(github, thread, me);
  let settled = comment !== undefined;

  const put = async (body: string): Promise<void> => {
    comment = await say(github, thread, comment, body, me);
  };
  return {
    get comment() {
      return comment;
    },
    async say(body) {
      try {
        await put(body);
      } catch (error) {
        if (comment === undefined || statusOf(error) !== 404) {
          throw refusalOf(error, 'the comment');
        }
        comment = undefined;
        await put(body).catch((again: unknown) => {
          throw refusalOf(again, 'the comment');
        });
      }
    },
    async update(body) {
      if (comment === undefined) {
        await put(body);
        return 'shown';
      }
      if (!settled) {
        settled = true;
        comment = await settleSticky(github, thread, comment);
      }
      try {
        await put(body);
        return 'shown';
      } catch (error) {
        if (statusOf(error) === 404) return 'gone';
        throw error;
      }
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
