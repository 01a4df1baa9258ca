import { describe, expect, test } from '@jest/globals';
import { createOfflineCritic } from '../../../src/model/offline/critic.ts';
import type { Feedback, TestCase } from '../../../src/ports.ts';
import { linkOf } from './chain.ts';

const BASE = 'def f(x):\n    if x is None:\n        raise ValueError\n    return x - 1\n';
const failing = (id: string, message: string): TestCase => ({
  id,
  name: id,
  status: 'failed',
  durationMs: 1,
  message,
});

const critic = createOfflineCritic({
  read: async () => BASE,
  failures: [failing('a', 'assert 0 == 2 at 0x7f01')],
});

const review = async (said: Partial<Feedback>, head = BASE.replace('- 1', '+ 1')) => {
  const link = linkOf('0.1', { reasoning: '', changes: new Map([['a.py', head]]) }, said);
  const given = await critic.review(link, [], new AbortController().signal);
  if ('refused' in given) throw new Error(given.refused);
  return given;
};

const plausible: Partial<Feedback> = {
  verdict: 'plausible',
  failToPass: { passed: 2, total: 2 },
  success: 1,
};

describe('the offline critic', () => {
  test('finishes on a small plausible patch, and leaves the last point to a reader', async () => {
    const { finished, processReward, critique } = await review(plausible);
    expect({ finished, processReward }).toEqual({ finished: true, processReward: 4 });
    expect(critique).toMatch(/2 of 2 failing tests now pass and nothing else broke/);
  });

  test.each([
    [
      'removes a check',
      BASE.replace('    if x is None:\n        raise ValueError\n', ''),
      /removes a check/,
    ],
    ['makes a condition constant', BASE.replace('if x is None', 'if False'), /constant/],
    ['takes a result away', BASE.replace('    return x - 1\n', ''), /takes a result away/],
    ['changes much', `${BASE}${'y = 1\n'.repeat(30)}`, /30 lines/],
  ])('does not finish on a plausible patch that %s', async (_what, head, says) => {
    const given = await review(plausible, head);
    expect(given.finished).toBe(false);
    expect(given.processReward).toBeLessThan(4);
    expect(given.critique).toMatch(says);
  });

  test.each([
    [1, true],
    [5, false],
  ])('finishes on a patch that takes %i statements away: %s', async (gone, finished) => {
    const base = `x = 0\n${'log(x)\n'.repeat(gone)}print(x)\n`;
    const reader = createOfflineCritic({ read: async () => base, failures: [] });
    const changes = new Map([['a.py', 'x = 0\nprint(x)\n']]);
    const link = linkOf('0.1', { reasoning: '', changes }, plausible);
    expect(await reader.review(link, [], new AbortController().signal)).toMatchObject({
      finished,
      processReward: 3.5,
      critique: expect.stringMatching(/takes behaviour away/),
    });
  });

  test.each([
    ['sorted(names)', 'names', /no longer calls sorted/],
    ['names.sort(key)', 'names', /no longer calls sort/],
    ['min(a, b)', 'max(a, b)', /No rule speaks against it/],
  ])('says when a call is gone: %s becomes %s', async (before, after, says) => {
    const reader = createOfflineCritic({ read: async () => `x = ${before}\n`, failures: [] });
    const changes = new Map([['a.py', `x = ${after}\n`]]);
    const link = linkOf('0.1', { reasoning: '', changes }, plausible);
    expect(await reader.review(link, [], new AbortController().signal)).toMatchObject({
      finished: true,
      critique: expect.stringMatching(says),
    });
  });

  test('does not finish on a plausible patch that is much slower', async () => {
    const profile = { wall: 3, cpu: 3, peakRss: 1, pageFaults: 1 };
    expect(await review({ ...plausible, profile })).toMatchObject({
      finished: false,
      critique: expect.stringMatching(/3\.0 times the CPU time/),
    });
  });

  test('a test that fails in another way is progress, addresses are not', async () => {
    const same = await review({ failures: [failing('a', 'assert 0 == 2 at 0x9a02')] });
    const other = await review({ failures: [failing('a', 'assert 1 == 2')] });
    expect(other.processReward).toBeGreaterThan(same.processReward);
    expect(same.critique).toMatch(/as before/);
    expect(other.critique).toMatch(/in another way/);
  });

  test('a file that names its tests at last is progress', async () => {
    const file = 'a.test.js';
    const reader = createOfflineCritic({ failures: [{ ...failing('(file)', 'stuck'), file }] });
    const said = { failures: [{ ...failing('adds', '1 is not 2'), file }] };
    const link = linkOf('0.1', { reasoning: '', changes: new Map() }, said);
    expect(await reader.review(link, [], new AbortController().signal)).toMatchObject({
      processReward: 2,
      critique: expect.stringMatching(/in another way/),
    });
  });

  test('ranks: nothing ran < none pass < some pass < all pass but others broke < plausible', async () => {
    const rewards = await Promise.all(
      [
        { verdict: 'rejected' as const },
        { verdict: 'failing' as const },
        { verdict: 'failing' as const, failToPass: { passed: 1, total: 2 } },
        {
          verdict: 'broke' as const,
          passToPass: { passed: 3, total: 4 },
          failToPass: { passed: 2, total: 2 },
        },
        plausible,
      ].map(async (said) => (await review(said)).processReward),
    );
    expect(rewards).toEqual([...rewards].sort((a, b) => a - b));
    expect(new Set(rewards).size).toBe(rewards.length);
  });

  test('of two that repair as much, the one that breaks nothing is better', async () => {
    const failToPass = { passed: 1, total: 2 };
    const kept = await review({ verdict: 'failing', failToPass });
    const broke = await review({
      ...{ verdict: 'broke' as const, failToPass, passToPass: { passed: 6, total: 8 } },
    });
    expect(kept.processReward).toBeGreaterThan(broke.processReward);
  });

  test('names the test that broke', async () => {
    const given = await review({
      verdict: 'broke',
      passToPass: { passed: 3, total: 4 },
      failures: [failing('keeps order', 'x')],
    });
    expect(given.critique).toMatch(/1 of 4 others broke\. Look at keeps order first\./);
  });

  test('judges by execution alone where it cannot read the base', async () => {
    const blind = createOfflineCritic({ failures: [] });
    const link = linkOf('0.1', { reasoning: '', changes: new Map([['a.py', '']]) }, plausible);
    const given = await blind.review(link, [], new AbortController().signal);
    expect(given).toMatchObject({ finished: true, processReward: 4 });
  });
});
