import { join } from 'node:path';
import { moveCheckout } from '../github/bare.ts';
import { remoteTip } from '../github/remote.ts';
import type { SearchEvent } from '../ports.ts';
import { ended, failed, progress } from '../publication/comment.ts';
import { publish } from '../publication/publish.ts';
import { code } from '../report/markdown-text.ts';
import type { Report } from '../report/report.ts';
import type { RepairTask } from '../task/task.ts';
import type { Trigger } from '../task/trigger.ts';
import { dirtyFiles } from '../workspace/git.ts';
import { isProtected } from '../workspace/protected.ts';
import type { Desk } from './desk.ts';
import { signatureOf, startsCi } from './identity.ts';
import type { Outcome } from './outcome.ts';
import { progressPoster } from './progress.ts';
import { resolveCause } from './resolve.ts';
import { runUrl } from './runner.ts';
import { type Work, wordsOf } from './work.ts';

type Repair = Extract<Trigger, { kind: 'repair' }>;

/** Searches, and publishes what was found; the desk has the last word, whatever happens. */
export async function repairAndPublish(
  work: Work,
  trigger: Repair,
  desk: Desk | undefined,
  head: string,
): Promise<Outcome> {
  const url = runUrl(work.runner);
  try {
    const { github, settings, now } = work;
    const baseBranch = settings.baseBranch ?? defaultBranch(work);
    const how = { github, hint: trigger.hint, baseBranch, head, now };
    const resolved = await resolveCause(trigger.cause, how);
    if (resolved.kind === 'refused') {
      await desk?.say(failed(resolved.why, url));
      return { kind: 'refused', why: resolved.why };
    }
    const { task } = resolved;
    await prepareCheckout(work, task, head);
    const found = await search(work, task, desk);
    return await conclude(work, task, desk, found);
  } catch (error) {
    await desk?.say(failed(wordsOf(error), url)).catch(() => undefined);
    throw error;
  }
}

const defaultBranch = ({ runner }: Work): string => {
  const { repository } = runner.payload as { repository?: { default_branch?: string } };
  return repository?.default_branch ?? runner.branch ?? 'main';
};

/** The commit of the task, whatever the workflow has checked out. */
async function prepareCheckout(work: Work, task: RepairTask, head: string): Promise<void> {
  const { runner, remote } = work;
  const { branch } = task.base;
  const elsewhere =
    task.issue !== undefined && runner.branch !== undefined && branch !== runner.branch;
  const wanted =
    task.base.sha ?? (elsewhere ? await remoteTip(runner.workspace, remote, branch) : head);
  if (wanted === undefined || wanted === head) return;
  work.observe({ kind: 'stage', name: `Checking out ${wanted.slice(0, 12)} of ${branch}` });
  await moveCheckout(runner.workspace, runner.temp, remote, wanted);
}

interface Found {
  readonly report: Report;
  readonly out: string;
  readonly stopped: boolean;
}

async function search(work: Work, task: RepairTask, desk: Desk | undefined): Promise<Found> {
  const { runner, settings, signal, now } = work;
  const { fix } = await import('../command/fix.ts');
  const enough = new AbortController();
  const url = runUrl(runner);
  await using poster = progressPoster({
    post: async (state, elapsedMs) =>
      (await desk?.update(progress(state, elapsedMs, url))) ?? 'shown',
    onGone: () => enough.abort(),
  });
  const observe = (event: SearchEvent): void => {
    work.observe(event);
    poster.observe(event);
  };
  const { apiKey } = settings;
  const environment = {
    ...runner.environment,
    ...(apiKey !== undefined && { ORPS_API_KEY: apiKey }),
  };
  const flags = {
    ...settings.engine,
    out: settings.out ?? join(runner.temp, `orps-${now.getTime()}`),
    ...(task.goal !== '' && { goal: task.goal }),
    ...((await onlyProtectedDirt(runner.workspace)) && { allowDirty: true }),
  };
  const surroundings = { environment, cores: work.cores, now };
  const folder = join(runner.workspace, settings.workingDirectory);
  const { report, out } = await fix(folder, flags, surroundings, observe, signal, enough.signal);
  return { report, out, stopped: enough.signal.aborted };
}

/** Installing may rewrite a lock file: no patch can touch it, so it takes nothing from the proof. */
async function onlyProtectedDirt(workspace: string): Promise<boolean> {
  const dirty = await dirtyFiles(workspace);
  return dirty.length > 0 && dirty.every((path) => isProtected(path));
}

async function conclude(
  work: Work,
  task: RepairTask,
  desk: Desk | undefined,
  { report, out, stopped }: Found,
): Promise<Outcome> {
  const { settings, runner } = work;
  const worth = (report.status === 'fixed' || report.status === 'improved') && report.best !== null;
  const notes = stopped ? ['The search was stopped by request.'] : [];
  const run = runUrl(runner);
  const common = { kind: 'repaired', report, out, stopped } as const;
  if (!worth || settings.dryRun || settings.mode !== 'auto') {
    const quiet = report.status === 'nothing-to-do' && desk?.comment === undefined;
    if (!quiet) await desk?.say(ended(report, { run, notes }));
    return { ...common, branch: undefined, pull: undefined, trouble: undefined };
  }
  const published = await publishFound(work, task, desk, report).catch((error: unknown) => ({
    branch: undefined,
    pull: undefined,
    trouble: error,
  }));
  const { branch, pull } = published;
  const trouble = published.trouble === undefined ? undefined : wordsOf(published.trouble);
  await desk?.say(
    ended(report, {
      run,
      pull,
      trouble: troubleWords(work, trouble, branch?.branch),
      notes: [...notes, ...evasion(branch?.evaded, branch?.branch)],
    }),
  );
  return { ...common, branch: branch?.branch, pull, trouble };
}

const evasion = (evaded: string | undefined, branch: string | undefined): readonly string[] =>
  evaded === undefined || branch === undefined
    ? []
    : [
        `Somebody has pushed to ${code(evaded)}: their work stays, and the repair is on ${code(branch)}.`,
      ];

function troubleWords(
  { runner: { serverUrl, owner, repo } }: Work,
  trouble: string | undefined,
  branch: string | undefined,
): string | undefined {
  if (trouble === undefined) return undefined;
  const address = `${serverUrl}/${owner}/${repo}/compare/${branch}?expand=1`;
  return branch === undefined
    ? trouble
    : `${trouble} The repair is on the branch [${branch}](${address}), ready for a pull request.`;
}

async function publishFound(work: Work, task: RepairTask, desk: Desk | undefined, report: Report) {
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
    draft: settings.draft === 'auto' ? report.status !== 'fixed' : settings.draft === 'true',
    labels: settings.labels,
    author: signatureOf(author, runner.serverUrl),
    startsCi: startsCi(author),
    runUrl: runUrl(runner),
    refuse: (paths) => refusePaths(paths, report.task.directory, settings),
  });
}

/** The guard once more, on what git says was changed. */
function refusePaths(
  paths: readonly string[],
  directory: string | undefined,
  { protectedPaths, editablePaths }: Work['settings'],
): string | undefined {
  const prefix = directory === undefined ? '' : `${directory}/`;
  const bad = paths.find(
    (path) =>
      !path.startsWith(prefix) ||
      isProtected(path.slice(prefix.length), protectedPaths, editablePaths),
  );
  return bad === undefined ? undefined : `The patch changes ${bad}, which no patch may.`;
}
