import * as z from 'zod';
import type { GitHub } from './client.ts';

/** The REST interface tells when an issue changed, which a comment does too; only this tells of its text. */
const QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      lastEditedAt
      timelineItems(itemTypes: [RENAMED_TITLE_EVENT], last: 1) {
        nodes { ... on RenamedTitleEvent { createdAt } }
      }
    }
  }
}`;

const answerSchema = z.object({
  repository: z.object({
    issue: z.object({
      lastEditedAt: z.iso.datetime().nullable(),
      timelineItems: z.object({ nodes: z.array(z.object({ createdAt: z.iso.datetime() })) }),
    }),
  }),
});

/** When title or body of an issue were last changed; `undefined` if they are as they were written. */
export async function textChangedAt(
  { owner, repo, graphql }: GitHub,
  number: number,
): Promise<Date | undefined> {
  const answer = answerSchema.parse(await graphql(QUERY, { owner, repo, number }));
  const { lastEditedAt, timelineItems } = answer.repository.issue;
  const times = [lastEditedAt, ...timelineItems.nodes.map(({ createdAt }) => createdAt)];
  return times
    .flatMap((time) => (time === null ? [] : [new Date(time)]))
    .sort((a, b) => b.getTime() - a.getTime())[0];
}
