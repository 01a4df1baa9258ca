import type { ComparedPart, ComparedWorkload } from './comparison.ts';
import { isFromNothing } from './figures.ts';

const RANK = { slower: 0, faster: 1, inconclusive: 3, 'no-difference': 2 } as const;

const size = (part: ComparedPart): number =>
  isFromNothing(part) ? Number.POSITIVE_INFINITY : Math.abs(part.judgement.change?.centre ?? 0);

/** What changed first, regressions before gains, large changes before small ones. */
export const byImportance = (parts: readonly ComparedPart[]): readonly ComparedPart[] =>
  [...parts].sort(
    (a, b) =>
      RANK[a.judgement.verdict] - RANK[b.judgement.verdict] ||
      size(b) - size(a) ||
      (b.base ?? 0) - (a.base ?? 0),
  );

/** So few benchmarks are shown, whatever came of them: they were written to be looked at. */
const FEW = 10;

/** What is shown at once: what changed, and all benchmarks of a few. */
export const isShown =
  ({ kind, parts }: ComparedWorkload) =>
  (part: ComparedPart): boolean =>
    isChanged(part) || (kind === 'benchmarks' && parts.length <= FEW);

export const isChanged = ({ judgement: { verdict } }: ComparedPart): boolean =>
  verdict === 'faster' || verdict === 'slower';
