import { conclude } from './conclusion.ts';
import type { Baseline } from './evaluation/baseline.ts';
import type { Settings } from './inputs.ts';
import { type Choice, composeReport, proposalsOf } from './report/compose.ts';
import type { Report } from './report/report.ts';
import type { Reproduction } from './reproduction/reproduce.ts';
import type { Budget } from './search/budget.ts';
import type { SearchOutcome } from './search/orps.ts';
import { PERFORMANCE } from './task/goal.ts';
import type { Team } from './team.ts';
import type { Workshop } from './workshop.ts';

/** What the search and its proof came to. */
export interface Found {
  readonly outcome: SearchOutcome;
  readonly choice: Choice | undefined;
  readonly team: Team;
}

/** All that a finished run knows of itself. */
export interface FinishedRun {
  readonly settings: Settings;
  readonly goal: string;
  readonly workshop: Workshop;
  readonly budget: Budget;
  readonly baseline: Baseline;
  /** Absent when no test was asked for. */
  readonly reproduction: Reproduction | undefined;
  /** Answers that came from the journal. */
  readonly cachedCalls: number;
  /** Absent when there was nothing to search for. */
  readonly found: Found | undefined;
}

/** The report of a finished run; times in milliseconds, of this life and of those before it. */
export async function reportOf(
  run: FinishedRun,
  time: { readonly now: number; readonly earlier: number },
): Promise<Report> {
  const { settings, goal, workshop, budget, baseline, reproduction, found } = run;
  return composeReport({
    ...conclude(settings.aim, baseline, found?.outcome, found?.choice, reproduction?.missing),
    stoppedBy: found?.outcome.stoppedBy ?? budget.spent ?? 'nothing-to-do',
    model: found?.team.name ?? modelName(settings),
    seed: settings.seed,
    base: baseRecord(workshop),
    task: taskRecord(settings, goal, workshop),
    settings: { preset: settings.preset, ...settings.search, temperature: settings.temperature },
    isolation: workshop.workspaces.isolation,
    usage: usageRecord(run),
    timing: timingRecord(workshop, time),
    baseline,
    reproduction: reproduction && (await reproductionRecord(reproduction, workshop)),
    outcome: found?.outcome,
    choice: found?.choice,
    patches: found ? await renderPatches(found.outcome, workshop) : new Map(),
  });
}

const modelName = ({ model }: Settings): string =>
  model.kind === 'openai'
    ? model.name
    : model.kind === 'replay'
      ? `replay:${model.file}`
      : 'offline';

async function renderPatches(
  outcome: SearchOutcome,
  { renderPatch }: Workshop,
): Promise<ReadonlyMap<string, string>> {
  const patches = new Map<string, string>();
  for (const { id, changes } of proposalsOf(outcome)) patches.set(id, await renderPatch(changes));
  return patches;
}

const baseRecord = ({ checkout: { sha, branch, dirty } }: Workshop): Report['base'] => ({
  sha,
  ...(branch !== undefined && { branch }),
  dirty,
});

const taskRecord = (
  { aim }: Settings,
  goal: string,
  { runner, checkout }: Workshop,
): Report['task'] => ({
  goal,
  ...(aim === PERFORMANCE && { aim }),
  testCommand: runner.commandLine,
  ...(runner.build !== undefined && { buildCommand: runner.build }),
  ...(runner.omitted !== undefined && { omittedCommand: runner.omitted }),
  ...(checkout.directory !== '' && { directory: checkout.directory }),
});

const usageRecord = ({ budget, cachedCalls, found }: FinishedRun): Report['usage'] => ({
  ...budget.usage,
  cachedCalls,
  unusableReplies: found?.team.replies.unusable ?? 0,
  repairTurns: found?.team.replies.repaired ?? 0,
});

async function reproductionRecord(
  { attempts, shown }: Reproduction,
  { renderPatch }: Workshop,
): Promise<NonNullable<Report['reproduction']>> {
  const records = attempts.map(async ({ tests, reasoning, outcome }) => ({
    tests: [...tests.keys()],
    reasoning,
    outcome,
    patch: await renderPatch(tests),
  }));
  return {
    tests: [...(shown?.tests.keys() ?? [])],
    critique: shown?.critique ?? null,
    score: shown?.score ?? null,
    attempts: await Promise.all(records),
  };
}

function timingRecord(
  { clocks }: Workshop,
  { now, earlier }: { readonly now: number; readonly earlier: number },
): Report['timing'] {
  const rounded = Math.round(now);
  return {
    totalMs: rounded + Math.round(earlier),
    ...(earlier > 0 && { earlierMs: Math.round(earlier) }),
    modelMs: clocks.model.totalMs,
    testMs: clocks.tests.totalMs,
    overheadMs: Math.max(0, rounded - clocks.any.totalMs),
  };
}
