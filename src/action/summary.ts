import { asInputs } from '../report/input-words.ts';
import { markdown } from '../report/markdown.ts';
import type { Outcome } from './outcome.ts';

/** A step summary beyond 1 MiB is dropped whole. */
const SUMMARY_CHARACTERS = 900_000;

/** The report for the step summary, with what happened to it on top. */
export function summaryOf({
  report,
  pull,
  trouble,
}: Extract<Outcome, { kind: 'repaired' }>): string {
  const links = pull === undefined ? [] : [`The pull request: [#${pull.number}](${pull.url})`];
  const troubles = trouble === undefined ? [] : [`⚠️ ${trouble}`];
  const head = [...links, ...troubles].map((line) => `${line}\n\n`).join('');
  return head + markdown(report, SUMMARY_CHARACTERS - head.length, { phrase: asInputs });
}
