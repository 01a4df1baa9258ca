import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeTimes, type Series, TOO_COARSE } from '../../src/comparison/judge-times.ts';

/** Numbers on [0, 1) that are the same in every run of this test (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Times of a busy machine: most near the typical one, some far above it. */
function times(count: number, typical: number, spread: number, random: () => number): number[] {
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const hiccup = random() < 0.1 ? 3 * spread * random() : 0;
    return typical * Math.exp(spread * normal + hiccup);
  });
}

const pairsOf = (
  pairs: number,
  factor: number,
  spread: number,
  random: () => number,
  resolution = 0,
): Series => ({
  base: times(pairs, 1000, spread, random),
  head: times(pairs, 1000 * factor, spread, random),
  resolution,
});

const verdictOf = (series: Series) => judgeTimes([series])[0]?.verdict;

describe('of identical code', () => {
  test.each([0.01, 0.05, 0.2])('hardly ever a change, with a spread of %d', (spread) => {
    const random = seeded(1);
    const alarms = Array.from({ length: 1_000 }, () => verdictOf(pairsOf(20, 1, spread, random)));
    const wrong = alarms.filter((verdict) => verdict === 'faster' || verdict === 'slower');
    expect(wrong.length).toBeLessThanOrEqual(10);
  });

  test('hardly ever a change among a hundred tests', () => {
    const random = seeded(2);
    const wrong = Array.from({ length: 100 }, () => {
      const family = Array.from({ length: 100 }, () => pairsOf(20, 1, 0.05, random));
      return judgeTimes(family).some(({ verdict }) => verdict === 'faster' || verdict === 'slower');
    });
    expect(wrong.filter(Boolean).length).toBeLessThanOrEqual(2);
  });
});

describe('of a change', () => {
  test('a quarter more is slower, a quarter less is faster, never the other way', () => {
    const random = seeded(3);
    const up = Array.from({ length: 200 }, () => verdictOf(pairsOf(20, 1.25, 0.05, random)));
    const down = Array.from({ length: 200 }, () => verdictOf(pairsOf(20, 0.8, 0.05, random)));
    expect(up.filter((verdict) => verdict === 'slower').length).toBeGreaterThanOrEqual(195);
    expect(down.filter((verdict) => verdict === 'faster').length).toBeGreaterThanOrEqual(195);
    expect(up).not.toContain('faster');
    expect(down).not.toContain('slower');
  });

  test('the interval holds the truth in 99 of 100 cases', () => {
    const random = seeded(4);
    const held = Array.from({ length: 1_000 }, () => {
      const [judgement] = judgeTimes([pairsOf(20, 1.1, 0.05, random)]);
      const { low = 0, high = 0 } = judgement?.change ?? {};
      return low <= 0.1 && 0.1 <= high;
    });
    expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(975);
  });

  test.each([
    [1, 10],
    [2, 20],
    [20, 20],
    [100, 20],
  ])('what it says would have been seen of %d tests in %d pairs mostly is', (tests, pairs) => {
    const random = seeded(5);
    const others = Array.from({ length: tests - 1 }, () => pairsOf(pairs, 1, 0.03, random));
    const seen = Array.from({ length: 100 }, () => {
      const [calm] = judgeTimes([pairsOf(pairs, 1, 0.03, random), ...others]);
      const factor = 1 + (calm?.visible ?? 0);
      return judgeTimes([pairsOf(pairs, factor, 0.03, random), ...others])[0]?.verdict;
    });
    expect(seen.filter((verdict) => verdict === 'slower').length).toBeGreaterThanOrEqual(85);
  });

  test('less than 1 % is never claimed, however quiet the machine', () => {
    const random = seeded(6);
    const quiet = judgeTimes([pairsOf(20, 1.008, 0.0005, random)])[0];
    expect(quiet).toMatchObject({ verdict: 'no-difference' });
    expect(quiet?.p).toBeLessThan(0.001);
    expect(verdictOf(pairsOf(20, 1.02, 0.0005, random))).toBe('slower');
  });
});

