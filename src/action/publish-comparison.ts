import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WrongUse } from '../errors.ts';
import { refusalOf } from '../github/refusal.ts';
import { type Comparison, comparisonSchema } from '../report/comparison/comparison.ts';
import type { MeasuringRun } from '../task/trigger.ts';
import { sayComparison } from './compare.ts';
import { openDesk } from './desk.ts';
import { loginOf } from './identity.ts';
import type { Outcome } from './outcome.ts';
import type { Work } from './work.ts';

export const COMPARISON_FILE = 'comparison.json';
const LARGEST_BYTES = 16 * 1024 * 1024;

/**
 * Says what a job without write permission measured. Which pull request it is
 * about is asked of GitHub, by the event's own words: the bundle comes from a job
 * that ran a stranger's code, and only its figures and names are taken from it.
 */
export async function publishMeasured(work: Work, run: MeasuringRun): Promise<Outcome> {
  const number = await pullOf(work, run);
  return number === undefined
    ? { kind: 'ignored', why: 'No open pull request has the commit that was measured.' }
    : publishComparison(work, number, true);
}

/** Says on a pull request what the bundle holds; `fromFork` says whose code had a hand in it. */
export async function publishComparison(
  work: Work,
  number: number,
  fromFork = false,
): Promise<Outcome> {
  const { github, settings } = work;
  const comparison = await readComparison(join(settings.bundle ?? '', COMPARISON_FILE));
  const me = await loginOf(github, settings.token);
  if (!settings.dryRun) {
    const desk = await openDesk(github, { kind: 'issue', number }, me, 'comparison');
    await sayComparison(work, desk, comparison, fromFork);
  }
  return { kind: 'compared', comparison, out: settings.bundle ?? '', failed: false };
}

async function readComparison(file: string): Promise<Comparison> {
  const refuse = (cause?: unknown): never => {
    throw new WrongUse(
      `The bundle's ${COMPARISON_FILE} is not what a comparison leaves.`,
      'Let `bundle` name the folder that the measuring job left, as it was downloaded.',
      { cause },
    );
  };
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile()) {
    throw new WrongUse(
      `The measuring job left no ${COMPARISON_FILE}, or \`bundle\` names another folder.`,
      "See the measuring job's log; then start again, or correct `bundle`.",
    );
  }
  if (found.size > LARGEST_BYTES) return refuse();
  try {
    return comparisonSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    return refuse(cause);
  }
}

/** The open pull request of this very commit. */
async function pullOf(
  { github: { owner, repo, request } }: Work,
  { sha, owner: home, branch }: MeasuringRun,
): Promise<number | undefined> {
  const asked = { owner, repo, state: 'open', head: `${home}:${branch}`, per_page: 100 } as const;
  const { data } = await request('GET /repos/{owner}/{repo}/pulls', asked).catch(
    (error: unknown) => {
      throw refusalOf(error, 'the pull request of the run');
    },
  );
  return data.find(({ head }) => head.sha === sha)?.number;
}
