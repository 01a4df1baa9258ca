import type { ChangedFile, PushedBranch } from '../github/branch.ts';
import type { PullRequest } from '../github/pull-request.ts';
import { readerOf } from '../publication/body.ts';
import { ended, HOW_CI_STARTS, publishing } from '../publication/comment.ts';
import { publish } from '../publication/publish.ts';
import { reservations } from '../publication/reservations.ts';
import { code } from '../report/markdown-text.ts';
import type { Report } from '../report/report.ts';
import { isBetter, isWhole } from '../report/verdict.ts';
import { isNewTestPath } from '../reproduction/new-test.ts';
import { notReproduced, otherRedJobs } from '../task/red-run.ts';
import type { RepairTask } from '../task/task.ts';
import { refuseName } from '../workspace/guard.ts';
import { isClosed, isProtected } from '../workspace/protected.ts';
import type { Desk } from './desk.ts';
import { signatureOf, startsCi } from './identity.ts';
import type { Outcome } from './outcome.ts';
import { runUrl } from './runner.ts';
import { type Work, wordsOf } from './work.ts';

/** What a search left. */
export interface Found {
  readonly report: Report;
  /** Folder of the run's files. */
  readonly out: string;
}

interface Published {
  readonly branch: PushedBranch | undefined;
  readonly pull: PullRequest | undefined;
  readonly trouble: unknown;
}

const NOTHING: Published = { branch: undefined, pull: undefined, trouble: undefined };

/** Publishes what is worth it, and says at the desk what became of it. */
export async function conclude(
  work: Work,
  task: RepairTask,
  desk: Desk | undefined,
  { report, out }: Found,
): Promise<Outcome> {
  const worth = mayPublish(work, report);
  // Who we are, and so whom the commit is by, is known once something was said.
  if (worth && desk !== undefined && desk.comment === undefined) {
    await desk.say(publishing(runUrl(work.runner))).catch((error) => work.warn(wordsOf(error)));
  }
  const { branch, pull, trouble } = worth
    ? await publishFound(work, task, desk, report).catch((error: unknown) => ({
        ...NOTHING,
        trouble: error,
      }))
    : NOTHING;
  const words = trouble === undefined ? undefined : troubleWords(work, trouble, branch?.branch);
  const notes = [
    ...(report.stoppedBy === 'stopped' ? ['The search was stopped by request.'] : []),
    ...remarksOn(branch),
    ...reservations(task, report).map((words) => `⚠️ ${words}`),
    ...(task.red === undefined ? [] : otherRedJobs(task.red)),
    ...(pull === undefined || startsCi(desk?.comment?.author) ? [] : [HOW_CI_STARTS]),
    ...(report.status === 'nothing-to-do' && task.red
      ? [notReproduced(task.red, report.task.testCommand)]
      : []),
  ];
  // A nightly run that found everything green has nothing to tell anybody.
  const silent =
    report.status === 'nothing-to-do' && task.issue === undefined && desk?.comment === undefined;
  if (!silent) {
    const { resume } = readerOf(task, undefined, work.settings.mode === 'publish');
    const ending = { run: runUrl(work.runner), resume, pull, trouble: words, notes };
    await desk?.say(ended(report, ending)).catch((error: unknown) => work.warn(wordsOf(error)));
  }
  return { kind: 'repaired', task, report, out, branch: branch?.branch, pull, trouble: words };
}

const mayPublish = ({ settings }: Work, report: Report): boolean =>
  isBetter(report) && report.best !== null && !settings.dryRun && settings.mode !== 'search';

/** What a reader would not expect of the branch. */
function remarksOn(branch: PushedBranch | undefined): readonly string[] {
  if (branch?.kept) {
    return [
      `${code(branch.branch)} holds a whole repair from an earlier run, and keeps it: this one is less, and only in the files of the run.`,
    ];
  }
  if (branch?.evaded === undefined) return [];
  return [
    `Somebody has pushed to ${code(branch.evaded)}: their work stays, and the repair is on ${code(branch.branch)}.`,
  ];
}

function troubleWords(
  { runner: { serverUrl, owner, repo } }: Work,
  trouble: unknown,
  branch: string | undefined,
): string {
  const words = wordsOf(trouble);
  if (branch === undefined) return `${words} The patch is in the files of the run.`;
  const address = `${serverUrl}/${owner}/${repo}/compare/${branch}?expand=1`;
  return `${words} The repair is on the branch [${branch}](${address}), ready for a pull request.`;
}

async function publishFound(
  work: Work,
  task: RepairTask,
  desk: Desk | undefined,
  report: Report,
): Promise<Published> {
  const { settings, runner, github, remote } = work;
  const author = desk?.comment?.author;
  return publish({
    github,
    remote,
    checkout: runner.workspace,
    scratch: runner.temp,
    task,
    report,
    branchPrefix: settings.branchPrefix,
    isHearsay: settings.mode === 'publish',
    isProven: isProven(task, report),
    draft: settings.draft === 'auto' ? !isProven(task, report) : settings.draft === 'true',
    labels: settings.labels,
    author: signatureOf(author, runner.serverUrl),
    startsCi: startsCi(author),
    runUrl: runUrl(runner),
    refuse: (files) => refuseFiles(files, report, settings),
  });
}

const isProven = (task: RepairTask, report: Report): boolean =>
  isWhole(report) && reservations(task, report).length === 0;

/** The guard once more, on what git says was changed. */
function refuseFiles(
  files: readonly ChangedFile[],
  { task: { directory }, reproduction }: Report,
  { protectedPaths, editablePaths }: Work['settings'],
): string | undefined {
  const prefix = directory === undefined ? '' : `${directory}/`;
  const isAllowed = ({ path, isNew }: ChangedFile): boolean => {
    if (!path.startsWith(prefix) || refuseName(path) !== undefined) return false;
    const own = path.slice(prefix.length);
    // The folder is what a bundle says: it must not hide where a path really is.
    if (!isProtected(path) && !isProtected(own, protectedPaths, editablePaths)) return true;
    const isNewTest =
      isNew && isNewTestPath(own) && isNewTestPath(path) && reproduction?.tests.includes(own);
    return isNewTest === true && !isClosed(own, protectedPaths, editablePaths);
  };
  const bad = files.find((file) => !isAllowed(file));
  return bad === undefined
    ? undefined
    : `The patch changes ${code(bad.path, 200)}, which no patch may.`;
}
