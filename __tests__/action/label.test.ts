import { expect, test } from '@jest/globals';
import { git, openPlace } from './job.ts';
import { labelled } from './payloads.ts';

test('a label makes a comment, a branch, a pull request and a check', async () => {
  await using place = await openPlace();
  const result = await place.run('issues', labelled());
  const { state, github } = place;
  if (result.exitCode !== 0) console.log(result.log);
  expect(github.violations).toEqual([]);
  expect(result.exitCode).toBe(0);
  expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '6' });
  const [pull] = [...state.pulls.values()];
  expect(pull).toMatchObject({ head: 'orps/issue-5', base: 'main', draft: false });
  expect(pull?.body).toContain('Fixes #5');
  expect(state.comments).toHaveLength(1);
  expect(state.comments[0]?.body).toContain('→ #6');
  expect(state.checkRuns).toMatchObject([{ conclusion: 'success', name: 'orps' }]);
  expect(git(state.bare, 'show', '--format=%an <%ae>', '--stat', 'orps/issue-5')).toContain(
    'github-actions[bot] <41898282+github-actions[bot]@users.noreply.127.0.0.1>',
  );
});
