import { RequestError } from '@octokit/request-error';
import { GitHubRefused } from '../errors.ts';

interface Rule {
  readonly matches: (status: number, text: string) => boolean;
  readonly remedy: string;
}

const SETTINGS = 'Settings → Actions → General → Workflow permissions';

const RULES: readonly Rule[] = [
  {
    matches: (_, text) => text.includes('not permitted to create or approve pull requests'),
    remedy: `Tick "Allow GitHub Actions to create and approve pull requests" under ${SETTINGS} (an organisation may have to allow it first), or give the action a GitHub App's token.`,
  },
  {
    matches: (status) => status === 401,
    remedy:
      'The token is wrong or has expired: leave `github-token` out for the token of the job, or pass a fresh one of a GitHub App.',
  },
  {
    matches: (status, text) => status === 429 || /rate limit/i.test(text),
    remedy: 'The rate limit is used up: run again in an hour, or with a token of your own.',
  },
  {
    matches: (status) => status >= 500,
    remedy: 'GitHub has a problem or cannot be reached: run again later.',
  },
  {
    matches: (status) => status === 403 || status === 404,
    remedy: 'Give the job the permission under `permissions:` in the workflow.',
  },
];

const isRequestError = (error: unknown): error is RequestError => error instanceof RequestError;

/** `issues=write; pull_requests=write` → `` `issues: write` or `pull-requests: write` `` */
function permissionNeeded(error: RequestError): string | undefined {
  const header = error.response?.headers['x-accepted-github-permissions'];
  if (typeof header !== 'string' || header === '') return undefined;
  return header
    .split(/;\s*/)
    .map((choice) => `\`${choice.replaceAll('_', '-').replaceAll('=', ': ')}\``)
    .join(' or ');
}

/** The first line of what GitHub said, with the details of a failed validation. */
function wordsOf(error: RequestError): string {
  const data = error.response?.data as
    | { message?: string; errors?: readonly { message?: string }[] }
    | undefined;
  const details = (data?.errors ?? []).map(({ message }) => message).filter(Boolean);
  return [data?.message ?? error.message, ...details].join(': ').split('\n')[0] ?? '';
}

/**
 * Why GitHub did not do something, and what to change, as an error of ours;
 * anything else that was thrown comes back as it is.
 */
export function refusalOf(error: unknown, doing: string): unknown {
  if (!isRequestError(error)) return error;
  const text = wordsOf(error);
  const rule = RULES.find(({ matches }) => matches(error.status, text));
  const permission = permissionNeeded(error);
  const remedy =
    permission !== undefined && (error.status === 403 || error.status === 404)
      ? `Give the job ${permission} under \`permissions:\` in the workflow.`
      : (rule?.remedy ?? 'See what GitHub says about it and run again.');
  return new GitHubRefused(`GitHub refused ${doing} (${error.status}: ${text}).`, remedy, {
    cause: error,
  });
}

/** Was the answer lost, so that the request may have had its effect? */
export const mayHaveHappened = (error: unknown): boolean =>
  isRequestError(error) && error.status >= 500;

export const statusOf = (error: unknown): number | undefined =>
  isRequestError(error) ? error.status : undefined;

/**
 * Creates something that must exist only once. A lost answer does not tell whether
 * it was made, so it is looked for before it is tried again.
 */
export async function createOnce<Made>(
  create: () => Promise<Made>,
  find: () => Promise<Made | undefined>,
): Promise<Made> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await create();
    } catch (error) {
      if (attempt >= 3 || !mayHaveHappened(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 1_000));
      const found = await find();
      if (found !== undefined) return found;
    }
  }
}

/** For requests that `createOnce` repeats: the client must not do so as well. */
export const ONCE = { request: { retries: 0 } } as const;
