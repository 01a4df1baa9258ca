import { contradiction } from '../comparison/contradiction.ts';
import { refusalOf } from '../github/refusal.ts';
import type { MeasuringJob } from '../publication/measuring-job.ts';
import { type Comparison, comparisonSchema } from '../report/comparison/comparison.ts';
import type { MeasuringRun } from '../task/trigger.ts';
import { readBundleFile, wrongBundle } from './bundle-file.ts';
import { sayComparison } from './compare.ts';
import { noPull, pullRequestOf } from './compared-commits.ts';
import { openDesk } from './desk.ts';
import { loginOf } from './identity.ts';
import type { Outcome } from './outcome.ts';
import type { Work } from './work.ts';

export const COMPARISON_FILE = 'comparison.json';

/**
 * Says what a job without write permission measured. Which pull request and which
 * commit it is about is asked of GitHub, by the event's own words: the bundle comes from
 * a job that ran a stranger's code, and only its figures and names are taken from it.
 */
export async function publishMeasured(work: Work, run: MeasuringRun): Promise<Outcome> {
  const pulls = await pullsMeasuredBy(work, run);
  if (pulls.length === 0) {
    return { kind: 'ignored', why: 'No open pull request has the commit that was measured.' };
  }
  const comparison = await readComparison(work.settings.bundle ?? '');
  const pull = pullComparedIn(comparison, pulls);
  return pull === undefined
    ? {
        kind: 'refused',
        why: 'Several open pull requests have the commit that was measured, and none of them the base that it was compared with: close one, or run the measuring job again.',
      }
    : publishComparison(work, pull, comparison, run.url);
}

/** Of pull requests from one branch into several the one whose base was measured: the bundle only chooses among them. */
export const pullComparedIn = <P extends { readonly base: { readonly ref: string } }>(
  { base }: Pick<Comparison, 'base'>,
  pulls: readonly P[],
): P | undefined =>
  pulls.length > 1 ? pulls.find((pull) => pull.base.ref === base.ref) : pulls[0];

/** Says on a pull request what an earlier job of this very run measured. */
export async function publishAsked(work: Work, number: number): Promise<Outcome> {
  const pull = await pullRequestOf(work.github, number);
  return pull === undefined
    ? { kind: 'refused', why: noPull(number) }
    : publishComparison(work, pull, await readComparison(work.settings.bundle ?? ''));
}

type PullRequest = Awaited<ReturnType<typeof pullsMeasuredBy>>[number];

/** `url` is the address of the run that left the bundle, where it is another one. */
async function publishComparison(
  work: Work,
  pull: Pick<PullRequest, 'number' | 'head' | 'base' | 'merge_commit_sha'>,
  comparison: Comparison,
  url?: string,
): Promise<Outcome> {
  const { github, settings } = work;
  const { number, head, base } = pull;
  const measuredBy: MeasuringJob = {
    head: { sha: head.sha, ref: head.ref, merge: pull.merge_commit_sha },
    isFork: head.repo?.id !== base.repo.id,
    url,
  };
  const me = await loginOf(github, settings.token);
  if (!settings.dryRun) {
    const desk = await openDesk(github, { kind: 'issue', number }, me, 'comparison');
    await sayComparison(work, desk, comparison, { measuredBy });
  }
  return { kind: 'compared', comparison, out: settings.bundle ?? '', failed: false, measuredBy };
}

/** Throws WrongUse where it is no comparison, or not one that follows from its own raw data. */
export async function readComparison(folder: string): Promise<Comparison> {
  const comparison = await readBundleFile(folder, COMPARISON_FILE, comparisonSchema, 'measuring');
  const why = contradiction(comparison);
  if (why === undefined) return comparison;
  throw wrongBundle(COMPARISON_FILE, `contradicts itself: ${why}`, 'measuring');
}

/** The open pull requests of this very commit. */
async function pullsMeasuredBy(
  { github: { owner, repo, request } }: Work,
  { sha, owner: home, repositoryId, branch }: MeasuringRun,
) {
  const asked = { owner, repo, state: 'open', head: `${home}:${branch}`, per_page: 100 } as const;
  const { data } = await request('GET /repos/{owner}/{repo}/pulls', asked).catch(
    (error: unknown) => {
      throw refusalOf(error, 'the pull request of the run');
    },
  );
  return data.filter(({ head }) => head.sha === sha && head.repo?.id === repositoryId);
}
