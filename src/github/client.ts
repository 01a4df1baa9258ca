import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';

/** The one repository that we speak to GitHub about. */
export interface GitHub {
  readonly owner: string;
  readonly repo: string;
  readonly request: Octokit['request'];
  /** For what the REST interface does not tell. */
  readonly graphql: Octokit['graphql'];
}

export interface GitHubOptions {
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  /** For example `https://api.github.com`. */
  readonly apiUrl: string;
  /** Told, in a sentence, whenever a request has to wait. */
  readonly onWait: (text: string) => void;
}

/** Waiting longer for a rate limit than this would use up the run's own time. */
const LONGEST_WAIT_S = 90;
const ATTEMPTS = 3;

const Client = Octokit.plugin(throttling, retry);

/** Rate limits are waited for and passing failures are tried again; what stays wrong is thrown. */
export function openGitHub({ owner, repo, token, apiUrl, onWait }: GitHubOptions): GitHub {
  const again =
    (what: string) =>
    (seconds: number, _options: unknown, _octokit: unknown, retries: number): boolean => {
      if (seconds > LONGEST_WAIT_S || retries >= ATTEMPTS - 1) return false;
      onWait(`GitHub's ${what} is reached; going on in ${seconds} s.`);
      return true;
    };
  const octokit = new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'orps',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    throttle: {
      onRateLimit: again('rate limit'),
      onSecondaryRateLimit: again('secondary rate limit'),
    },
    retry: { retries: ATTEMPTS - 1 },
  });
  return { owner, repo, request: octokit.request, graphql: octokit.graphql };
}
