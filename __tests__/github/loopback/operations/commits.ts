import { spawnSync } from 'node:child_process';
import { example, type Json } from '../description.ts';
import type { Comment } from '../state.ts';
import { accountJson } from './accounts.ts';
import {
  type Exchange,
  forbidden,
  may,
  notFound,
  type OperationHandler,
  ok,
  page,
} from './exchange.ts';
import { addComment } from './issues.ts';

function commitCommentJson(comment: Comment, { origin, state }: Exchange): Json {
  return {
    ...example('commit-comment'),
    id: comment.id,
    body: comment.body,
    commit_id: comment.on,
    html_url: `${origin}/${state.owner}/${state.repo}/commit/${comment.on}#commitcomment-${comment.id}`,
    user: accountJson(comment.user),
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
  };
}

const commentOf = ({ state, params }: Exchange): Comment | undefined =>
  state.comments.find(({ id, on }) => id === Number(params.comment_id) && typeof on === 'string');

/** What a name in `base...head` points at: a branch or a commit. */
const resolved = ({ bare }: Exchange['state'], name: string): string | undefined => {
  const args = ['--git-dir', bare, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`];
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

/** Comments on commits, the only thread that a branch without a pull request has. */
export const commitOperations: Readonly<Record<string, OperationHandler>> = {
  'repos/list-comments-for-commit': (exchange) => {
    const { state, params } = exchange;
    return page(
      state.comments
        .filter(({ on }) => on === params.commit_sha)
        .map((comment) => commitCommentJson(comment, exchange)),
      exchange,
      `/repos/${state.owner}/${state.repo}/commits/${params.commit_sha}/comments`,
    );
  },
  'repos/create-commit-comment': (exchange) => {
    const { state, params, body } = exchange;
    if (!may(state, 'contents', 'write')) return forbidden('contents', 'write');
    const on = params.commit_sha ?? '';
    return ok(
      commitCommentJson(addComment(state, on, String(body.body), state.identity), exchange),
      201,
    );
  },
  'repos/compare-commits-with-basehead': (exchange) => {
    const { state, params } = exchange;
    const [base = '', head = ''] = (params.basehead ?? '').split('...');
    const [from, to] = [resolved(state, base), resolved(state, head)];
    if (from === undefined || to === undefined) return notFound();
    const args = ['--git-dir', state.bare, 'merge-base', from, to];
    const sha = spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
    const whole = example('commit-comparison');
    return ok({ ...whole, merge_base_commit: { ...(whole.merge_base_commit as Json), sha } });
  },
  'repos/get-commit-comment': (exchange) => {
    const comment = commentOf(exchange);
    return comment === undefined ? notFound() : ok(commitCommentJson(comment, exchange));
  },
  'repos/update-commit-comment': (exchange) => {
    const comment = commentOf(exchange);
    if (comment === undefined) return notFound();
    if (!may(exchange.state, 'contents', 'write')) return forbidden('contents', 'write');
    comment.body = String(exchange.body.body);
    return ok(commitCommentJson(comment, exchange));
  },
  'repos/delete-commit-comment': (exchange) => {
    const { state } = exchange;
    const comment = commentOf(exchange);
    if (comment === undefined) return notFound();
    if (!may(state, 'contents', 'write')) return forbidden('contents', 'write');
    state.comments.splice(state.comments.indexOf(comment), 1);
    return { status: 204 };
  },
};
