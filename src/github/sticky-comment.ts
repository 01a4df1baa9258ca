import type { GitHub } from './client.ts';
import { createOnce } from './refusal.ts';
import {
  type Author,
  createComment,
  deleteComment,
  listComments,
  type Thread,
  type ThreadComment,
  updateComment,
} from './thread.ts';

/** The one comment that we keep in a thread, updated in place. */
export interface StickyComment {
  readonly id: number;
  readonly url: string;
  readonly author: Author | null;
}

/** First in the body, where nothing that we quote can stand. */
export const MARKER = '<!-- orps:repair -->';

/** Ours by marker and author: `me` is known for a person's token; else only apps' comments count. */
const isOurs =
  (me: string | undefined) =>
  ({ body, author }: ThreadComment): boolean =>
    body.startsWith(MARKER) && (me === undefined ? author?.type === 'Bot' : author?.login === me);

const marked = (body: string): string => `${MARKER}\n${body}`;

/** Our comment in this thread, if there is one. */
export const findSticky = async (
  github: GitHub,
  thread: Thread,
  me: string | undefined,
): Promise<ThreadComment | undefined> => (await listComments(github, thread)).find(isOurs(me));

/** Says something in the thread's one comment; `known` is what `findSticky` found. */
export async function say(
  github: GitHub,
  thread: Thread,
  known: StickyComment | undefined,
  body: string,
  me: string | undefined,
): Promise<StickyComment> {
  if (known !== undefined) return updateComment(github, thread, known.id, marked(body));
  return createOnce(
    () => createComment(github, thread, marked(body)),
    () => findSticky(github, thread, me),
  );
}

/**
 * Two runs that began at once may have made a comment each: the older one stays,
 * and both go on in it.
 */
export async function settleSticky(
  github: GitHub,
  thread: Thread,
  mine: StickyComment,
): Promise<StickyComment> {
  const oldest = await findSticky(github, thread, mine.author?.login);
  if (oldest === undefined || oldest.id >= mine.id) return mine;
  await deleteComment(github, thread, mine.id);
  return oldest;
}
