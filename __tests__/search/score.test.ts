import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { balance, outcomeReward, rankCorrelation, stepScore } from '../../src/search/score.ts';
import { feedback, review, scored } from './fakes.ts';

const ratio = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null });
const profile = fc.record({ wall: ratio, cpu: ratio, peakRss: ratio, pageFaults: ratio });
const number = fc.double({ min: 0, max: 1e6, noNaN: true });
const statics = fc.record({ lines: number, nodes: number, cyclomatic: number, cognitive: number });

test('the outcome reward lies between 0 and 2, whatever was measured', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.option(profile, { nil: null }),
      fc.option(statics, { nil: null }),
      (success, measuredProfile, measuredStatics) => {
        const omega = outcomeReward(
          feedback('failing', { success, profile: measuredProfile, statics: measuredStatics }),
        );
        expect(omega).toBeGreaterThanOrEqual(0);
        expect(omega).toBeLessThanOrEqual(2);
      },
    ),
  );
});

test('a candidate that repairs nothing has no outcome reward, however fast it is', () => {
  const fast = { wall: 0.01, cpu: 0.01, peakRss: 0.01, pageFaults: 0.01 };
  expect(outcomeReward(feedback('failing', { success: 0, profile: fast }))).toBe(0);
});

test('what was not measured counts as unchanged', () => {
  const unchanged = { wall: 1, cpu: 1, peakRss: 1, pageFaults: 1 };
  const measured = feedback('plausible', { profile: unchanged });
  expect(outcomeReward(measured)).toBe(outcomeReward(feedback('plausible')));
});

test('less CPU time raises the outcome reward', () => {
  const at = (cpu: number) =>
    outcomeReward(feedback('plausible', { profile: { wall: 1, cpu, peakRss: 1, pageFaults: 1 } }));
  expect(at(0.5)).toBeGreaterThan(at(1));
  expect(at(1)).toBeGreaterThan(at(2));
});

test.each([
  [1, 0, 0],
  [5, 0, 0.5],
  [1, 2, 0.5],
  [5, 2, 1],
  [3, 1, 0.5],
])('ρ = %d and ω = %d give the step score %d at equal weights', (rho, omega, score) => {
  const candidate = scored(0, { review: review(rho), outcomeReward: omega });
  const weights = { alpha: 0.5, beta: 0.5, agreement: null };
  expect(stepScore(candidate, weights)).toBeCloseTo(score);
});

const run = (pairs: readonly (readonly [rho: number, omega: number])[]) =>
  pairs.map(([rho, omega], order) => scored(order, { review: review(rho), outcomeReward: omega }));
const HALVES = { alpha: 0.5, beta: 0.5 };

test('a critic that ranks as execution does keeps its weight', () => {
  const { alpha, agreement } = balance(
    run([
      [1, 0],
      [2, 0.5],
      [3, 1],
      [4, 1.5],
      [5, 2],
    ]),
    HALVES,
  );
  expect(agreement).toBeCloseTo(1);
  expect(alpha).toBeCloseTo(0.5);
});

test('a critic that ranks against execution loses its weight', () => {
  const { alpha, beta } = balance(
    run([
      [5, 0],
      [4, 0.5],
      [3, 1],
      [2, 1.5],
      [1, 2],
    ]),
    HALVES,
  );
  expect(alpha).toBeCloseTo(0);
  expect(beta).toBeCloseTo(1);
});

test('too few candidates, or scores that are all equal, change no weight', () => {
  expect(
    balance(
      run([
        [5, 0],
        [1, 2],
      ]),
      HALVES,
    ),
  ).toEqual({ ...HALVES, agreement: null });
  const equal = run([
    [3, 0],
    [3, 1],
    [3, 2],
    [3, 0.5],
    [3, 0.1],
  ]);
  expect(balance(equal, HALVES)).toEqual({ ...HALVES, agreement: null });
});

test('the weights always sum to 1', () => {
  const pair = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 2, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(pair, { maxLength: 30 }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      (pairs, a) => {
        const { alpha, beta } = balance(run(pairs), { alpha: a, beta: 0.5 });
        expect(alpha + beta).toBeCloseTo(1);
        expect(alpha).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('rank correlation is symmetric and turns its sign with one series', () => {
  const series = fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(series, (pairs) => {
      const xs = pairs.map(([x]) => x);
      const ys = pairs.map(([, y]) => y);
      const tau = rankCorrelation(xs, ys);
      expect(rankCorrelation(ys, xs)).toEqual(tau);
      const turned = rankCorrelation(
        xs,
        ys.map((y) => -y),
      );
      if (tau === null) expect(turned).toBeNull();
      else expect(turned).toBeCloseTo(-tau);
    }),
  );
});

// scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
test('ties are corrected as in Kendall’s τ-b', () => {
  expect(rankCorrelation([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.4714045, 6);
});