describe('says that it cannot tell', () => {
  test('on a machine where not even a tenth would have been seen', () => {
    const [judgement] = judgeTimes([pairsOf(20, 1, 0.3, seeded(7))]);
    expect(judgement).toMatchObject({ verdict: 'inconclusive', why: 'noisy' });
    expect(judgement?.visible).toBeGreaterThan(TOO_COARSE);
  });

  test('with fewer pairs than the family needs', () => {
    const seven = pairsOf(7, 2, 0.01, seeded(8));
    expect(judgeTimes([seven])[0]).toMatchObject({
      verdict: 'inconclusive',
      why: '7 pairs are too few to tell',
    });
    expect(judgeTimes([seven])[0]?.change?.level).toBe(1 - 1 / 64);
    expect(judgeTimes([pairsOf(8, 2, 0.01, seeded(8))])[0]?.change).not.toHaveProperty('level');
    const ten = Array.from({ length: 6 }, (_, at) => pairsOf(10, 2, 0.01, seeded(at)));
    expect(judgeTimes(ten.slice(0, 5)).every(({ verdict }) => verdict === 'slower')).toBe(true);
    expect(judgeTimes(ten).every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
  });

  test('of what flips between nothing and something, by no figure that nobody could believe', () => {
    const flips = (shift: number) => Array.from({ length: 10 }, (_, at) => ((at + shift) >> 1) % 2);
    const [judgement] = judgeTimes([{ base: flips(0), head: flips(1), resolution: 0 }]);
    expect(judgement).toEqual({
      ...{ verdict: 'inconclusive', why: 'noisy', p: expect.any(Number) },
      ...{ change: null, visible: null, noise: null },
    });
  });

  test('of what only more than 1000 % would have shown in', () => {
    const [judgement] = judgeTimes([pairsOf(10, 1, 3, seeded(9))]);
    expect(judgement).toMatchObject({ verdict: 'inconclusive', why: 'noisy', visible: null });
    expect(judgement?.noise ?? 0).toBeLessThanOrEqual(10);
  });

  test('of what is shorter than its clock, or was not measured', () => {
    const short = { base: Array(20).fill(30), head: Array(20).fill(60), resolution: 10 };
    expect(judgeTimes([short])[0]?.why).toBe('it is too short for its clock');
    expect(judgeTimes([{ base: [], head: [], resolution: 1 }])[0]?.why).toBe('it was not measured');
    expect(judgeTimes([])).toEqual([]);
  });
});

test('what is too short for its clock, or was not measured, makes nothing else less certain', () => {
  const series = pairsOf(10, 1.05, 0.02, seeded(4));
  const short = { base: Array(10).fill(30), head: Array(10).fill(60), resolution: 10 };
  const none = { base: [], head: [], resolution: 1 };
  const [alone] = judgeTimes([series]);
  expect(judgeTimes([short, series, none, short])[1]).toEqual(alone);
  expect(judgeTimes([series, series])[0]?.p).toBeGreaterThan(alone?.p ?? 1);
});

test('whoever is called base, the verdict is the mirror of the other', () => {
  const mirror = { faster: 'slower', slower: 'faster' } as const;
  const values = fc.array(fc.tuple(fc.double({ min: 1, max: 9, noNaN: true }), fc.nat(1_000)), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(values, (rows) => {
      const base = rows.map(([value]) => value);
      const head = rows.map(([value, more]) => value * (1 + more / 1_000));
      const [one] = judgeTimes([{ base, head, resolution: 0 }]);
      const [other] = judgeTimes([{ base: head, head: base, resolution: 0 }]);
      const said = one?.verdict ?? 'inconclusive';
      // Ratios are not symmetric around 1, so only changes have a mirror.
      if (said === 'faster' || said === 'slower') expect(other?.verdict).toBe(mirror[said]);
      expect(one?.p).toBeCloseTo(other?.p ?? -1, 12);
    }),
  );
});

test('which side is called base changes nothing but the direction, however the times tie', () => {
  const wholeMs = fc.array(fc.integer({ min: 20, max: 24 }), { minLength: 20, maxLength: 20 });
  const mirrored = { slower: 'faster', faster: 'slower' } as const;
  fc.assert(
    fc.property(wholeMs, wholeMs, (base, head) => {
      const [one] = judgeTimes([{ base, head, resolution: 0 }]);
      const [other] = judgeTimes([{ base: head, head: base, resolution: 0 }]);
      const verdict = one?.verdict ?? 'inconclusive';
      expect(other?.p).toBeCloseTo(one?.p ?? Number.NaN, 12);
      expect(other?.verdict).toBe(
        verdict === 'slower' || verdict === 'faster' ? mirrored[verdict] : verdict,
      );
    }),
  );
});
