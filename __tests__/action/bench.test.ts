import { expect, test } from '@jest/globals';
import { checkOutMerge, MERGE, openPull } from './pull.ts';

const BENCH = { mode: 'bench', 'max-minutes': '0.5' };
const BROKEN = { 'sum.js': 'export const sum = () => { throw new Error("no sum today"); };\n' };

/** Lines of a log that its reader sees without unfolding anything. */
function unfolded(log: string): readonly string[] {
  let isOpen = false;
  return log.split('\n').filter((line) => {
    if (line.startsWith('::group::')) isOpen = true;
    if (line === '::endgroup::') isOpen = false;
    return !isOpen;
  });
}

test('the notice of what came of it, and warnings, are not folded away with a stage', async () => {
  const { place, payload } = await openPull(BROKEN);
  await using _ = place;
  checkOutMerge(place);
  // A comment that is refused is warned of while the last stage is open.
  place.state.grants.issues = 'read';
  place.state.grants.pull_requests = 'read';
  const { log } = await place.run('pull_request', payload, { inputs: BENCH, env: MERGE });
  const seen = unfolded(log).filter((line) => /^::(notice|warning)/.test(line));
  expect(seen).toEqual([
    expect.stringMatching(/^::warning::GitHub refused the comment/),
    expect.stringMatching(/^::notice::Not compared/),
  ]);
});
