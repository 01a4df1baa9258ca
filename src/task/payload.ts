import * as z from 'zod';

const user = z.object({ login: z.string() });
const number = z.int().positive();

const issue = z.object({
  number,
  title: z.string(),
  body: z.string().nullish(),
  pull_request: z.unknown().optional(),
  labels: z.array(z.object({ name: z.string() })).nullish(),
});

const headRepository = z
  .object({ id: z.number(), owner: z.object({ login: z.string() }).optional() })
  .nullish();

const pullRequest = z.object({
  number,
  head: z.object({ ref: z.string(), sha: z.string(), repo: headRepository }),
  base: z.object({ ref: z.string() }),
});

const common = {
  repository: z.object({ id: z.number(), default_branch: z.string() }),
  sender: user,
};

/** The parts of GitHub's webhook payloads that are read; the rest is never looked at. */
export const payloads = {
  labelled: z.object({ ...common, issue, label: z.object({ name: z.string() }) }),
  comment: z.object({
    ...common,
    issue,
    comment: z.object({ id: number, body: z.string(), user: user.nullish() }),
  }),
  workflowRun: z.object({
    ...common,
    workflow_run: z.object({
      id: number,
      run_attempt: number,
      name: z.string().nullish(),
      html_url: z.string(),
      path: z.string().optional(),
      event: z.string(),
      conclusion: z.string().nullable(),
      head_branch: z.string().nullable(),
      head_sha: z.string(),
      head_repository: headRepository,
      actor: user.nullish(),
      triggering_actor: user.nullish(),
      /** Of other repositories as well, where the branch is open there. */
      pull_requests: z
        .array(
          z.object({
            number,
            head: z.object({ sha: z.string() }),
            base: z.object({ repo: z.object({ id: number }) }),
          }),
        )
        .nullish(),
    }),
  }),
  pullRequest: z.object({ ...common, pull_request: pullRequest }),
  /** A push, a schedule, a dispatch: what counts is in the environment. */
  other: z.object({ sender: user.optional() }),
} as const;

export type WorkflowRunPayload = z.infer<typeof payloads.workflowRun>['workflow_run'];
