import { existsSync } from 'node:fs';
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moveCheckout } from '../github/bare.ts';
import { remoteTip } from '../github/remote.ts';
import type { SearchEvent } from '../ports.ts';
import { PERFORMANCE } from '../task/goal.ts';
import { stepFolder } from '../task/step-folder.ts';
import type { RepairTask } from '../task/task.ts';
import { claimOf } from './bundle.ts';
import type { Found } from './conclude.ts';
import { assertWithin, onlyProtectedDirt, setUp } from './ground.ts';
import { type Follower, progressPoster } from './progress.ts';
import type { Work } from './work.ts';

/** Checks out the commit of the task, whatever the workflow has checked out. */
export async function prepareCheckout(work: Work, task: RepairTask, head: string): Promise<void> {
  const { runner, remote } = work;
  const { branch } = task.base;
  const here = runner.event.branch;
  const elsewhere = task.issue !== undefined && here !== undefined && branch !== here;
  const wanted =
    task.base.sha ?? (elsewhere ? await remoteTip(runner.workspace, remote, branch) : head);
  if (wanted === undefined || wanted === head) return;
  work.observe({ kind: 'stage', name: `Checking out ${wanted.slice(0, 12)} of ${branch}` });
  await moveCheckout(runner.workspace, runner.temp, remote, wanted);
}

/** Runs the engine on the checkout, followed by the log and by whoever shows it or may end it. */
export async function search(work: Work, task: RepairTask, post: Follower): Promise<Found> {
  const { runner, settings, signal, now } = work;
  await assertWithin(runner.workspace, settings.workingDirectory);
  await setUp(work);
  const { fix } = await import('../command/fix.ts');
  const enough = new AbortController();
  await using poster = progressPoster({ post, onGone: () => enough.abort() });
  const observe = (event: SearchEvent): void => {
    work.observe(event);
    poster.observe(event);
  };
  const { apiKey } = settings;
  if (apiKey !== undefined && (settings.engine.model ?? 'offline') === 'offline') {
    work.warn(
      'There is an `api-key`, and no `model` that it is for: the offline programmer is at work. Name a `model`.',
    );
  }
  const environment = {
    ...runner.environment,
    ...(apiKey !== undefined && { ORPS_API_KEY: apiKey }),
  };
  const below = await projectFolder(work, task);
  const folder = join(runner.workspace, below);
  const flags = {
    ...settings.engine,
    ...(await ciTestLine(work, task, folder)),
    out: work.out,
    // The words of a red run or of a hint describe no defect that a new test could show.
    ...(task.issue === undefined && { existingTests: true }),
    ...(await wordsFor(work, task)),
    ...((await onlyProtectedDirt(runner.workspace)) && { allowDirty: true }),
  };
  const surroundings = { environment, cores: work.cores, now };
  const { report, out } = await fix(folder, flags, surroundings, observe, signal, enough.signal);
  await writeFile(join(out, 'task.json'), `${JSON.stringify(claimOf(task), null, 2)}\n`);
  return { report, out };
}

/** What the engine is told: the words of a search for speed are no goal by themselves, but an issue. */
async function wordsFor({ runner }: Work, { aim, goal }: RepairTask) {
  if (aim === 'repair') return goal === '' ? {} : { goal };
  const issue = join(runner.temp, `orps-issue-${runner.runId}.md`);
  await writeFile(issue, goal);
  return { goal: PERFORMANCE, issue };
}

/** The project's folder below the toplevel: as the settings say, else where CI ran the tests. */
async function projectFolder({ runner, settings }: Work, { red, run }: RepairTask) {
  const { workingDirectory, engine } = settings;
  if (red === undefined || workingDirectory !== '.' || engine.test !== undefined) {
    return workingDirectory;
  }
  const { workspace } = runner;
  const workflow = await readWorkflow(workspace, run?.path);
  const folder = stepFolder(workflow, { ...red, name: red.step });
  if (folder === undefined) return workingDirectory;
  const [real, root] = await Promise.all([
    realpath(join(workspace, folder)).catch(() => undefined),
    realpath(workspace),
  ]);
  return real?.startsWith(`${root}/`) ? folder : workingDirectory;
}

/** The workflow's file as the red commit has it; whatever cannot be read says nothing. */
async function readWorkflow(workspace: string, path = ''): Promise<unknown> {
  if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return undefined;
  const { parseYaml } = await import('./yaml.ts');
  try {
    return parseYaml(await readFile(join(workspace, path), 'utf8'), path);
  } catch {
    return undefined;
  }
}

/**
 * What CI ran, where nobody says what to run: if its reports can be read, or if
 * the project gives no better line by itself.
 */
async function ciTestLine({ settings }: Work, { red }: RepairTask, folder: string) {
  const line = red?.testLine;
  if (line === undefined || settings.engine.test !== undefined) return {};
  const { isKnownTestLine } = await import('../measure/detection.ts');
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  const python = existsSync(join(folder, 'pyproject.toml')) || existsSync(join(folder, 'setup.py'));
  const own = manifest !== undefined || python;
  return isKnownTestLine(line, manifest) || !own ? { test: line } : {};
}
