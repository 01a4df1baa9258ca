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

/** What a comment of ours is about: each topic has one comment a thread. */
export type Topic = 'repair' | 'comparison';

/** First in the body, where nothing that we quote can stand. */
export const markerOf = (topic: Topic): string => `<!-- orps:${topic} -->`;

/** Ours by marker and author: `me` is known for a person's token; else only apps' comments count. */
const isOurs =
  (me: string | undefined, topic: Topic) =>
  ({ body, author }: ThreadComment): boolean =>
    body.startsWith(markerOf(topic)) &&
    (me === undefined ? author?.type === 'Bot' : author?.login === me);

const marked = (body: string, topic: Topic): string => `${markerOf(topic)}\n${body}`;

/** Our comment in this thread, if there is one. */
export const findSticky = async (
  github: GitHub,
  thread: Thread,
  me: string | undefined,
  topic: Topic,
): Promise<ThreadComment | undefined> =>
  (await listComments(github, thread)).find(isOurs(me, topic));

/** Says something in the thread's one comment; `known` is what `findSticky` found. */
export async function say(
  github: GitHub,
  thread: Thread,
  known: StickyComment | undefined,
  body: string,
  me: string | undefined,
  topic: Topic,
): Promise<StickyComment> {
  const whole = marked(body, topic);
  if (known !== undefined) return updateComment(github, thread, known.id, whole);
  return createOnce(
    () => createComment(github, thread, whole),
    () => findSticky(github, thread, me, topic),
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
  topic: Topic,
): Promise<StickyComment> {
  const oldest = await findSticky(github, thread, mine.author?.login, topic);
  if (oldest === undefined || oldest.id >= mine.id) return mine;
  await deleteComment(github, thread, mine.id);
  return oldest;
}
