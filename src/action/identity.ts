import type { GitHub } from '../github/client.ts';
import type { Author } from '../github/thread.ts';

/** The account of a job's own token. */
const ACTIONS_BOT = { login: 'github-actions[bot]', id: 41_898_282 } as const;

/** Tokens of apps, the job's own among them, begin like this, and may not ask who they are. */
const isAppToken = (token: string): boolean => token.startsWith('ghs_');

/** The login behind a person's token; `undefined` for an app's, whose comments are known by their type. */
export async function loginOf(github: GitHub, token: string): Promise<string | undefined> {
  if (isAppToken(token)) return undefined;
  try {
    return (await github.request('GET /user')).data.login;
  } catch {
    return undefined;
  }
}

/** Name and address for commits, as GitHub attributes them to the account. */
export function signatureOf(
  author: Pick<Author, 'login' | 'id'> | null | undefined,
  serverUrl: string,
): { readonly name: string; readonly email: string } {
  const { login, id } = author ?? ACTIONS_BOT;
  const { hostname } = new URL(serverUrl);
  return { name: login, email: `${id}+${login}@users.noreply.${hostname}` };
}

/** GitHub starts no workflows for what the job's own token does; other tokens' pull requests run CI. */
export const startsCi = (author: Pick<Author, 'login'> | null | undefined): boolean =>
  author !== null && author !== undefined && author.login !== ACTIONS_BOT.login;
