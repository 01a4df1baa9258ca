import { expect, test } from '@jest/globals';
import { git, openPlace, RED_PROJECT } from './job.ts';
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
  expect(state.comments[0]?.body).toContain('CI starts on it once somebody approves');
  expect(state.checkRuns).toMatchObject([{ conclusion: 'success', name: 'orps' }]);
  expect(git(state.bare, 'show', '--format=%an <%ae>', '--stat', 'orps/issue-5')).toContain(
    'github-actions[bot] <41898282+github-actions[bot]@users.noreply.127.0.0.1>',
  );
});

test("the repository's own settings count, and an input comes before them", async () => {
  const settings = 'label: mend\nlabels: [one, two]\nbranch-prefix: robot/\n';
  await using place = await openPlace({ ...RED_PROJECT, '.github/orps.yml': settings });
  const inputs = { 'branch-prefix': 'bot/' };
  const other = await place.run('issues', labelled(), { inputs });
  expect(other.outputs.conclusion).toBe('ignored');
  const result = await place.run('issues', labelled({ label: { name: 'mend' } }), { inputs });
  expect(result.outputs['branch-name']).toBe('bot/issue-5');
  expect([...place.state.pulls.values()][0]?.labels).toEqual(['one', 'two']);
});

test.each([
  ['label: [', 'is no YAML'],
  ['modle: x', 'knows no "modle"'],
])(
  'a settings file that says %j ends the job, and says why to whoever may start it',
  async (text, words) => {
    await using place = await openPlace({ ...RED_PROJECT, '.github/orps.yml': text });
    const result = await place.run('issues', labelled());
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain(words);
    expect(place.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining(words)]);
    const again = await place.run('issues', labelled({ sender: { login: 'passerby' } }));
    expect(again.exitCode).toBe(1);
    expect(place.state.comments).toHaveLength(1);
  },
);

test("with a GitHub App's token the commit is the app's, and nobody is told how to start CI", async () => {
  await using place = await openPlace();
  place.state.identity = { login: 'mender[bot]', id: 99, type: 'Bot' };
  await place.run('issues', labelled());
  const { state } = place;
  expect(state.comments[0]?.body).toContain('→ #6');
  expect(`${state.comments[0]?.body}${state.pulls.get(6)?.body}`).not.toMatch(
    /starts? no CI|CI starts/,
  );
  expect(git(state.bare, 'show', '--format=%an', '--no-patch', 'orps/issue-5')).toBe('mender[bot]');
});

test('a suite that is red for another reason is repaired, and the issue stays open', async () => {
  await using place = await openPlace();
  const words = { title: 'Dates before 1970 print as NaN', body: 'format(-1) is wrong.' };
  const result = await place.run('issues', labelled({ issue: words }));
  const { state } = place;
  expect(result.outputs.conclusion).toBe('fixed');
  expect(state.pulls.get(6)).toMatchObject({ draft: true });
  expect(state.pulls.get(6)?.title).toMatch(/^A step towards #5/);
  expect(state.pulls.get(6)?.body).toMatch(/^For #5\.\n\n⚠️ The tests that failed.* share no word/);
  expect(state.comments[0]?.body).toContain('it stays open');
});

test('the label for speed asks for a language model, in the words of the inputs', async () => {
  await using place = await openPlace();
  const result = await place.run('issues', labelled({ label: { name: 'orps-perf' } }));
  expect(result.exitCode).toBe(1);
  const [comment] = place.state.comments;
  expect(comment?.body).toContain('needs a language model');
  expect(comment?.body).toContain('`model`');
  expect(comment?.body).not.toContain('--model');
});
