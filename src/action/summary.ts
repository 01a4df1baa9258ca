import { readerOf } from '../publication/body.ts';
import { markdown } from '../report/markdown.ts';
import type { Outcome } from './outcome.ts';
import type { Work } from './work.ts';

/** A step summary beyond 1 MiB is dropped whole. */
const SUMMARY_CHARACTERS = 900_000;

/** The report for the step summary, with what happened to it on top. */
export function summaryOf(
  { task, report, branch, pull, trouble }: Extract<Outcome, { kind: 'repaired' }>,
  { settings: { dryRun, mode } }: Pick<Work, 'settings'>,
): string {
  const links = pull === undefined ? [] : [`The pull request: [#${pull.number}](${pull.url})`];
  const troubles = trouble === undefined ? [] : [`⚠️ ${trouble}`];
  const unsaid = dryRun
    ? ['A dry run (`dry-run: true`): nothing was written to GitHub.']
    : mode === 'search'
      ? ['A search only (`mode: search`): what it found is published by another job.']
      : [];
  const files =
    report.best === null || branch !== undefined
      ? []
      : ['`patch.diff` is in the folder of the output `bundle`, which an upload keeps.'];
  const head = [...links, ...unsaid, ...troubles].map((line) => `${line}\n\n`).join('');
  return (
    head +
    markdown(report, SUMMARY_CHARACTERS - head.length, {
      ...readerOf(task, branch, mode === 'publish'),
      advice: files,
    })
  );
}
