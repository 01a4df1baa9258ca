import { asInputs } from '../report/input-words.ts';
import { markdown } from '../report/markdown.ts';
import type { Reader } from '../report/markdown-search.ts';
import { sentence } from '../report/markdown-text.ts';
import type { Report } from '../report/report.ts';
import { isWhole } from '../report/verdict.ts';
import { otherRedJobs } from '../task/red-run.ts';
import type { RepairTask } from '../task/task.ts';
import { reservations } from './reservations.ts';
import { closes } from './words.ts';

/** GitHub takes 65,536 characters; some room is left for what it counts differently. */
export const LONGEST_BODY = 65_000;

export interface BodyLinks {
  /** The pushed branch. */
  readonly branch: string;
  /** Where the run and its files are. */
  readonly run: string;
  /** Whether the check run could be made. */
  readonly hasCheck: boolean;
  /** Whether GitHub starts CI for a pull request of this token. */
  readonly startsCi: boolean;
  /** The report comes from another job. */
  readonly isHearsay: boolean;
}

const CLOSED =
  /(?<=\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?::\s*|\s+)\S*)(?:#(?=\d)|GH(?=-\d)|https?(?=:))/gi;

/**
 * Closing keywords work even in code, once a body becomes a squash commit's
 * message: a word joiner in what they refer to makes them mere words.
 */
const withoutClosing = (text: string): string => text.replace(CLOSED, '$&\u2060');

function opening(task: RepairTask, report: Report): string {
  const { issue, pull, run, red } = task;
  const others = [
    ...(pull === undefined ? [] : [`For #${pull}: merging this adds the repair to its branch.`]),
    ...reservations(task, report).map((words) => `⚠️ ${words}`),
    ...(red === undefined ? [] : otherRedJobs(red)),
    ...(run === undefined ? [] : [`The red run: [${sentence(run.name, 60)}](${run.url})`]),
  ];
  const lines = [
    ...(issue === undefined
      ? []
      : closes(report)
        ? [`Fixes #${issue}`]
        : isWhole(report)
          ? [`For #${issue}.`]
          : [`A step towards #${issue}, which stays open.`]),
    ...others.map(withoutClosing),
  ];
  return lines.join('\n\n');
}

function advice(
  { issue, pull }: RepairTask,
  { run, startsCi, hasCheck }: BodyLinks,
): readonly string[] {
  const place = issue ?? pull;
  return [
    ...(startsCi
      ? []
      : [
          `GitHub starts no CI for a pull request of a workflow's own token until someone approves it ("Approve workflows to run", or close and reopen it). ${hasCheck ? 'The check "orps" has the proof; a' : 'A'} GitHub App's token avoids the wait.`,
        ]),
    ...(place === undefined
      ? []
      : [`Not right? Comment \`/orps retry what is wrong with it\` on #${place}.`]),
    `The [run](${run}) keeps the report, the patch and the journal.`,
  ];
}

/** Whoever reads of a repair on GitHub: in inputs of the action, with the patch on its branch, if it is on one. */
export const readerOf = (
  { issue, pull }: Pick<RepairTask, 'issue' | 'pull'>,
  branch: string | undefined,
  isHearsay: boolean,
): Reader => ({
  isHearsay,
  phrase: asInputs,
  resume:
    (issue ?? pull) === undefined
      ? 'run the workflow again'
      : 'comment `/orps fix` to search again',
  bring:
    branch === undefined
      ? undefined
      : [`git fetch origin ${branch}`, 'git switch --detach FETCH_HEAD'],
});

/** The pull request's body: what it closes, then the report, in stages below GitHub's limit. */
export function bodyOf(task: RepairTask, report: Report, links: BodyLinks): string {
  const head = opening(task, report);
  const reader = {
    ...readerOf(task, links.branch, links.isHearsay),
    advice: advice(task, links),
    showsDiff: true,
  };
  const room = LONGEST_BODY - head.length - 2;
  const within = (limit: number) => withoutClosing(markdown(report, limit, reader));
  const whole = within(room);
  // The word joiners count as well.
  const text = whole.length <= room ? whole : within(2 * room - whole.length);
  return head === '' ? text : `${head}\n\n${text}`;
}
