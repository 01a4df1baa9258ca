import { expect, test } from '@jest/globals';
import { judgeCounts } from '../../src/comparison/judge-counts.ts';

test('one per cent more is slower, with its size; 0.2 % is the least that counts', () => {
  const slower = judgeCounts({ base: [1_000_000, 1_000_010], head: [1_010_000, 1_010_020] });
  expect(slower).toMatchObject({ verdict: 'slower', p: null, visible: null });
  expect(slower.change?.centre).toBeCloseTo(0.01, 4);
  expect(judgeCounts({ base: [1e6, 1e6], head: [998_500, 998_500] }).verdict).toBe('no-difference');
  expect(judgeCounts({ base: [1e6, 1e6], head: [997_500, 997_500] }).verdict).toBe('faster');
});

test('a change has to be three times what runs of one side differ by', () => {
  const base = [1_000_000, 1_002_000];
  expect(judgeCounts({ base, head: [1_005_000, 1_007_000] })).toMatchObject({
    verdict: 'no-difference',
    visible: expect.closeTo(0.006, 4),
  });
  expect(judgeCounts({ base, head: [1_008_000, 1_010_000] }).verdict).toBe('slower');
});

test('counts that do not repeat within half a per cent only inform', () => {
  const judgement = judgeCounts({ base: [1_000_000, 1_006_000], head: [1_100_000, 1_100_000] });
  expect(judgement).toMatchObject({
    verdict: 'inconclusive',
    why: 'not repeatable enough',
    visible: null,
  });
  expect(judgement.change?.centre).toBeCloseTo(0.097, 2);
});

test('a single run a side tells nothing of its spread', () => {
  expect(judgeCounts({ base: [1], head: [2] }).verdict).toBe('inconclusive');
});
