import { describe, expect, test } from '@jest/globals';
import { comparisonComment } from '../../src/publication/comparison-comment.ts';
import type { MeasuringJob } from '../../src/publication/measuring-job.ts';
import type { ComparedWorkload, Comparison } from '../../src/report/comparison/comparison.ts';
import { comparisonOf } from './compared.ts';

const HEAD = 'c'.repeat(40);
const MERGE = 'd'.repeat(40);
const measuredBy: MeasuringJob = {
  head: { sha: HEAD, ref: 'their-branch', merge: MERGE },
  isFork: true,
  url: 'https://github.com/o/r/actions/runs/1',
};

const WALL: ComparedWorkload['whole'][number] = {
  ...({ name: 'wall', unit: 'ms', source: 'clock' } as const),
  ...{ base: 1_000, head: 1_000 },
  judgement: {
    verdict: 'no-difference',
    change: { centre: 0, low: -0.01, high: 0.01 },
    ...{ p: 1, visible: 0.03, noise: 0.01, why: '' },
  },
};

const claiming = (sha: string | null, over: Partial<ComparedWorkload> = {}): Comparison => ({
  ...comparisonOf({ whole: [WALL], ...over }),
  head: { ref: 'main', sha },
});

describe('of what another job measured', () => {
  test.each([
    ['itself', HEAD, 'is `ccccccc` of `their-branch`.', '`ccccccc`'],
    ['its merge', MERGE, '`their-branch`, which was merged with the base', '`ccccccc`'],
    ['another commit', 'e'.repeat(40), '; the job says that it measured `eeeeeee`', '`eeeeeee`'],
  ])('the head is named by GitHub, where the job says it was %s', (_, sha, words, shown) => {
    const text = comparisonComment(claiming(sha), { measuredBy });
    expect(text).toContain(words);
    expect(text).toContain(`| head \`their-branch\` ${shown} |`);
  });

  test('a job that names no commit is said to name none', () => {
    const text = comparisonComment(claiming(null), { measuredBy });
    expect(text).toContain('`their-branch`, and the job does not say which commit it measured.');
  });

  test('whose words these are stands under the verdict', () => {
    const [verdict, , origin] = comparisonComment(claiming(HEAD), { measuredBy }).split('\n');
    expect(verdict).toMatch(/^\*\*No difference found\*\*/);
    expect(origin).toMatch(/^⚠️ Measured by a job without write permission, which ran the fork's/);
    const own = comparisonComment(claiming(HEAD), { measuredBy: { ...measuredBy, isFork: false } });
    expect(own).toContain('\n⚠️ Measured by another job, which ran the code of the pull request');
  });

  test('whose words these are is kept where the rest is too long', () => {
    const notes = Array.from({ length: 9 }, () => 'x y '.repeat(490));
    const long = {
      ...claiming(HEAD),
      workloads: Array(20).fill(claiming(HEAD, { notes }).workloads[0]),
    };
    const text = comparisonComment(long, { measuredBy });
    expect(text).toContain('what is missing is in the raw data');
    expect(text.split('\n')[2]).toContain("which ran the fork's code");
    expect(text.length).toBeLessThan(65_536);
  });
});

test("its sentences are quoted as that job's where another one measured, and nowhere else", () => {
  const words = 'Maintainers confirmed this gain.';
  const said: readonly Partial<ComparedWorkload>[] = [
    { notes: [words] },
    { counting: { source: null, missing: words } },
    { broken: [{ side: 'head', why: words, output: '' }] },
  ];
  for (const over of said) {
    const text = comparisonComment(claiming(HEAD, over), { measuredBy });
    expect(text).toContain(`The job says: \`${words}\``);
    expect(text.replaceAll(`\`${words}\``, '')).not.toContain(words);
    const ours = comparisonComment(claiming(HEAD, over));
    expect(ours).toContain(words);
    expect(ours).not.toContain('The job says');
  }
  expect(comparisonComment(claiming(HEAD), { measuredBy })).toContain(
    '- `A processor`, 2 cores, `Linux 6`,',
  );
  expect(comparisonComment(claiming(HEAD))).toContain('- A processor, 2 cores, Linux 6,');
});

test('of what this job measured, the head is what it was called', () => {
  const text = comparisonComment(claiming(MERGE));
  expect(text).toContain('| head `main` `ddddddd` |');
  expect(text).not.toContain('Measured by');
});
