import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type Payload = Record<string, unknown>;

interface Example {
  readonly name: string;
  readonly examples: readonly (Payload & { readonly action?: string })[];
}

const catalogue: readonly Example[] = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@octokit/webhooks-examples/api.github.com/index.json'),
    'utf8',
  ),
);

const isObject = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `over` on top of `base`, object by object. */
function merged(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const keys = Object.entries(over).map(([key, value]) => [key, merged(base[key], value)]);
  return { ...base, ...Object.fromEntries(keys) };
}

/** A payload that GitHub once sent for this event, with what the case is about on top. */
export function payloadOf(event: string, action: string | undefined, over: Payload): Payload {
  const found = catalogue
    .find(({ name }) => name === event)
    ?.examples.find((one) => one.action === action);
  if (found === undefined) throw new Error(`no example of ${event} ${action}`);
  const repository = {
    id: 1296269,
    name: 'demo',
    full_name: 'octo/demo',
    default_branch: 'main',
    owner: { login: 'octo' },
  };
  return merged(found, { repository, ...over }) as Payload;
}

export const labelled = (over: Payload = {}): Payload =>
  merged(
    payloadOf('issues', 'labeled', {
      label: { name: 'orps-fix' },
      sender: { login: 'maintainer' },
      issue: { number: 5, title: 'clamp ignores the upper bound', body: 'clamp(9, 0, 5) is 0.' },
    }),
    over,
  ) as Payload;

export const commented = (body: string, over: Payload = {}): Payload =>
  merged(
    payloadOf('issue_comment', 'created', {
      sender: { login: 'maintainer' },
      issue: { number: 5, title: 'clamp ignores the upper bound', body: 'clamp(9, 0, 5) is 0.' },
      comment: { body, user: { login: 'maintainer' } },
    }),
    over,
  ) as Payload;

/** CI of a branch that went red. */
export const redRun = (over: Payload = {}): Payload =>
  merged(
    payloadOf('workflow_run', 'completed', {
      sender: { login: 'maintainer' },
      workflow_run: {
        id: 99,
        run_attempt: 1,
        name: 'CI',
        path: '.github/workflows/ci.yml',
        event: 'push',
        conclusion: 'failure',
        status: 'completed',
        head_branch: 'feature',
        head_sha: 'b'.repeat(40),
        head_repository: { id: 1296269 },
        actor: { login: 'pusher' },
        triggering_actor: { login: 'rerunner' },
        pull_requests: [],
      },
    }),
    over,
  ) as Payload;

/** A pull request that was opened or pushed to. */
export const pulled = (over: Payload = {}): Payload =>
  payloadOf('pull_request', 'opened', {
    pull_request: {
      number: 7,
      head: { ref: 'feature', repo: { id: 1296269, owner: { login: 'octo' } } },
      base: { ref: 'main' },
      ...over,
    },
  });
