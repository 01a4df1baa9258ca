import { example, type Json } from '../description.ts';
import type { Account, Comment, GitHubState, Issue } from '../state.ts';
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
  type Reply,
} from './exchange.ts';

const LONGEST_BODY = 65_536;

/** Comments on a pull request take either permission. */
function mayComment(state: GitHubState, number: number): boolean {
  return (
    may(state, 'issues', 'write') ||
    (state.pulls.has(number) && may(state, 'pull_requests', 'write'))
  );
}

const APP = {
  id: 15368,
  slug: 'github-actions',
  node_id: 'MDM6QXBwMTUzNjg=',
  owner: example('issue-comment').user,
  name: 'GitHub Actions',
  description: null,
  external_url: 'https://help.github.com/en/actions',
  html_url: 'https://github.com/apps/github-actions',
  created_at: '2018-07-30T09:30:17Z',
  updated_at: '2019-12-10T19:04:12Z',
  permissions: { issues: 'write' },
  events: [],
};

function commentJson(comment: Comment, { state, origin }: Exchange): Json {
  const { owner, repo } = state;
  const web = `${origin}/${owner}/${repo}`;
  return {
    ...example('issue-comment'),
    id: comment.id,
    url: `${origin}/api/v3/repos/${owner}/${repo}/issues/comments/${comment.id}`,
    html_url: `${web}/issues/${comment.on}#issuecomment-${comment.id}`,
    issue_url: `${origin}/api/v3/repos/${owner}/${repo}/issues/${comment.on}`,
    body: comment.body,
    user: accountJson(comment.user),
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
    performed_via_github_app: comment.user.type === 'Bot' ? APP : null,
  };
}

const tooLong = (body: string): Reply | undefined =>
  body.length <= LONGEST_BODY
    ? undefined
    : problem(422, 'Validation Failed', {
        errors: [
          {
            resource: 'IssueComment',
            code: 'unprocessable',
            field: 'data',
            message: 'Body is too long (maximum is 65536 characters)',
          },
        ],
      });

const commentOf = ({ state, params }: Exchange): Comment | undefined =>
  state.comments.find(({ id, on }) => id === Number(params.comment_id) && typeof on === 'number');

export const addComment = (
  state: GitHubState,
  on: number | string,
  body: string,
  user: Account,
): Comment => {
  const comment = {
    id: state.nextId++,
    on,
    body,
    user,
    createdAt: new Date().toISOString(),
    reactions: [],
  };
  state.comments.push(comment);
  const issue = typeof on === 'number' ? state.issues.get(on) : undefined;
  if (issue) issue.updatedAt = comment.createdAt;
  return comment;
};

function issueJson(issue: Issue, { origin, state }: Exchange): Json {
  const { pull_request: _, ...sample } = example('issue');
  return {
    ...sample,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: accountJson(issue.user),
    updated_at: issue.updatedAt,
    html_url: `${origin}/${state.owner}/${state.repo}/issues/${issue.number}`,
  };
}

export const issueOperations: Readonly<Record<string, OperationHandler>> = {
  'issues/get': (exchange) => {
    const issue = exchange.state.issues.get(Number(exchange.params.issue_number));
    return issue === undefined ? notFound() : ok(issueJson(issue, exchange));
  },
  'issues/list-comments': (exchange) => {
    const { state, params } = exchange;
    const number = Number(params.issue_number);
    if (!state.issues.has(number) && !state.pulls.has(number)) return notFound();
    const found = state.comments.filter(({ on }) => on === number);
    return page(
      found.map((comment) => commentJson(comment, exchange)),
      exchange,
      `/repos/${state.owner}/${state.repo}/issues/${number}/comments`,
    );
  },
  'issues/get-comment': (exchange) => {
    const comment = commentOf(exchange);
    return comment === undefined ? notFound() : ok(commentJson(comment, exchange));
  },
  'issues/create-comment': (exchange) => {
    const { state, params, body } = exchange;
    const number = Number(params.issue_number);
    if (!state.issues.has(number) && !state.pulls.has(number)) return notFound();
    if (!mayComment(state, number)) return forbidden('issues', 'write');
    const text = String(body.body);
    const refused = tooLong(text);
    if (refused) return refused;
    return ok(commentJson(addComment(state, number, text, state.identity), exchange), 201);
  },
  'issues/update-comment': (exchange) => {
    const comment = commentOf(exchange);
    if (comment === undefined) return notFound();
    if (!mayComment(exchange.state, Number(comment.on))) return forbidden('issues', 'write');
    const text = String(exchange.body.body);
    const refused = tooLong(text);
    if (refused) return refused;
    comment.body = text;
    return ok(commentJson(comment, exchange));
  },
  'issues/delete-comment': (exchange) => {
    const { state } = exchange;
    const comment = commentOf(exchange);
    if (comment === undefined) return notFound();
    if (!mayComment(state, Number(comment.on))) return forbidden('issues', 'write');
    state.comments.splice(state.comments.indexOf(comment), 1);
    return { status: 204 };
  },
  'issues/add-labels': ({ state, params, body }) => {
    const number = Number(params.issue_number);
    const target = state.issues.get(number) ?? state.pulls.get(number);
    if (target === undefined) return notFound();
    if (!mayComment(state, number)) return forbidden('issues', 'write');
    for (const name of body.labels as readonly string[]) {
      if (!target.labels.includes(name)) target.labels.push(name);
    }
    const [sample] = example('label-items') as unknown as readonly Json[];
    return ok(target.labels.map((name) => ({ ...sample, name })));
  },
  'reactions/create-for-issue-comment': (exchange) => {
    const comment = commentOf(exchange);
    if (comment === undefined) return notFound();
    if (!mayComment(exchange.state, Number(comment.on))) return forbidden('issues', 'write');
    comment.reactions.push(String(exchange.body.content));
    return ok({ ...example('reaction'), content: exchange.body.content }, 201);
  },
};
