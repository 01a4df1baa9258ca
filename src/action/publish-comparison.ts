import { refusalOf } from '../github/refusal.ts';
import { comparisonSchema } from '../report/comparison/comparison.ts';
import type { MeasuringRun } from '../task/trigger.ts';
import { readBundleFile } from './bundle-file.ts';
import { sayComparison } from './compare.ts';
import { openDesk } from './desk.ts';
import { loginOf } from './identity.ts';
import type { Outcome } from './outcome.ts';
import type { Work } from './work.ts';

export const COMPARISON_FILE = 'comparison.json';

/**
 * Says what a job without write permission measured. Which pull request it is
 * about is asked of GitHub, by the event's own words: the bundle comes from a job
 * that ran a stranger's code, and only its figures and names are taken from it.
 */
export async function publishMeasured(work: Work, run: MeasuringRun): Promise<Outcome> {
  const number = await pullOf(work, run);
  return number === undefined
    ? { kind: 'ignored', why: 'No open pull request has the commit that was measured.' }
    : publishComparison(work, number, run.url);
}

/** Says on a pull request what the bundle holds; `measuredBy` is the address of another run, of a fork's code, that left it. */
export async function publishComparison(
  work: Work,
  number: number,
  measuredBy?: string,
): Promise<Outcome> {
  const { github, settings } = work;
  const folder = settings.bundle ?? '';
  const comparison = await readBundleFile(folder, COMPARISON_FILE, comparisonSchema, 'measuring');
  const me = await loginOf(github, settings.token);
  if (!settings.dryRun) {
    const desk = await openDesk(github, { kind: 'issue', number }, me, 'comparison');
    await sayComparison(work, desk, comparison, { measuredBy });
  }
  const outcome = { kind: 'compared', comparison, out: folder, failed: false } as const;
  return measuredBy === undefined ? outcome : { ...outcome, measuredBy };
}

/** The open pull request of this very commit. */
async function pullOf(
  { github: { owner, repo, request } }: Work,
  { sha, owner: home, repositoryId, branch }: MeasuringRun,
): Promise<number | undefined> {
  const asked = { owner, repo, state: 'open', head: `${home}:${branch}`, per_page: 100 } as const;
  const { data } = await request('GET /repos/{owner}/{repo}/pulls', asked).catch(
    (error: unknown) => {
      throw refusalOf(error, 'the pull request of the run');
    },
  );
  return data.find(({ head }) => head.sha === sha && head.repo?.id === repositoryId)?.number;
}
