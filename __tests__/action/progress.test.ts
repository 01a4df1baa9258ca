import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { progressPoster } from '../../src/action/progress.ts';

const news = { kind: 'stage', name: 'Searching' } as const;

test('news come at most once in the interval, and the last is not waited for', async () => {
  const posts: number[] = [];
  {
    await using poster = progressPoster({
      everyMs: 80,
      onGone: () => {},
      post: async () => {
        posts.push(performance.now());
        return 'shown';
      },
    });
    for (let time = 0; time < 40; time++) {
      poster.observe(news);
      await sleep(10);
    }
  }
  const gaps = posts.slice(1).map((at, index) => at - (posts[index] ?? 0));
  expect(posts.length).toBeGreaterThan(1);
  // Timers count whole milliseconds.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(79);
});

test('without news nothing is posted', async () => {
  let posts = 0;
  {
    await using _ = progressPoster({
      everyMs: 20,
      onGone: () => {},
      post: async () => {
        posts += 1;
        return 'shown';
      },
    });
    await sleep(200);
  }
  expect(posts).toBe(0);
});

test('a failure to post is let go; a picture that is gone ends the search', async () => {
  let gone = 0;
  const answers = [() => Promise.reject(new Error('no')), async () => 'gone' as const];
  await using poster = progressPoster({
    everyMs: 20,
    onGone: () => {
      gone += 1;
    },
    post: () => (answers.shift() ?? (async () => 'shown' as const))(),
  });
  for (let time = 0; time < 20; time++) {
    poster.observe(news);
    await sleep(10);
  }
  expect(gone).toBe(1);
});
