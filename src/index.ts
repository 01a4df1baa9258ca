import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { readConfiguration } from './action/configuration.ts';
import { handle } from './action/handle.ts';
import { INPUTS, settingsOf } from './action/inputs.ts';
import type { Outcome } from './action/outcome.ts';
import { filesOf, outputsOf } from './action/outputs.ts';
import { readRunner } from './action/runner.ts';
import { type Work, wordsOf } from './action/work.ts';
import { explain } from './command/ending.ts';
import { openGitHub } from './github/client.ts';
import { failed } from './publication/comment.ts';
import { asInputs } from './report/input-words.ts';
import { logView } from './report/log.ts';
import { NOWHERE } from './workspace/git-command.ts';

/** The action: one event in, a comment, a branch and a pull request out. */
async function main(): Promise<void> {
  const inputs = Object.fromEntries(INPUTS.map((name) => [name, core.getInput(name)]));
  for (const secret of ['github-token', 'api-key']) {
    if (inputs[secret]) core.setSecret(inputs[secret]);
    // No child of ours needs it.
    delete process.env[`INPUT_${secret.toUpperCase()}`];
  }
  // What a set-up leaves in the home folder must not run in our own git.
  Object.assign(process.env, { GIT_CONFIG_GLOBAL: NOWHERE, GIT_CONFIG_NOSYSTEM: '1' });
  const runner = readRunner(process.env);
  const settings = settingsOf(inputs, await readConfiguration(runner.workspace));
  const { owner, repo, apiUrl, serverUrl } = runner;
  const ending = new AbortController();
  // The runner cancels by SIGINT, and kills some seconds later.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => ending.abort());
  using view = logView(process.stdout, { groups: true });
  const { token } = settings;
  const now = new Date();
  const work: Work = {
    runner,
    settings,
    github: openGitHub({ owner, repo, apiUrl, token, onWait: core.warning }),
    remote: { url: `${serverUrl}/${owner}/${repo}.git`, token },
    observe: view.observe,
    warn: core.warning,
    signal: ending.signal,
    now,
    out: settings.out ?? join(runner.temp, `orps-${now.getTime()}`),
    cores: availableParallelism(),
  };
  try {
    await conclude(await handle(work), work);
  } catch (error) {
    for (const [name, value] of Object.entries(filesOf(work))) core.setOutput(name, value);
    throw error;
  }
}

async function conclude(outcome: Outcome, work: Work): Promise<void> {
  for (const [name, value] of Object.entries(outputsOf(outcome, work))) core.setOutput(name, value);
  if (outcome.kind !== 'repaired') return core.notice(outcome.why);
  const { summaryOf } = await import('./action/summary.ts');
  await core.summary.addRaw(summaryOf(outcome)).write();
  if (outcome.trouble !== undefined) core.warning(outcome.trouble);
}

main().catch(async (error: unknown) => {
  core.setOutput('conclusion', 'error');
  core.setFailed(asInputs(explain(error)));
  // Where comments are what is not permitted, this is where people look next.
  await core.summary
    .addRaw(failed(wordsOf(error)))
    .write()
    .catch(() => undefined);
});
