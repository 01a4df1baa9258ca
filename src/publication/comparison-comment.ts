import { adviceOn } from '../report/advice.ts';
import type { Comparison } from '../report/comparison/comparison.ts';
import { comparisonMarkdown, MOST_OF_A_COMMENT } from '../report/comparison/markdown.ts';
import { asInputs } from '../report/input-words.ts';
import { sentence } from '../report/markdown-text.ts';
import { type MeasuringJob, originOf, withKnownHead } from './measuring-job.ts';

export interface ComparisonOptions {
  /** Address of this run. */
  readonly run?: string;
  /** The job that measured, where it was another one. */
  readonly measuredBy?: MeasuringJob | undefined;
  /** Why the check that was asked for judged nothing. */
  readonly unjudged?: string | undefined;
}

/** The body of a pull request's one comment on performance, and of a step's summary. */
export const comparisonComment = (
  comparison: Comparison,
  { run, measuredBy, unjudged }: ComparisonOptions = {},
): string => {
  const holder = measuredBy?.url ?? run;
  const told = measuredBy === undefined ? comparison : withKnownHead(comparison, measuredBy);
  const body = comparisonMarkdown(told, {
    most: MOST_OF_A_COMMENT,
    ...(holder !== undefined && { run: holder }),
    ...(measuredBy !== undefined && { origin: originOf(comparison, measuredBy) }),
  });
  const lines = [
    ...adviceOn(comparison).map(asInputs),
    ...(unjudged === undefined ? [] : [`⚠️ ${sentence(unjudged)}`]),
  ];
  return [body, ...lines.map((line) => `${line}\n`)].join('\n');
};
