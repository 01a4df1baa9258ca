/**
 * npm run -s bench:action
 *
 * The built action against a GitHub on loopback. Prints one JSON object:
 * - `startToFirstCommentMs`: from the start of the process to the arrival of the
 *   request that creates the comment, median; the loopback API's own time is in it.
 * - `distBytes`: the action's entry and every chunk that it can load, lazily or not;
 *   `assetBytes`: grammars and test reporters beside them.
 * - `apiRequests`, `progressUpdates`, `closestUpdatesMs`: of one run from label to
 *   pull request that is slow enough for ten updates or more.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openPlace, RED_PROJECT } from '../__tests__/action/job.ts';
import { labelled } from '../__tests__/action/payloads.ts';

const RUNS = 5;
const dist = join(import.meta.dirname, '..', 'dist');
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The entry and what it imports, in whatever way, as file names. */
function loadedFrom(entry: string): readonly string[] {
  const found = new Set([entry]);
  for (const name of found) {
    const text = readFileSync(join(dist, name), 'utf8');
    for (const [, other] of text.matchAll(/["']\.\/([\w.-]+\.js)["']/g)) {
      if (other !== undefined) found.add(other);
    }
  }
  return [...found];
}

const bytes = (folder: string, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

async function firstCommentMs(): Promise<number> {
  await using place = await openPlace();
  const { startedAt } = await place.run('issues', labelled(), {
    onLog: (log, kill) => {
      if (log.includes('Reading the repository')) kill('SIGTERM');
    },
  });
  const made = place.github.requests.find(({ operation }) => operation === 'issues/create-comment');
  return Math.round((made?.at ?? Number.NaN) - startedAt);
}

/** The same small repair, where each run of the tests takes its time. */
const SLOW = {
  ...RED_PROJECT,
  'slow.test.js': `import { test } from 'node:test';
test('slow', () => new Promise((resolve) => setTimeout(resolve, 30_000)));
`,
};

async function wholeRun() {
  await using place = await openPlace(SLOW);
  const { outputs, log } = await place.run('issues', labelled(), {
    inputs: { 'max-minutes': '6' },
  });
  if (outputs['pr-number'] === undefined || outputs['pr-number'] === '') throw new Error(log);
  if (place.github.violations.length > 0) throw new Error(place.github.violations.join('\n'));
  const { requests } = place.github;
  const updates = requests.filter(
    ({ operation, body }) =>
      operation === 'issues/update-comment' && String(body.body).includes('/orps stop'),
  );
  const gaps = updates.slice(1).map(({ at }, index) => at - (updates[index]?.at ?? 0));
  return {
    apiRequests: requests.length,
    progressUpdates: updates.length,
    closestUpdatesMs: Math.round(Math.min(...gaps)),
  };
}

const times: number[] = [];
for (let run = 0; run < RUNS; run++) times.push(await firstCommentMs());
const result = {
  startToFirstCommentMs: median(times),
  slowestMs: Math.max(...times),
  distBytes: bytes(dist, loadedFrom('index.js')),
  assetBytes: bytes(join(dist, 'assets'), readdirSync(join(dist, 'assets'))),
  ...(await wholeRun()),
  node: process.version,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
