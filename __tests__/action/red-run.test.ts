import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import type { WorkflowRun } from '../github/loopback/state.ts';
import { GREEN_PROJECT, git, openPlace, type Place, RED_PROJECT } from './job.ts';
import { redRun } from './payloads.ts';

const LOG = `2026-11-26T08:00:00.1234567Z ##[group]Run actions/checkout@v5
2026-11-26T08:00:00.1234567Z with:
2026-11-26T08:00:00.1234567Z   repository: octo/demo
2026-11-26T08:00:00.1234567Z ##[endgroup]
2026-11-26T08:00:01.1234567Z ##[group]Run npm install --ignore-scripts
2026-11-26T08:00:01.1234567Z \u001b[36;1mnpm install --ignore-scripts\u001b[0m
2026-11-26T08:00:01.1234567Z \u001b[36;1mnode --test clamp.test.js\u001b[0m
2026-11-26T08:00:01.1234567Z shell: /usr/bin/bash -e {0}
2026-11-26T08:00:01.1234567Z ##[endgroup]
2026-11-26T08:00:02.1234567Z not ok 1 - above
2026-11-26T08:00:02.1234567Z ##[error]Process completed with exit code 1.
`;

const REPORT = `<testsuites><testsuite name="clamp"><testcase name="above"><failure message="0 == 5"/></testcase><testcase name="below"/></testsuite></testsuites>`;

const run = (over: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: 99,
  attempt: 1,
  createdAt: '2026-11-26T08:00:00Z',
  jobs: [
    { id: 1, name: 'lint', conclusion: 'success', steps: [], log: '' },
    {
      id: 2,
      name: 'unit',
      conclusion: 'failure',
      steps: [
        { name: 'Set up job', conclusion: 'success' },
        { name: 'Run tests', conclusion: 'failure' },
      ],
      log: LOG,
    },
  ],
  artifacts: [
    { id: 3, name: 'junit', zip: zipSync({ 'out/junit.xml': Buffer.from(REPORT) }) },
    { id: 4, name: 'build', zip: new Uint8Array() },
  ],
  ...over,
});

/** `feature` is red, `main` is what is checked out, and its own runner would run more than CI did. */
async function redBranch(): Promise<{ place: Place; sha: string }> {
  const place = await openPlace(GREEN_PROJECT);
  const sha = await place.commit('feature', {
    'clamp.js': RED_PROJECT['clamp.js'] ?? '',
    'other.js': 'export const other = 1;\n',
  });
  for (const login of ['pusher', 'rerunner']) place.state.permissions.set(login, 'write');
  place.state.runs.set(99, run());
  return { place, sha };
}

const started = (sha: string, over = {}) => redRun({ workflow_run: { head_sha: sha, ...over } });

describe('a red run of another workflow', () => {
  test('is reproduced on its commit with what CI ran, and repaired onto its branch', async () => {
    const { place, sha } = await redBranch();
    await using _ = place;
    const result = await place.run('workflow_run', started(sha), {
      inputs: { 'setup-command': 'echo prepared > prepared.txt' },
    });
    expect(place.github.violations).toEqual([]);
    expect(result.outputs).toMatchObject({
      conclusion: 'fixed',
      'branch-name': `orps/ci-${sha.slice(0, 12)}`,
    });
    const [pull] = [...place.state.pulls.values()];
    expect(pull).toMatchObject({ base: 'feature', title: 'Repair 2 failing tests of feature' });
    expect(pull?.body).toContain('The CI run "CI" failed in job "unit", step "Run tests".');
    expect(result.log).toContain('Running node --test clamp.test.js on the base');
    expect(git(place.workspace, 'rev-parse', 'HEAD')).toBe(sha);
    // A branch without a pull request is spoken of at its commit.
    expect(place.state.comments).toMatchObject([{ on: sha }]);
    expect(place.state.comments[0]?.body).toContain('→ #');
  });

  test('is reproduced in the folder that its workflow names', async () => {
    const moved = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`web/${name}`, text]));
    const workflow = `on: push
jobs:
  unit:
    runs-on: ubuntu-latest
    steps:
      - name: Run tests
        working-directory: web
        run: |
          npm install --ignore-scripts
          node --test clamp.test.js
`;
    await using place = await openPlace({
      ...moved(GREEN_PROJECT),
      '.github/workflows/ci.yml': workflow,
    });
    const sha = await place.commit('feature', {
      'web/clamp.js': RED_PROJECT['clamp.js'] ?? '',
    });
    for (const login of ['pusher', 'rerunner']) place.state.permissions.set(login, 'write');
    place.state.runs.set(99, run());
    const result = await place.run('workflow_run', started(sha));
    expect(place.github.violations).toEqual([]);
    expect(result.outputs.conclusion).toBe('fixed');
    const branch = result.outputs['branch-name'] ?? '';
    expect(git(place.state.bare, 'show', '--name-only', '--format=', branch)).toBe('web/clamp.js');
  });

  test('of a branch with a pull request is spoken of there, and the repair is stacked on it', async () => {
    const { place, sha } = await redBranch();
    await using _ = place;
    place.state.pulls.set(7, {
      number: 7,
      title: 'Feature',
      body: null,
      draft: false,
      state: 'open',
      head: 'feature',
      base: 'main',
      user: { login: 'pusher', id: 5, type: 'User' },
      labels: [],
    });
    const payload = started(sha, {
      pull_requests: [
        { number: 4, head: { sha }, base: { repo: { id: 999 } } },
        { number: 7, head: { sha }, base: { repo: { id: 1296269 } } },
      ],
    });
    await place.run('workflow_run', payload);
    expect(place.state.comments).toMatchObject([{ on: 7 }]);
    expect([...place.state.pulls.values()].at(-1)).toMatchObject({ base: 'feature' });
    expect([...place.state.pulls.values()].at(-1)?.body).toContain('For #7');
  });

  test('goes on without logs and artifacts that cannot be read, and says so', async () => {
    const { place, sha } = await redBranch();
    await using _ = place;
    place.state.grants.actions = 'none';
    const result = await place.run('workflow_run', started(sha));
    expect(result.outputs.conclusion).toBe('fixed');
    expect(result.log).toContain('`actions: read`');
  });

  test('with a further red job: nobody claims that it is repaired', async () => {
    const { place, sha } = await redBranch();
    await using _ = place;
    const lint = { id: 9, name: 'lint', conclusion: 'failure', steps: [], log: '' } as const;
    place.state.runs.set(99, run({ jobs: [...run().jobs, lint] }));
    await place.run('workflow_run', started(sha));
    const [pull] = [...place.state.pulls.values()];
    expect(pull?.body).toContain('Red in the same run: `lint`');
  });

  test('that nothing here reproduces: the comment says what CI ran and what may be the matter', async () => {
    const { place } = await redBranch();
    await using _ = place;
    const sha = git(place.workspace, 'rev-parse', 'HEAD');
    const result = await place.run('workflow_run', started(sha, { head_branch: 'main' }));
    expect(result.outputs.conclusion).toBe('nothing-to-do');
    expect(place.state.pulls.size).toBe(0);
    const words = place.state.comments[0]?.body ?? '';
    expect(words).toContain('`node --test clamp.test.js`');
    expect(words).toContain('Its report names `above`');
  });

  test('whose branch has moved on is left to its next run', async () => {
    const { place, sha } = await redBranch();
    await using _ = place;
    await place.commit('feature', { 'more.js': '\n' });
    const result = await place.run('workflow_run', started(sha));
    expect(result.outputs.conclusion).toBe('ignored');
    expect(result.log).toContain('has moved on');
    expect(place.state.comments).toEqual([]);
  });
});
