import { expect, test } from '@jest/globals';
import { modelOf, promptOf, QUICK, SLOW } from '../performance/slow-project.ts';
import { git, openPlace } from './job.ts';
import { labelled } from './payloads.ts';

test('the label for speed makes a pull request that says how much was gained, and leaves the issue open', async () => {
  await using model = await modelOf([QUICK]);
  await using place = await openPlace(SLOW);
  const issue = { title: 'unique is slow', body: 'It takes a second for 5000 values.' };
  const result = await place.run('issues', labelled({ label: { name: 'orps-perf' }, issue }), {
    inputs: {
      ...{ model: 'm', 'base-url': model.baseUrl, 'api-key': 'k' },
      ...{ samples: '1', rounds: '1', 'profile-minutes': '3' },
    },
  });
  const { state } = place;
  if (result.exitCode !== 0) console.log(result.log);
  expect(result.outputs).toMatchObject({ conclusion: 'faster', 'pr-number': '6' });
  const [pull] = [...state.pulls.values()];
  expect(pull).toMatchObject({ draft: false, title: 'Faster, for #5: unique is slow' });
  expect(pull?.body).toMatch(/^For #5\./);
  expect(pull?.body).toContain('⚡ Faster: CPU time −');
  expect(git(state.bare, 'show', '--format=%B', '--no-patch', 'orps/issue-5')).toMatch(/Faster: /);
  expect(state.comments[0]?.body).toContain('→ #6');
  expect(promptOf(model.asked[0] as never)).toContain('It takes a second for 5000 values.');
}, 300_000);
