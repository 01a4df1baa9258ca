import { headline } from '../report/headline.ts';
import { oneLine } from '../report/plain.ts';
import type { Report } from '../report/report.ts';
import { counted } from '../report/wording.ts';
import type { RepairTask } from '../task/task.ts';
import { isAboutTask } from './relation.ts';

/**
 * A stranger's words where they are plain text: in titles and commit messages.
 * There they must not mention, refer, close, skip CI or forge a trailer.
 */
export const quiet = (text: string, limit: number): string =>
  oneLine(text, limit)
    .replace(/[@#`<>[\]{}|\\*_~]/g, ' ')
    .replace(/GH-(?=\d)/gi, 'GH ')
    .replace(/https?:\/\/\S*/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const repaired = ({ best }: Report): string => {
  const tally = best?.failToPass;
  return tally ? counted(tally.passed, 'failing test') : 'the failing tests';
};

/** Only what is fixed, proven and may be what the issue is about closes it when it is merged. */
export const closes = (report: Report): boolean => report.status === 'fixed' && isAboutTask(report);

/** `Fix #5: words of the issue`; without an issue, what else is said of the tests. */
function subject({ issue, title }: RepairTask, report: Report, otherwise: string): string {
  const isFaster = report.status === 'faster';
  if (issue === undefined) {
    return isFaster
      ? `Take less time in the tests${otherwise}`
      : `Repair ${repaired(report)}${otherwise}`;
  }
  const words = quiet(title, 70);
  const step = isFaster ? `Faster, for #${issue}` : `A step towards #${issue}`;
  const what = closes(report) ? `Fix #${issue}` : step;
  return words === '' ? what : `${what}: ${words}`;
}

/** Of the pull request. */
export const titleOf = (task: RepairTask, report: Report): string =>
  subject(task, report, ` of ${quiet(task.base.branch, 80)}`);

/** Subject and body of the commit: our own words, but for the issue's title. */
export function messageOf(task: RepairTask, report: Report): string {
  const { best, base, reproduction } = report;
  const proof = best?.verification;
  const body = [
    report.status === 'faster'
      ? headline(report)
      : `${repaired(report)} of ${report.baseline.failToPass.length} that failed on ${base.sha.slice(0, 12)} pass now.`,
    proof && proof.runs > 0
      ? `The whole suite passed ${proof.passed} of ${counted(proof.runs, 'clean run')}.`
      : 'It was not verified.',
    ...(reproduction === undefined
      ? []
      : ['The failing test is new: a model wrote it from the words of the issue.']),
  ];
  return `${subject(task, report, '')}\n\n${body.join(' ')}`;
}
