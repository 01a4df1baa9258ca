import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { explain } from './command/ending.ts';
import { fix } from './command/fix.ts';
import { logView } from './report/log.ts';
import { markdown } from './report/markdown.ts';

/** A step summary beyond this is dropped whole (GitHub's limit is 1 MiB). */
const SUMMARY_CHARACTERS = 900_000;

/** Inputs of action.yml that are passed on as flags of the same meaning. */
const FLAGS = {
  'test-command': 'test',
  'build-command': 'build',
  model: 'model',
  'base-url': 'baseUrl',
  preset: 'preset',
  'max-cost': 'maxCost',
  'max-minutes': 'maxMinutes',
} as const;

/** The action: repairs the checkout that the workflow made and leaves patch and report as files. */
async function main(): Promise<void> {
  const flags: Record<string, unknown> = {};
  for (const [input, flag] of Object.entries(FLAGS)) {
    const value = core.getInput(input);
    if (value !== '') flags[flag] = value;
  }
  const key = core.getInput('api-key');
  if (key !== '') core.setSecret(key);
  const runnerTemp = process.env.RUNNER_TEMP ?? '/tmp';
  flags.out = core.getInput('out') || join(runnerTemp, `orps-${Date.now()}`);
  const environment = { ...process.env, ...(key !== '' && { ORPS_API_KEY: key }) };

  using view = logView(process.stdout, { groups: true });
  const { report, out } = await fix(
    core.getInput('working-directory') || '.',
    flags,
    { environment, cores: availableParallelism(), now: new Date() },
    view.observe,
    new AbortController().signal,
  );
  await core.summary.addRaw(markdown(report, SUMMARY_CHARACTERS)).write();
  core.setOutput('status', report.status);
  core.setOutput('report-file', join(out, 'report.md'));
  core.setOutput('patch-file', join(out, 'patch.diff'));
  core.setOutput('result-file', join(out, 'result.json'));
}

main().catch((error: unknown) => core.setFailed(explain(error)));
