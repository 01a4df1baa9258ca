import type { Comparison } from '../report/comparison/comparison.ts';
import { comparisonMarkdown, MOST_OF_A_COMMENT } from '../report/comparison/markdown.ts';
import { asInputs } from '../report/input-words.ts';
import { sentence } from '../report/markdown-text.ts';
import { timeAdvice } from '../report/time-advice.ts';

export interface ComparisonOptions {
  /** Address of this run. */
  readonly run?: string;
  /** Address of another run, which ran the code of a fork, and measured. */
  readonly measuredBy?: string | undefined;
  /** Why the check that was asked for judged nothing. */
  readonly unjudged?: string | undefined;
}

const WARNING =
  "Measured by a job without write permission, which ran the fork's code: what it says was handed over by that job.";

/** The body of a pull request's one comment on performance, and of a step's summary. */
export const comparisonComment = (
  comparison: Comparison,
  { run, measuredBy, unjudged }: ComparisonOptions = {},
): string => {
  const holder = measuredBy ?? run;
  const body = comparisonMarkdown(comparison, {
    most: MOST_OF_A_COMMENT,
    ...(holder !== undefined && { run: holder }),
  });
  const advice = timeAdvice(comparison);
  const lines = [
    ...(advice === undefined ? [] : [asInputs(advice)]),
    ...(unjudged === undefined ? [] : [`⚠️ ${sentence(unjudged)}`]),
    ...(measuredBy === undefined ? [] : [WARNING]),
  ];
  return [body, ...lines.map((line) => `${line}\n`)].join('\n');
};
