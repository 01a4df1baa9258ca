import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { commented, type Payload, payloadOf, redRun } from './payloads.ts';
import { checkOutMerge, MERGE, openPull, QUICK, summing } from './pull.ts';

// Some count by valgrind, beside other slow tests.
jest.setTimeout(400_000);

/** Counting takes minutes of processor time here; the time alone is enough to see a factor of two. */
const BENCH = { mode: 'bench', 'max-minutes': '0.5' };

test('a pull request that is slower is told so, in one comment that a second run updates', async () => {
  const { place, payload } = await openPull();
  await using _ = place;
  checkOutMerge(place);
  const first = await place.run('pull_request', payload, { inputs: BENCH, env: MERGE });
  expect(first.log).not.toContain('fault of orps');
  expect(first.outputs.conclusion).toBe('slower');
  expect(place.state.comments).toMatchObject([{ on: 7 }]);
  const body = place.state.comments[0]?.body ?? '';
  expect(body).toMatch(/^<!-- orps:comparison -->\n\*\*Slower: (CPU|Wall) time \+\d+\s%\*\*/);
  expect(body).toContain('base `main`');
  expect(body).toContain('head `feature`');
  const again = await place.run('pull_request', payload, { inputs: BENCH, env: MERGE });
  expect(again.outputs.conclusion).toBe('slower');
  expect(place.state.comments).toHaveLength(1);
  expect(place.github.violations).toEqual([]);
});

test('a comparison that found nothing is not spoken of, if so configured', async () => {
  const { place, payload } = await openPull({ 'sum.js': `${summing(QUICK)['sum.js']}// same\n` });
  await using _ = place;
  checkOutMerge(place);
  const inputs = { ...BENCH, 'comment-when': 'changed' };
  const result = await place.run('pull_request', payload, { inputs, env: MERGE });
  expect(['no-difference', 'inconclusive']).toContain(result.outputs.conclusion);
  expect(place.state.comments).toEqual([]);
});

