import type { GitHub } from './client.ts';

export interface CheckRun {
  readonly headSha: string;
  readonly conclusion: 'success' | 'neutral';
  readonly title: string;
  /** Markdown of at most 65,535 characters. */
  readonly summary: string;
  readonly detailsUrl: string;
}

/** The proof, on the commit itself: a pull request of a workflow's own token starts no CI. */
export async function publishCheckRun(
  { owner, repo, request }: GitHub,
  { headSha, conclusion, title, summary, detailsUrl }: CheckRun,
): Promise<void> {
  await request('POST /repos/{owner}/{repo}/check-runs', {
    ...{ owner, repo, name: 'orps', head_sha: headSha },
    ...{ status: 'completed', conclusion, details_url: detailsUrl },
    output: { title, summary },
  });
}
