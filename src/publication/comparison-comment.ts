import type { Comparison } from '../report/comparison/comparison.ts';
import { comparisonMarkdown } from '../report/comparison/markdown.ts';

export interface ComparisonOptions {
  /** Address of the run. */
  readonly run: string;
  /** It was measured in a job that ran the code of a fork. */
  readonly fromFork: boolean;
}

const WARNING =
  "Measured by a job without write permission, which ran the fork's code: what it says was handed over by that job.";

/** The body of a pull request's one comment on performance. */
export const comparisonComment = (
  comparison: Comparison,
  { run, fromFork }: ComparisonOptions,
): string => {
  const body = comparisonMarkdown(comparison, { run });
  return fromFork ? `${body}\n${WARNING}\n` : body;
};
