import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { addComment } from '../github/loopback/operations/issues.ts';
import type { Comment } from '../github/loopback/state.ts';
import { openPlace, type Place, RED_PROJECT } from './job.ts';
import { commented, labelled } from './payloads.ts';

/** No small edit repairs it, and every candidate takes its time. */
const STUBBORN = {
  ...RED_PROJECT,
  'clamp.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { clamp } from './clamp.js';
test('above', async () => {
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(clamp(9, 0, 5), 'twenty-seven');
});
test('below', () => assert.equal(clamp(-1, 0, 5), 0));
`,
};

const person = { login: 'maintainer', id: 3, type: 'User' } as const;

function ask(place: Place, words: string): { comment: Comment; payload: Record<string, unknown> } {
  const comment = addComment(place.state, 5, words, person);
  return { comment, payload: commented(words, { comment: { id: comment.id } }) };
}

const ours = ({ state }: Place): string =>
  state.comments.filter(({ user }) => user.type === 'Bot').at(-1)?.body ?? '';

test.concurrent('/orps fix repairs, and its comment gets a sign', async () => {
  await using place = await openPlace();
  const { comment, payload } = ask(place, '/orps fix');
  const result = await place.run('issue_comment', payload);
  expect(place.github.violations).toEqual([]);
  expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '6' });
  expect(comment.reactions).toEqual(['eyes']);
});

test.concurrent('/orps retry gives its words to the programmer and to the pull request', async () => {
  await using place = await openPlace();
  await place.run('issue_comment', ask(place, '/orps retry mind the upper bound').payload);
  expect([...place.state.pulls.values()][0]?.body).toContain('mind the upper bound');
});

test.concurrent('/orps help says what can be asked for', async () => {
  await using place = await openPlace();
  const result = await place.run('issue_comment', ask(place, '/orps help').payload);
  expect(result.outputs.conclusion).toBe('answered');
  expect(ours(place)).toContain('/orps retry');
});

test.concurrent('/orps help leaves the comment of a repair as it is', async () => {
  await using place = await openPlace();
  await place.run('issue_comment', ask(place, '/orps fix').payload);
  const told = ours(place);
  await place.run('issue_comment', ask(place, '/orps help').payload);
  expect(told).toContain('→ #6');
  expect(place.state.comments.map(({ body }) => body)).toContain(told);
});

test.concurrent('/orps retry on a pull request of ours is about what that was for', async () => {
  await using place = await openPlace();
  await place.run('issue_comment', ask(place, '/orps fix').payload);
  const createdAt = new Date().toISOString();
  place.state.runs.set(4711, { id: 4711, attempt: 1, jobs: [], artifacts: [], createdAt });
  const words = '/orps retry mind the lower bound';
  const comment = addComment(place.state, 6, words, person);
  const payload = commented(words, {
    issue: { number: 6, pull_request: { url: 'https://x' } },
    comment: { id: comment.id },
  });
  const result = await place.run('issue_comment', payload);
  expect(place.github.violations).toEqual([]);
  expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '6' });
  expect([...place.state.pulls.values()][0]?.body).toContain('mind the lower bound');
});

test.concurrent.each(['/orps help', '/orps stop'])(
  '%s in a job that may only search writes nothing',
  async (words) => {
    await using place = await openPlace();
    const result = await place.run('issue_comment', ask(place, words).payload, {
      inputs: { mode: 'search' },
    });
    expect(result.outputs.conclusion).toBe('answered');
    expect(place.github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  },
);

test.concurrent('/orps stop with nothing to stop says so', async () => {
  await using place = await openPlace();
  const result = await place.run('issue_comment', ask(place, '/orps stop').payload);
  expect(result.log).toContain('There was nothing to stop');
});

test.concurrent('/orps stop ends a running search, which reports the best so far', async () => {
  await using place = await openPlace(STUBBORN);
  const stop = Promise.withResolvers<void>();
  let asked = false;
  const search = place.run('issues', labelled(), {
    onLog: (log) => {
      if (asked || !log.includes('round 0')) return;
      asked = true;
      const job = place.run('issue_comment', ask(place, '/orps stop').payload);
      job.then(() => stop.resolve(), stop.reject);
    },
  });
  const [result] = await Promise.all([search, stop.promise]);
  expect(place.github.violations).toEqual([]);
  expect(result.exitCode).toBe(0);
  expect(result.outputs.conclusion).toBe('unresolved');
  expect(ours(place)).toContain('The search was stopped by request.');
  expect(ours(place)).toContain('Not fixed');
});

test.concurrent('/orps stop reaches a search that may only read, through the announcing job', async () => {
  await using place = await openPlace(STUBBORN);
  const announced = await place.run('issues', labelled(), { inputs: { mode: 'announce' } });
  expect(announced.outputs.conclusion).toBe('answered');
  expect(ours(place)).toContain('orps is at work on this');
  Object.assign(place.state.grants, { contents: 'read', issues: 'read', pull_requests: 'none' });
  const from = place.github.requests.length;
  const looked = () =>
    place.github.requests.slice(from).some(({ path }) => path.endsWith('/issues/5/comments'));
  let stopped = false;
  const result = await place.run('issues', labelled(), {
    inputs: { mode: 'search' },
    onLog: () => {
      if (stopped || !looked()) return;
      stopped = true;
      place.state.comments.splice(0);
    },
  });
  expect(place.github.violations).toEqual([]);
  expect(result.outputs.conclusion).toBe('unresolved');
  const file = result.outputs['result-file'] ?? '';
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ stoppedBy: 'stopped' });
  expect(place.github.requests.slice(from).filter(({ method }) => method !== 'GET')).toEqual([]);
});

test.concurrent('a search job that left nothing is spoken of by the publishing job', async () => {
  await using place = await openPlace();
  await place.run('issues', labelled(), { inputs: { mode: 'announce' } });
  const bundle = `${place.folder}/nothing`;
  const result = await place.run('issues', labelled(), { inputs: { mode: 'publish', bundle } });
  expect(result.exitCode).toBe(1);
  expect(ours(place)).toContain('The search job left no task.json');
});

test.concurrent('a cancelled job says so and keeps its journal', async () => {
  await using place = await openPlace(STUBBORN);
  const result = await place.run('issues', labelled(), {
    onLog: (log, kill) => {
      if (log.includes('- 0.1 ')) kill('SIGINT');
    },
  });
  expect(ours(place)).toContain('cancelled');
  expect(result.outputs.bundle).toBeTruthy();
});
