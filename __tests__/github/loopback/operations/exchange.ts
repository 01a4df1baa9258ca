import type { Json } from '../description.ts';
import type { GitHubState, Level, Scope } from '../state.ts';

/** One request as an operation sees it; parameters are strings, as they came. */
export interface Exchange {
  readonly state: GitHubState;
  readonly origin: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type OperationHandler = (exchange: Exchange) => Reply | Promise<Reply>;

export const ok = (body: unknown, status = 200): Reply => ({ status, body });

export const problem = (status: number, message: string, more: Json = {}): Reply => ({
  status,
  body: {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: `${status}`,
    ...more,
  },
});

export const notFound = (): Reply => problem(404, 'Not Found');

/** GitHub's answer to a token that lacks a permission names what would do. */
export const forbidden = (scope: Scope, level: Level): Reply => ({
  ...problem(403, 'Resource not accessible by integration'),
  headers: { 'x-accepted-github-permissions': `${scope}=${level}` },
});

const RANK: Record<Level, number> = { none: 0, read: 1, write: 2 };

export const may = ({ grants }: GitHubState, scope: Scope, level: Level): boolean =>
  RANK[grants[scope]] >= RANK[level];

/** One page of a list, by `per_page` and `page`, with the Link header that octokit follows. */
export function page(items: readonly unknown[], { query, origin }: Exchange, path: string): Reply {
  const size = Number(query.per_page ?? 30);
  const number = Number(query.page ?? 1);
  const shown = items.slice((number - 1) * size, number * size);
  const more = number * size < items.length;
  const next = `<${origin}/api/v3${path}?per_page=${size}&page=${number + 1}>; rel="next"`;
  return { status: 200, body: shown, ...(more && { headers: { link: next } }) };
}