test('a fork is measured without a word; another job speaks from the bundle, and names its source', async () => {
  const { place, payload, sha } = await openPull(undefined, true);
  await using _ = place;
  checkOutMerge(place);
  place.state.grants.issues = 'read';
  place.state.grants.pull_requests = 'read';
  const measured = await place.run('pull_request', payload, { inputs: BENCH, env: MERGE });
  expect(measured.outputs.conclusion).toBe('slower');
  expect(place.state.comments).toEqual([]);
  expect(place.github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

  place.state.grants.issues = 'write';
  place.state.grants.pull_requests = 'write';
  const run = redRun({
    workflow_run: {
      ...{ event: 'pull_request', conclusion: 'success', head_branch: 'feature', head_sha: sha },
      head_repository: { id: 666, owner: { login: 'forker' } },
    },
  });
  const bundle = measured.outputs.bundle ?? '';
  const inputs = { mode: 'publish', bundle };
  const published = await place.run('workflow_run', run, { inputs });
  expect(published.outputs.conclusion).toBe('slower');
  expect(place.state.comments).toMatchObject([{ on: 7 }]);
  const said = place.state.comments[0]?.body;
  expect(said).toContain("which ran the fork's code");
  expect(said).toContain(`the head is \`${sha.slice(0, 7)}\` of \`feature\``);
  expect(said).toContain(`[The run](${(run.workflow_run as Payload).html_url}) holds the raw data`);
  expect(published.summary).toContain("which ran the fork's code");

  const other = redRun({
    workflow_run: { ...(run.workflow_run as Payload), head_sha: 'c'.repeat(40) },
  });
  const nowhere = await place.run('workflow_run', other, { inputs });
  expect(nowhere.outputs.conclusion).toBe('ignored');

  const file = join(bundle, 'comparison.json');
  const kept = await readFile(file, 'utf8');
  await writeFile(file, kept.replace('"orps-comparison/1"', '"else"'));
  const forged = await place.run('workflow_run', run, { inputs });
  expect(forged.log).toContain('is not what a comparison leaves');

  await rm(file);
  execFileSync('mkfifo', [file]);
  const waiting = await place.run('workflow_run', run, { inputs });
  expect(waiting.log).toContain('The measuring job left no comparison.json');
  expect(place.github.violations).toEqual([]);
});

test('/orps bench measures a pull request from where it left its base', async () => {
  const { place } = await openPull();
  await using _ = place;
  await place.commit('main', { 'other.js': 'export const other = 1;\n' });
  const comment = commented('/orps bench', { issue: { number: 7, pull_request: {} } });
  const result = await place.run('issue_comment', comment, { inputs: { 'max-minutes': '0.5' } });
  expect(result.outputs.conclusion).toBe('slower');
  expect(place.state.comments.map(({ body }) => body.split('\n')[0])).toEqual([
    '<!-- orps:comparison -->',
  ]);
  const comparison = JSON.parse(await readFile(result.outputs['result-file'] ?? '', 'utf8'));
  expect(comparison.changedFiles).toEqual(['sum.js']);
  expect(place.github.violations).toEqual([]);
});

test('/orps bench by a reader, for a fork, or on an issue measures nothing', async () => {
  const { place } = await openPull(undefined, true);
  await using _ = place;
  const on7 = { issue: { number: 7, pull_request: {} } };
  const reader = commented('/orps bench', { ...on7, sender: { login: 'reader' } });
  expect((await place.run('issue_comment', reader)).outputs.conclusion).toBe('refused');
  const fork = await place.run('issue_comment', commented('/orps bench', on7));
  expect(fork.outputs.conclusion).toBe('refused');
  expect(place.state.comments[0]?.body).toContain('comes from a fork');
  const issue = await place.run('issue_comment', commented('/orps bench'));
  expect(issue.log).toContain('Only a pull request has a base');
});

test('a head that does not work is said in the comment, with what it printed', async () => {
  const { place, payload } = await openPull({
    'sum.js': 'export const sum = () => { throw new Error("no sum today"); };\n',
  });
  await using _ = place;
  checkOutMerge(place);
  const result = await place.run('pull_request', payload, { inputs: BENCH, env: MERGE });
  expect(result.outputs.conclusion).toBe('not-compared');
  const body = place.state.comments[0]?.body ?? '';
  expect(body).toMatch(/\*\*Not compared\*\* \(the head could not be measured\)/);
  expect(body).toContain('no sum today');
});

test('a workflow that measures does not repair', async () => {
  const { place } = await openPull();
  await using _ = place;
  const fix = await place.run('issue_comment', commented('/orps fix'), { inputs: BENCH });
  expect(fix.outputs.conclusion).toBe('ignored');
  const label = payloadOf('issues', 'labeled', { label: { name: 'orps-fix' } });
  expect((await place.run('issues', label, { inputs: BENCH })).outputs.conclusion).toBe('ignored');
});

test('two jobs: the one that searches measures, the one that publishes runs nothing and speaks', async () => {
  const { place, sha } = await openPull();
  await using _ = place;
  const comment = commented('/orps bench', { issue: { number: 7, pull_request: {} } });
  const measured = await place.run('issue_comment', comment, {
    inputs: { mode: 'search', 'max-minutes': '0.5' },
  });
  expect(measured.outputs.conclusion).toBe('slower');
  expect(place.state.comments).toEqual([]);
  const bundle = measured.outputs.bundle ?? '';
  const published = await place.run('issue_comment', comment, {
    inputs: { mode: 'publish', bundle, 'setup-command': 'touch ran' },
  });
  expect(published.outputs.conclusion).toBe('slower');
  expect(published.log).not.toMatch(/Setting up|warming up|pair 1/);
  expect(place.state.comments).toMatchObject([{ on: 7 }]);
  const said = place.state.comments[0]?.body;
  expect(said).toContain('Measured by another job, which ran the code of the pull request');
  expect(said).toContain(`the head is \`${sha.slice(0, 7)}\` of \`feature\`.`);
  const empty = { mode: 'publish', bundle: place.folder };
  const without = await place.run('issue_comment', comment, { inputs: empty });
  expect(without.log).toContain('The measuring job left no comparison.json');
  expect(place.github.violations).toEqual([]);
});

test('more instructions fail the job if so configured, at the lines of the one changed function', async () => {
  const { place, payload } = await openPull();
  await using _ = place;
  checkOutMerge(place);
  const inputs = { mode: 'bench', 'max-minutes': '5', 'fail-on-regression': 'true' };
  const result = await place.run('pull_request', payload, { inputs, env: MERGE });
  const file = await readFile(result.outputs['result-file'] ?? '', 'utf8');
  const { counting } = JSON.parse(file).workloads[0];
  if (counting.source === null) {
    console.warn(`Skipped: ${counting.missing}`);
    return;
  }
  expect(result.exitCode).toBe(1);
  expect(result.log).toMatch(/::error title=More instructions than the base,file=sum\.js,line=1/);
  expect(result.log).toContain('and `fail-on-regression` is set');
});
