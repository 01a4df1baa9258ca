import { setTimeout as sleep } from 'node:timers/promises';
import { GitHubRefused, type OrpsError } from '../errors.ts';
import type { ToolResult } from '../sandbox/process.ts';
import { git } from '../workspace/git-command.ts';

/** The repository on the server, as git speaks to it. */
export interface Remote {
  /** For example `https://github.com/owner/repo.git`. */
  readonly url: string;
  readonly token: string;
}

/**
 * Environment that gives git the token for this one server, and no settings but
 * ours: a program that ran before us may have written others, which would send
 * the token elsewhere (`url.*.insteadOf`, `http.proxy`, helpers).
 */
function access({ url, token }: Remote): Readonly<Record<string, string>> {
  const { origin } = new URL(url);
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  return {
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${origin}/.extraheader`,
    GIT_CONFIG_VALUE_0: header,
  };
}

interface Rule {
  readonly pattern: RegExp;
  readonly remedy: string;
}

const RULES: readonly Rule[] = [
  {
    pattern: /without `?workflows?`? permission/,
    remedy:
      'No token of a workflow may change workflow files: this part of the patch is for a person to make.',
  },
  {
    pattern: /GH006|protected branch|GH013|repository rule violations/i,
    remedy:
      'A branch rule forbids it: exempt the branches that begin with the `branch-prefix`, or choose another prefix.',
  },
  {
    pattern: /Permission to \S+ denied|returned error: 403/,
    remedy: 'Give the job `contents: write` under `permissions:` in the workflow.',
  },
  {
    pattern:
      /Authentication failed|Invalid username or token|could not read Username|returned error: 401/,
    remedy:
      'The token is wrong or has expired: leave `github-token` out for the token of the job, or pass a fresh one of a GitHub App.',
  },
  {
    pattern: /not our ref|couldn't find remote ref|unadvertised object/,
    remedy: 'The commit is no longer on the server: start again from the branch as it is now.',
  },
];

/** Worth another try: the server or the way to it failed, not the request. */
const PASSING =
  /unable to access|early EOF|hung up|RPC failed|timed? ?out|Could not resolve|Connection|curl \d+|error: 5\d\d/i;

const ATTEMPTS = 3;

function complaint(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.replace(/^remote:\s*/, '').trim())
    .filter((line) => line !== '' && !/^(To |hint:)/.test(line));
  const telling = lines.find((line) => /error|refus|denied|fatal|rejected/i.test(line));
  return (telling ?? lines[0] ?? 'it gave no reason').slice(0, 300);
}

function refusal(doing: string, { stderr }: ToolResult): OrpsError {
  const rule = RULES.find(({ pattern }) => pattern.test(stderr));
  return new GitHubRefused(
    `GitHub refused ${doing}: ${complaint(stderr).replace(/[.]$/, '')}.`,
    rule?.remedy ?? 'See what git says about it and run again.',
  );
}

/** Runs git against the server from `folder`; passing failures are tried again. Throws GitHubRefused. */
export async function remoteGit(
  folder: string,
  remote: Remote,
  args: readonly string[],
  doing: string,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const result = await git(folder, args, undefined, access(remote));
    if (result.exitCode === 0) return result.stdout;
    const known = RULES.some(({ pattern }) => pattern.test(result.stderr));
    const again = attempt < ATTEMPTS && !known && PASSING.test(result.stderr);
    if (!again) throw refusal(doing, result);
    await sleep(attempt * 2_000);
  }
}

/** The commit that a branch points at on the server. */
export async function remoteTip(
  folder: string,
  remote: Remote,
  branch: string,
): Promise<string | undefined> {
  const doing = `the question for the branch ${branch}`;
  const name = `refs/heads/${branch}`;
  const lines = await remoteGit(folder, remote, ['ls-remote', remote.url, name], doing);
  return lines
    .split('\n')
    .find((line) => line.endsWith(`\t${name}`))
    ?.split('\t')[0];
}
