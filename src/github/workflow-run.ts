import { unzipSync } from 'fflate';
import type { GitHub } from './client.ts';

export interface FailedJob {
  readonly id: number;
  readonly name: string;
  /** Name of the step that failed. */
  readonly step: string | undefined;
}

const MOST_JOBS = 3;
const LOG_BYTES = 32 * 1024 * 1024;
const ARTIFACT_BYTES = 32 * 1024 * 1024;
const MOST_ENTRIES = 200;
const REPORT_BYTES = 16 * 1024 * 1024;
const DOWNLOAD_MS = 60_000;

/** The first failed jobs of one attempt of a run. */
export async function failedJobs(
  { owner, repo, request }: GitHub,
  run: { readonly id: number; readonly attempt: number },
): Promise<readonly FailedJob[]> {
  const { data } = await request(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
    { owner, repo, run_id: run.id, attempt_number: run.attempt, per_page: 100 },
  );
  return data.jobs
    .filter(({ conclusion }) => conclusion === 'failure')
    .slice(0, MOST_JOBS)
    .map(({ id, name, steps }) => ({
      id: Number(id),
      name,
      step: steps?.find(({ conclusion }) => conclusion === 'failure')?.name,
    }));
}

/** Follows GitHub's redirect to the storage, which gets no token of ours; reads no more than `most` bytes. */
async function download(github: GitHub, route: string, id: object, most: number) {
  const { owner, repo, request } = github;
  const answer = await request(route, { owner, repo, ...id, request: { redirect: 'manual' } });
  const { location } = answer.headers;
  if (location === undefined) throw new Error('GitHub gave no address to download from.');
  const response = await fetch(location, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
  if (!response.ok || response.body === null)
    throw new Error(`The storage said ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > most) throw new Error(`It is larger than ${most} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export const jobLog = async (github: GitHub, job: number): Promise<string> => {
  const route = 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs';
  return (await download(github, route, { job_id: job }, LOG_BYTES)).toString('utf8');
};

/** XML files of the run's artifacts whose names speak of test reports. */
export async function reportFiles(github: GitHub, run: number): Promise<readonly string[]> {
  const { owner, repo, request } = github;
  const { data } = await request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
    ...{ owner, repo, run_id: run, per_page: 100 },
  });
  const telling = data.artifacts.filter(
    ({ name, expired, size_in_bytes: size }) =>
      !expired && size <= ARTIFACT_BYTES && /junit|test|report|results?/i.test(name),
  );
  const files: string[] = [];
  for (const { id } of telling.slice(0, MOST_JOBS)) {
    const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
    const how = { artifact_id: id, archive_format: 'zip' };
    files.push(...xmlIn(await download(github, route, how, ARTIFACT_BYTES)));
  }
  return files;
}

/** Only what the archive declares small enough is unpacked, and not beyond what it declares. */
function xmlIn(archive: Uint8Array): readonly string[] {
  let room = REPORT_BYTES;
  let entriesLeft = MOST_ENTRIES;
  const entries = unzipSync(archive, {
    filter: ({ name, originalSize }) => {
      const fits = originalSize > 0 && originalSize <= room && entriesLeft > 0;
      if (!/\.xml$/i.test(name) || !fits) return false;
      room -= originalSize;
      entriesLeft -= 1;
      return true;
    },
  });
  return Object.values(entries).map((bytes) => Buffer.from(bytes).toString('utf8'));
}
