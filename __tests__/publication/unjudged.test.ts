import { expect, test } from '@jest/globals';
import { comparisonComment } from '../../src/publication/comparison-comment.ts';
import { unjudged } from '../../src/publication/unjudged.ts';
import type { ComparedWorkload } from '../../src/report/comparison/comparison.ts';
import { comparisonOf, WORKLOAD } from './compared.ts';

type Judgement = ComparedWorkload['parts'][number]['judgement'];

const counted = (verdict: Judgement['verdict'], why: Judgement['why'] = '') => ({
  counting: { source: 'cachegrind' as const, missing: '' },
  whole: [
    {
      ...{ name: 'instructions' as const, unit: 'count' as const, source: 'cachegrind' as const },
      ...{ base: 1_000, head: 1_000 },
      judgement: { verdict, why, change: null, p: null, visible: null, noise: null },
    },
  ],
});
const missing = 'Instructions were not counted: perf is not installed; valgrind is not installed.';
const uncounted = { counting: { source: null, missing } };
const broken = { broken: [{ side: 'head' as const, why: 'It fails.', output: '' }] };

test.each<[string, readonly Partial<ComparedWorkload>[], string]>([
  ['nothing counts', [uncounted], missing],
  ['a side is broken', [broken], 'The tests could not be measured on the head.'],
  [
    'the tests are broken and benchmarks ran',
    [{ kind: 'benchmarks' }, broken],
    'The tests could not be measured on the head.',
  ],
  [
    'the tests have nothing in common and benchmarks ran',
    [{ pairs: { ...WORKLOAD.pairs, cut: 'nothing-alike' } }, { kind: 'benchmarks' }],
    'The tests could not be compared: nothing that ran is the same on both sides.',
  ],
  ['benchmarks are broken', [{ kind: 'benchmarks', ...broken }], 'Nothing was compared.'],
  ['all are benchmarks', [{ kind: 'benchmarks' }], 'benchmark suites are not counted'],
  ['counts do not repeat', [counted('inconclusive', 'not repeatable enough')], 'not repeatable'],
])('a check that could judge nothing, since %s, gives the reason', (_, workloads, why) => {
  const words = unjudged(comparisonOf(...workloads));
  expect(words).toContain('`fail-on-regression` could not judge this comparison');
  expect(words).toContain(why);
});

test('a check that could judge anything gives none', () => {
  for (const verdict of ['faster', 'slower', 'no-difference'] as const) {
    expect(unjudged(comparisonOf(counted(verdict), uncounted))).toBeUndefined();
  }
});

test('the comment has one line of it, and none where nothing was asked', () => {
  const comparison = comparisonOf(uncounted);
  const comment = comparisonComment(comparison, { unjudged: unjudged(comparison) });
  expect(comment.split('\n').filter((line) => line.startsWith('⚠️ `fail-on-reg'))).toHaveLength(1);
  expect(comparisonComment(comparison)).not.toContain('fail-on-regression');
});
