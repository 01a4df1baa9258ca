import { example, type Json } from '../description.ts';
import type { Account } from '../state.ts';
import { notFound, type OperationHandler, ok, problem } from './exchange.ts';

export const accountJson = ({ login, id, type }: Account): Json => ({
  ...(example('issue-comment').user as Json),
  login,
  id,
  type,
});

export const accountOperations: Readonly<Record<string, OperationHandler>> = {
  'users/get-authenticated': ({ state }) =>
    state.identity.type === 'Bot'
      ? problem(403, 'Resource not accessible by integration')
      : ok({
          ...example('private-user-response-with-public-and-private-profile-information'),
          ...accountJson(state.identity),
        }),
  'repos/get-collaborator-permission-level': ({ state, params }) => {
    const permission = state.permissions.get(params.username ?? '');
    if (permission === undefined) return notFound();
    const body = example(
      'repository-collaborator-permission-response-if-user-has-admin-permissions',
    );
    const user = { ...(body.user as Json), login: params.username, role_name: permission };
    return ok({ ...body, permission, role_name: permission, user });
  },
};
