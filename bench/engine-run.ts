import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createContextBuilder } from '../src/context/builder.ts';
import type { Baseline } from '../src/evaluation/baseline.ts';
import { createEvaluator } from '../src/evaluation/evaluator.ts';
import { openJournal } from '../src/journal/journal.ts';
import { relativeProfile } from '../src/measure/profile.ts';
import { relativeStatics } from '../src/measure/statics.ts';
import { accounted } from '../src/model/accounted.ts';
import { journaled } from '../src/model/journaled.ts';
import type { Model, TestCase, TestRun, TestRunner } from '../src/ports.ts';
import { AIMS } from '../src/search/aims.ts';
import { Budget } from '../src/search/budget.ts';
import { createCritic } from '../src/search/critic.ts';
import { orps } from '../src/search/orps.ts';
import { createProgrammer } from '../src/search/programmer.ts';
import { PRESETS } from '../src/search/settings.ts';
import { introducesSyntaxError } from '../src/syntax/syntax-error.ts';
import { commitAll } from '../src/workspace/git.ts';
import { renderPatch } from '../src/workspace/patch.ts';
import { createWorkspaces } from '../src/workspace/workspaces.ts';

export interface Load {
  readonly samples: number;
  readonly beam: number;
  readonly rounds: number;
  readonly modelMs: number;
  readonly testMs: number;
}

const FAILING: TestCase = {
  id: 'a.test::adds',
  name: 'adds',
  status: 'failed',
  durationMs: 1,
  message: 'expected 3, got 2',
};
const USAGE = { wallMs: 1, cpuMs: 1, peakRssBytes: 1, minorFaults: 1, majorFaults: 0 };
const RUN: TestRun = { kind: 'reported', cases: [FAILING], output: '', usage: USAGE };
const BASELINE: Baseline = {
  suite: RUN,
  target: RUN,
  failToPass: [FAILING],
  passToPass: [],
  flaky: [],
  tolerated: [],
};

/** Runs the real engine on a scratch repository; no candidate is ever right, so none ends the search. */
export async function runEngine(
  load: Load,
  concurrency: number,
  jobs: number,
): Promise<{ readonly candidates: number; readonly makespanMs: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'orps-bench-'));
  try {
    const checkout = join(folder, 'repository');
    await mkdir(join(checkout, 'src'), { recursive: true });
    await mkdir(join(folder, 'scratch'));
    const lines = Array.from({ length: 200 }, (_, at) => `export const value${at} = ${at};`);
    await writeFile(join(checkout, 'src/a.js'), `${lines.join('\n')}\n`);
    await commitAll(checkout, 'base');
    return await searchIn(folder, checkout, load, concurrency, jobs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function searchIn(
  folder: string,
  checkout: string,
  load: Load,
  concurrency: number,
  jobs: number,
) {
  await using workspaces = await createWorkspaces({
    checkout,
    directory: '',
    scratch: join(folder, 'scratch'),
    environment: process.env,
    protect: () => false,
  });
  const read = (path: string) => workspaces.read(path);
  using journal = openJournal(join(folder, 'journal.ndjson'));
  using budget = new Budget({}, new AbortController().signal);
  const model = journaled(
    accounted(scriptedModel(load.modelMs), budget, () => 0, concurrency),
    journal,
    budget,
    () => undefined,
  );
  const context = createContextBuilder({
    goal: 'repair it',
    aim: 'repair',
    subjects: BASELINE.failToPass,
    root: checkout,
    files: await workspaces.files(),
    read,
    suspicion: new Map([['src/a.js', new Map([[1, 1]])]]),
    isTest: () => false,
    budgetTokens: 8_000,
    testCommand: 'sleep',
    passing: 0,
    renderPatch: (changes) => renderPatch(changes, read, ''),
  });
  const sampling = { temperature: 0.5, maxOutputTokens: 1_500, seed: 1 };
  const tally = { unusable: 0, repaired: 0 };
  const limits = { runMs: 60_000 };
  const evaluator = createEvaluator(
    {
      workspaces,
      runner: sleepingRunner(load.testMs),
      baseline: BASELINE,
      limits: { target: limits, suite: limits },
      objectTo: async (changes) => {
        for (const [path, content] of changes) {
          const broken =
            content !== null && (await introducesSyntaxError(path, await read(path), content));
          if (broken) return `${path} does not parse.`;
        }
        return undefined;
      },
      affectedTests: async () => [],
      runOnBase: async () => RUN,
      statics: (changes) => relativeStatics(changes, read),
      profile: relativeProfile,
    },
    journal,
    jobs,
  );
  const { samples, beam, rounds } = load;
  const started = performance.now();
  const outcome = await orps(
    {
      programmer: createProgrammer(model, context, read, sampling, tally, AIMS.repair),
      critic: createCritic(model, context, sampling, tally, AIMS.repair),
      evaluator,
      journal,
    },
    { ...PRESETS.paper, samples, beam, rounds },
    budget,
    () => undefined,
  );
  return { candidates: outcome.tree.length, makespanMs: performance.now() - started };
}

/** Every candidate is another patch: a new constant, named after the call. */
const scriptedModel = (latencyMs: number): Model => ({
  name: 'scripted',
  async complete({ key }, signal) {
    await sleep(latencyMs, undefined, { signal });
    const text = key.endsWith('/review')
      ? 'CRITIQUE: Not yet.\nSCORE: 2\nFINISHED: no'
      : `A try.\n\nsrc/a.js\n<<<<<<< SEARCH\nexport const value0 = 0;\n=======\nexport const value0 = 0;\nexport const tried = ${JSON.stringify(key)};\n>>>>>>> REPLACE`;
    return { text, inputTokens: 100, outputTokens: 20, costUsd: 0, durationMs: latencyMs };
  },
});

/** A suite of known duration, in a real process in a real workspace. */
const sleepingRunner = (durationMs: number): TestRunner => ({
  kind: 'command',
  commandLine: 'sleep',
  prepare: async () => undefined,
  trace: async () => ({ rows: [] }),
  run: async (workspace, _selection, limits, signal) => {
    const line = `sleep ${durationMs / 1_000}`;
    const { usage } = await workspace.exec({ line, timeoutMs: limits.runMs }, signal);
    return { ...RUN, usage };
  },
});
