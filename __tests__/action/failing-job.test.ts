import { expect, test } from '@jest/globals';
import { GREEN_PROJECT, git, openPlace, RED_PROJECT } from './job.ts';
import { payloadOf } from './payloads.ts';

test.concurrent('a failing job of a pull request repairs its head, stacked on its branch', async () => {
  await using place = await openPlace(GREEN_PROJECT);
  const sha = await place.commit('feature', { 'clamp.js': RED_PROJECT['clamp.js'] ?? '' });
  const user = { login: 'pusher', id: 5, type: 'User' } as const;
  const pull = { title: 'Feature', body: null, draft: false, state: 'open', base: 'main' } as const;
  place.state.pulls.set(7, { ...pull, number: 7, head: 'feature', user, labels: [] });
  const payload = payloadOf('pull_request', 'opened', {
    pull_request: { number: 7, head: { ref: 'feature', sha, repo: { id: 1296269 } } },
  });
  // The checkout is not the head, as with the merge that actions/checkout makes.
  const env = {
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_REF_NAME: '7/merge',
    GITHUB_HEAD_REF: 'feature',
  };
  const result = await place.run('pull_request', payload, { env });
  expect(place.github.violations).toEqual([]);
  expect(result.outputs.conclusion).toBe('fixed');
  expect([...place.state.pulls.values()].at(-1)).toMatchObject({ base: 'feature' });
  expect(git(place.state.bare, 'rev-parse', `orps/ci-${sha.slice(0, 12)}^`)).toBe(sha);
  expect(place.state.comments).toMatchObject([{ on: 7 }]);
});

test.concurrent('a failing job of a push repairs its commit, and speaks at it', async () => {
  await using place = await openPlace();
  const result = await place.run('push', {});
  expect(place.github.violations).toEqual([]);
  expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '6' });
  expect(place.state.comments).toMatchObject([{ on: git(place.workspace, 'rev-parse', 'HEAD') }]);
});

test.concurrent('a nightly run that finds everything green tells nobody', async () => {
  await using place = await openPlace(GREEN_PROJECT);
  const result = await place.run('schedule', {});
  expect(result.outputs.conclusion).toBe('nothing-to-do');
  expect(place.state.comments).toEqual([]);
  expect(place.github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test.concurrent('an event that it does not know ends well, with a notice', async () => {
  await using place = await openPlace();
  const result = await place.run('gollum', {});
  expect(result.exitCode).toBe(0);
  expect(result.log).toContain('::notice::orps does nothing on the event "gollum".');
  expect(place.github.requests).toEqual([]);
});

test.concurrent('an issue whose suite is green is told what is missing', async () => {
  await using place = await openPlace(GREEN_PROJECT);
  place.state.runs.set(4711, {
    ...{ id: 4711, attempt: 1, jobs: [], artifacts: [] },
    createdAt: '2026-02-01T00:00:00Z',
  });
  const result = await place.run('workflow_dispatch', {}, { inputs: { issue: '5' } });
  expect(place.github.violations).toEqual([]);
  expect(result.outputs.conclusion).toBe('nothing-to-do');
  expect(place.state.comments[0]?.body).toContain('add a test that fails because of it');
});
