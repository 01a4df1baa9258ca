import { spawnSync } from 'node:child_process';
import { example, type Json } from '../description.ts';
import type { GitHubState, Pull } from '../state.ts';
import { accountJson } from './accounts.ts';
import {
  type Exchange,
  forbidden,
  may,
  notFound,
  type OperationHandler,
  ok,
  page,
  problem,
} from './exchange.ts';

/** The commit that a branch of the bare repository points at. */
export function tipOf({ bare }: GitHubState, branch: string): string | undefined {
  const { status, stdout } = spawnSync(
    'git',
    ['--git-dir', bare, 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}`],
    { encoding: 'utf8' },
  );
  return status === 0 ? stdout.trim() : undefined;
}

function end(pull: Json, side: 'head' | 'base', branch: string, { state }: Exchange): Json {
  const whole = pull[side] as Json;
  const repo = {
    ...(whole.repo as Json),
    name: state.repo,
    full_name: `${state.owner}/${state.repo}`,
  };
  const sha = tipOf(state, branch) ?? String(whole.sha);
  return { ...whole, ref: branch, label: `${state.owner}:${branch}`, sha, repo };
}

const forked = (head: Json): Json => ({ ...head, repo: { ...(head.repo as Json), id: 666 } });

function pullJson(
  pull: Pull,
  exchange: Exchange,
  kind: 'pull-request' | 'pull-request-simple',
): Json {
  const { state, origin } = exchange;
  const base = kind === 'pull-request' ? example(kind) : firstOf('pull-request-simple-items');
  return {
    ...base,
    number: pull.number,
    title: pull.title,
    body: pull.body,
    draft: pull.draft,
    requested_teams: [],
    state: pull.state,
    user: accountJson(pull.user),
    html_url: `${origin}/${state.owner}/${state.repo}/pull/${pull.number}`,
    head: pull.fork
      ? forked(end(base, 'head', pull.head, exchange))
      : end(base, 'head', pull.head, exchange),
    base: end(base, 'base', pull.base, exchange),
  };
}

const firstOf = (name: string): Json => (example(name) as unknown as readonly Json[])[0] ?? {};

const invalid = (message: string) =>
  problem(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  });

const pullOf = ({ state, params }: Exchange): Pull | undefined =>
  state.pulls.get(Number(params.pull_number));

function objectionTo(exchange: Exchange, head: string, base: string) {
  const { state, body } = exchange;
  if (!may(state, 'pull_requests', 'write')) return forbidden('pull_requests', 'write');
  if (state.identity.login === 'github-actions[bot]' && !state.actionsMayOpenPulls) {
    return problem(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  }
  if (body.draft === true && !state.draftsAllowed) {
    return problem(422, 'Draft pull requests are not supported in this repository.');
  }
  const [from, onto] = [tipOf(state, head), tipOf(state, base)];
  if (from === undefined) return invalid(`head: ${head} does not exist`);
  if (onto === undefined) return invalid(`base: ${base} does not exist`);
  if (from === onto) return invalid(`No commits between ${base} and ${head}`);
  const open = [...state.pulls.values()].find(
    (pull) => pull.state === 'open' && pull.head === head && pull.base === base,
  );
  if (open) return invalid(`A pull request already exists for ${state.owner}:${head}.`);
  return undefined;
}

export const pullOperations: Readonly<Record<string, OperationHandler>> = {
  'pulls/list': (exchange) => {
    const { state, query } = exchange;
    const wanted = [...state.pulls.values()].filter(
      (pull) =>
        (query.state === 'all' || pull.state === (query.state ?? 'open')) &&
        (query.head === undefined ||
          query.head === `${pull.fork ? 'forker' : state.owner}:${pull.head}`) &&
        (query.base === undefined || query.base === pull.base),
    );
    return page(
      wanted.map((pull) => pullJson(pull, exchange, 'pull-request-simple')),
      exchange,
      `/repos/${state.owner}/${state.repo}/pulls`,
    );
  },
  'pulls/get': (exchange) => {
    const pull = pullOf(exchange);
    return pull === undefined ? notFound() : ok(pullJson(pull, exchange, 'pull-request'));
  },
  'pulls/create': (exchange) => {
    const { state, body } = exchange;
    const head = String(body.head).replace(`${state.owner}:`, '');
    const base = String(body.base);
    const objection = objectionTo(exchange, head, base);
    if (objection) return objection;
    const text = body.body === undefined ? null : String(body.body);
    if (text !== null && text.length > 65_536)
      return invalid('body is too long (maximum is 65536 characters)');
    const number = Math.max(0, ...state.issues.keys(), ...state.pulls.keys()) + 1;
    const pull: Pull = {
      number,
      title: String(body.title),
      body: text,
      draft: body.draft === true,
      state: 'open',
      head,
      base,
      user: state.identity,
      labels: [],
    };
    state.pulls.set(number, pull);
    return ok(pullJson(pull, exchange, 'pull-request'), 201);
  },
  'pulls/update': (exchange) => {
    const { state, body } = exchange;
    const pull = pullOf(exchange);
    if (pull === undefined) return notFound();
    if (!may(state, 'pull_requests', 'write')) return forbidden('pull_requests', 'write');
    if (body.title !== undefined) pull.title = String(body.title);
    if (body.body !== undefined) pull.body = String(body.body);
    if (body.base !== undefined) pull.base = String(body.base);
    return ok(pullJson(pull, exchange, 'pull-request'));
  },
};
