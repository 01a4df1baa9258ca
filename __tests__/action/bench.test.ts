import { expect, test } from '@jest/globals';
import { commented } from './payloads.ts';
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

test('a dispatch that names an issue is told that it is no pull request', async () => {
  const { place } = await openPull(BROKEN);
  await using _ = place;
  const inputs = { ...BENCH, issue: '5' };
  const { outputs, log } = await place.run('workflow_dispatch', {}, { inputs });
  expect(outputs.conclusion).toBe('refused');
  expect(log).toMatch(/::notice::#5 is no pull request.*only a pull request has a base/);
  expect(place.github.violations).toEqual([]);
});

test('/orps bench with words behind it is answered with what can be said, and measures nothing', async () => {
  const { place } = await openPull(BROKEN);
  await using _ = place;
  const on7 = { issue: { number: 7, pull_request: {} } };
  const { outputs } = await place.run('issue_comment', commented('/orps bench --base dev', on7));
  expect(outputs.conclusion).toBe('answered');
  expect(place.state.comments).toHaveLength(1);
  expect(place.state.comments[0]?.body).toContain('no other words belong on its line');
});

test('fail-on-regression that can judge nothing says so in the log, the comment and the summary', async () => {
  const { place, payload } = await openPull(BROKEN);
  await using _ = place;
  checkOutMerge(place);
  const inputs = { ...BENCH, 'fail-on-regression': 'true' };
  const judged = await place.run('pull_request', payload, { inputs, env: MERGE });
  const words =
    'could not judge this comparison, and fails nothing. The tests could not be measured on the head.';
  expect(judged.exitCode).toBe(0);
  expect(judged.log).toContain(`\n::warning::\`fail-on-regression\` ${words}`);
  for (const text of [place.state.comments[0]?.body, judged.summary]) {
    expect(text).toContain(`⚠️ \`fail-on-regression\` ${words}`);
  }
  const unasked = await place.run('pull_request', payload, { inputs: BENCH, env: MERGE });
  expect(unasked.log + unasked.summary).not.toContain(words);
});
