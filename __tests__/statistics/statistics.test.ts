import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts';
import { holm } from '../../src/statistics/holm.ts';
import { leastP, wilcoxonP } from '../../src/statistics/wilcoxon.ts';

/** Written by fixtures/reference.py. */
const cases: readonly {
  readonly name: string;
  readonly differences: number[];
  readonly p: number;
  readonly centre: number;
  readonly low: number;
  readonly high: number;
}[] = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/reference.json'), 'utf8'));

describe('Wilcoxon, Hodges and Lehmann', () => {
  it.each(cases)('say what SciPy 1.17 says: $name', ({ differences, p, centre, low, high }) => {
    expect(wilcoxonP(differences)).toBeCloseTo(p, 10);
    const estimate = hodgesLehmann(differences, 0.99);
    expect(estimate.centre).toBeCloseTo(centre, 10);
    expect(estimate.low).toBeCloseTo(low, 10);
    expect(estimate.high).toBeCloseTo(high, 10);
  });

  it('find p < 0.01 exactly where the 99 % interval leaves out zero, without ties', () => {
    // Whole numbers: the half of a sum is exact.
    const distinct = fc.uniqueArray(fc.integer({ min: -300_000, max: 500_000 }), {
      minLength: 8,
      maxLength: 20,
      selector: Math.abs,
    });
    fc.assert(
      fc.property(distinct, (differences) => {
        fc.pre(!differences.includes(0));
        const { low, high } = hodgesLehmann(differences, 0.99);
        expect(low > 0 || high < 0).toBe(wilcoxonP(differences) <= 0.01);
      }),
      { numRuns: 1000 },
    );
  });

  it('are blind to which side is called base', () => {
    const values = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(values, (differences) => {
        const mirrored = differences.map((difference) => -difference);
        expect(wilcoxonP(mirrored)).toBeCloseTo(wilcoxonP(differences), 12);
        expect(hodgesLehmann(mirrored, 0.99).centre).toBeCloseTo(
          -hodgesLehmann(differences, 0.99).centre,
          12,
        );
      }),
    );
  });

  it('say which level the interval of few pairs really has', () => {
    const levels = [1, 2, 5, 7, 8, 20].map(
      (pairs) => hodgesLehmann(Array.from({ length: pairs }).map(Math.random), 0.99).confidence,
    );
    expect(levels).toEqual([0, 0.5, 1 - 1 / 16, 1 - 1 / 64, 0.99, 0.99]);
  });

  it('see no difference where every pair is equal, or there is none', () => {
    expect(wilcoxonP([0, 0, 0, 0])).toBe(1);
    expect(wilcoxonP([])).toBe(1);
  });

  it('cannot reach p < 0.01 with fewer than eight pairs', () => {
    expect(leastP(7)).toBeGreaterThan(0.01);
    expect(leastP(8)).toBeLessThan(0.01);
    expect(wilcoxonP([1, 2, 3, 4, 5, 6, 7, 8])).toBe(leastP(8));
  });
});

describe('Holm', () => {
  it('raises p as statsmodels 0.14 does', () => {
    const raised = holm([0.001, 0.02, 0.03, 0.0005, 0.5, 0.04]);
    [0.005, 0.08, 0.09, 0.003, 0.5, 0.09].forEach((p, at) => {
      expect(raised[at]).toBeCloseTo(p, 12);
    });
  });

  it('never lowers a p, keeps their order, and leaves a single one alone', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(ps, (given) => {
        const raised = holm(given);
        given.forEach((p, at) => {
          expect(raised[at]).toBeGreaterThanOrEqual(p);
          given.forEach((other, there) => {
            if (other < p) expect(raised[there]).toBeLessThanOrEqual(raised[at] ?? 0);
          });
        });
      }),
    );
    expect(holm([0.3])).toEqual([0.3]);
  });
});
