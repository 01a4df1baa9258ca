import { git, openPlace, type Place } from './job.ts';
import { type Payload, pulled } from './payloads.ts';

export const QUICK = 15_000_000;
export const SLOW = 30_000_000;

/** A project whose one test sums for about a tenth of a second. */
export const summing = (rounds: number): Readonly<Record<string, string>> => ({
  'sum.js': `export const sum = () => { let s = 0; for (let i = 0; i < ${rounds}; i++) s = (s * 31 + i) % 1000003; return s; };\n`,
  'sum.test.js': `import { test } from 'node:test';
import { sum } from './sum.js';
test('sums', () => { sum(); });
`,
  'package.json': '{ "type": "module", "scripts": { "test": "node sum.test.js" } }\n',
});

const slowed = { 'sum.js': summing(SLOW)['sum.js'] ?? '' };
const user = { login: 'pusher', id: 5, type: 'User' } as const;
const open = { title: 'Feature', body: null, draft: false, state: 'open', base: 'main' } as const;

/** Opens pull request #7 of the branch `feature` in a place; gives its head and the event. */
export async function pullIn(
  { commit, state }: Place,
  files: Readonly<Record<string, string>> = slowed,
  fork = false,
): Promise<{ readonly sha: string; readonly payload: Payload }> {
  const sha = await commit('feature', files);
  state.pulls.set(7, { ...open, number: 7, head: 'feature', user, labels: [], fork });
  const repo = { id: fork ? 666 : 1296269, owner: { login: 'octo' } };
  return { sha, payload: pulled({ head: { ref: 'feature', sha, repo } }) };
}

/** A place with that pull request. */
export async function openPull(files?: Readonly<Record<string, string>>, fork?: boolean) {
  const place = await openPlace(summing(QUICK));
  return { place, ...(await pullIn(place, files, fork)) };
}

/** What actions/checkout makes of a pull request: its merge with the base. */
export function checkOutMerge({ workspace, state }: Place): void {
  git(workspace, 'fetch', '--quiet', '--unshallow', `file://${state.bare}`, 'feature');
  const feature = git(workspace, 'rev-parse', 'FETCH_HEAD');
  git(workspace, 'checkout', '--quiet', '--detach', 'main');
  git(workspace, 'merge', '--quiet', '--no-ff', '-m', 'Merge', feature);
}

export const MERGE = { GITHUB_REF: 'refs/pull/7/merge', GITHUB_REF_NAME: '7/merge' };
