import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { readConfiguration } from './action/configuration.ts';
import { complain, handle } from './action/handle.ts';
import { type ActionSettings, INPUTS, settingsOf } from './action/inputs.ts';
import type { Outcome } from './action/outcome.ts';
import { filesOf, outputsOf } from './action/outputs.ts';
import { type Runner, readRunner } from './action/runner.ts';
import { printedBy, type Work, wordsOf } from './action/work.ts';
import { explain } from './command/ending.ts';
import { WrongUse } from './errors.ts';
import { openGitHub } from './github/client.ts';
import { failed } from './publication/comment.ts';
import { asInputs } from './report/input-words.ts';
import { logView } from './report/log.ts';
import type { ProgressView } from './report/progress.ts';
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
  const ending = new AbortController();
  // The runner cancels by SIGINT, and kills some seconds later.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => ending.abort());
  using view = logView(process.stdout, { groups: true });
  const compose = (settings: ActionSettings): Work => workOf(runner, settings, view, ending.signal);
  const settings = await readConfiguration(runner.workspace)
    .then((file) => settingsOf(inputs, file))
    .catch(async (error: unknown) => {
      if (error instanceof WrongUse)
        await complainAs(inputs, compose, error).catch(() => undefined);
      throw error;
    });
  const work = compose(settings);
  try {
    const outcome = await handle(work);
    // What is said now would be folded away with the last stage.
    view[Symbol.dispose]();
    await conclude(outcome, work);
  } catch (error) {
    for (const [name, value] of Object.entries(filesOf(work))) core.setOutput(name, value);
    throw error;
  }
}

function workOf(
  runner: Runner,
  settings: ActionSettings,
  view: ProgressView,
  signal: AbortSignal,
): Work {
  const { owner, repo, apiUrl, serverUrl, temp } = runner;
  const { token, out } = settings;
  const now = new Date();
  const warn = (text: string): void => {
    view[Symbol.dispose]();
    core.warning(text);
  };
  return {
    runner,
    settings,
    github: openGitHub({ owner, repo, apiUrl, token, onWait: warn }),
    remote: { url: `${serverUrl}/${owner}/${repo}.git`, token },
    observe: view.observe,
    warn,
    signal,
    now,
    out: out ?? join(temp, `orps-${now.getTime()}`),
    cores: availableParallelism(),
  };
}

/** With what it takes to speak, if at least that can be used. */
const complainAs = async (
  inputs: Readonly<Record<string, string>>,
  compose: (settings: ActionSettings) => Work,
  problem: WrongUse,
): Promise<void> => {
  const speaking = ['github-token', 'mode', 'label', 'dry-run'];
  const few = Object.entries(inputs).filter(([name]) => speaking.includes(name));
  await complain(compose(settingsOf(Object.fromEntries(few), {})), problem);
};

async function conclude(outcome: Outcome, work: Work): Promise<void> {
  for (const [name, value] of Object.entries(outputsOf(outcome, work))) core.setOutput(name, value);
  if (outcome.kind === 'compared') return concludeComparison(outcome);
  if (outcome.kind !== 'repaired') return core.notice(outcome.why);
  const { headline } = await import('./report/headline.ts');
  const { report, pull } = outcome;
  core.notice(`${headline(report)}${pull === undefined ? '' : ` ${pull.url}`}`);
  const { summaryOf } = await import('./action/summary.ts');
  await core.summary.addRaw(summaryOf(outcome, work)).write();
  if (outcome.trouble !== undefined) core.warning(outcome.trouble);
}

async function concludeComparison({
  comparison,
  failed: isFailed,
  measuredBy,
  unjudged,
}: Extract<Outcome, { kind: 'compared' }>): Promise<void> {
  const [{ headline }, { comparisonComment }, { faultyFunction, regressions }] = await Promise.all([
    import('./report/comparison/headline.ts'),
    import('./publication/comparison-comment.ts'),
    import('./report/comparison/regressions.ts'),
  ]);
  const { claim, support } = headline(comparison);
  core.notice(`${claim}${support === '' ? '' : ` (${support})`}.`);
  await core.summary.addRaw(comparisonComment(comparison, { measuredBy, unjudged })).write();
  if (unjudged !== undefined) core.warning(unjudged);
  if (!isFailed) return;
  const words = regressions(comparison).join(' ');
  const fault = faultyFunction(comparison);
  if (fault !== undefined) {
    const { file, firstLine: startLine, lastLine: endLine } = fault;
    core.error(words, { file, startLine, endLine, title: 'More instructions than the base' });
  }
  core.setFailed(`It is slower than the base, and \`fail-on-regression\` is set. ${words}`);
}

main().catch(async (error: unknown) => {
  core.setOutput('conclusion', 'error');
  core.setFailed(explain(error, asInputs));
  // Where comments are what is not permitted, this is where people look next.
  await core.summary
    .addRaw(failed(wordsOf(error), { output: printedBy(error) }))
    .write()
    .catch(() => undefined);
});
