import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { chooseAndVerify, isWorthProving } from './conclusion.ts';
import { WrongUse } from './errors.ts';
import { affectedTests } from './evaluation/affected-tests.ts';
import { type Baseline, baseRunner } from './evaluation/baseline.ts';
import { createEvaluator } from './evaluation/evaluator.ts';
import { limitsFrom } from './evaluation/limits.ts';
import { objectionTo } from './evaluation/objection.ts';
import type { StageDependencies } from './evaluation/stages.ts';
import { measureFinalists } from './finalists.ts';
import { baselineOf, cluesOf, type Ground, groundOf, subjectsOf } from './groundwork.ts';
import type { Settings } from './inputs.ts';
import { type NdjsonJournal, openJournal } from './journal/journal.ts';
import { relativeProfile } from './measure/profile.ts';
import { relativeStatics } from './measure/statics.ts';
import { type OpenModel, openModel } from './model/open-model.ts';
import { type FirstLooks, firstLooks } from './performance/first-look.ts';
import { isConfirmed } from './performance/gain.ts';
import { trialSetting } from './performance/trial-setting.ts';
import type { Journal, Observer } from './ports.ts';
import { betterOf } from './report/better.ts';
import type { Report } from './report/report.ts';
import { wallBehind } from './report/walls.ts';
import type { Run } from './run.ts';
import { openRunFolder, writeReport } from './run-folder.ts';
import { type FinishedRun, type Found, reportOf } from './run-report.ts';
import { Budget } from './search/budget.ts';
import type { Candidate } from './search/candidate.ts';
import { orps } from './search/orps.ts';
import { STRATEGIES } from './search/strategies.ts';
import { cleanGoal, cleanText, DEFAULT_GOAL, PERFORMANCE, PERFORMANCE_GOAL } from './task/goal.ts';
import { assembleTeam } from './team.ts';
import { createClocks } from './timing.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

const EARLIER_STAYS = 'An earlier life of this run had found something better; that result stays.';

/**
 * task → baseline (→ reproduction) → search → verification → report, each stage a readonly
 * value for the next. Throws OrpsError for what the user can mend; when
 * `signal` aborts, throws its reason with the journal safe on the disk.
 */
export async function repair(run: Run): Promise<Report> {
  const started = performance.now();
  const goal = await goalOf(run.settings);
  run.observe({ kind: 'stage', name: 'Reading the repository' });
  await using workshop = await openWorkshop(run.settings, run.environment, createClocks());
  using folder = await openRunFolder(run.out, run.resuming);
  using journal = openJournal(folder.journal, () => budget.startClock());
  const earlierMs = journal.workedMs();
  using budget = new Budget(run.settings.budget, run.signal, earlierMs);
  endWhen(run.enough, budget);
  try {
    await keepHeader(run, workshop, journal);
    const found = await searchAndProve(run, goal, workshop, journal, budget);
    const report = await reportOf(found, {
      now: performance.now() - started,
      earlier: earlierMs,
    });
    const best = betterOf(run.resuming ? await folder.earlier() : undefined, report);
    if (best !== report) run.observe({ kind: 'note', text: EARLIER_STAYS });
    await writeReport(folder, best);
    return best;
  } catch (error) {
    if (!journal.holds('call:') && !journal.holds('evaluation:')) await folder.discardIfFresh();
    throw error;
  }
}

function endWhen(enough: AbortSignal | undefined, budget: Budget): void {
  if (enough?.aborted) budget.end('stopped');
  enough?.addEventListener('abort', () => budget.end('stopped'), { once: true });
}

async function goalOf({ aim, goal, issueFile }: Settings): Promise<string> {
  const words = cleanText(goal ?? '');
  const otherwise = aim === PERFORMANCE ? PERFORMANCE_GOAL : DEFAULT_GOAL;
  if (issueFile === undefined) return words || otherwise;
  const text = await readFile(issueFile, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new WrongUse(`Cannot read the issue ${issueFile} (${cause.code}).`, 'Check --issue.', {
      cause,
    });
  });
  return [words, cleanGoal(text)].filter((part) => part !== '').join('\n\n') || otherwise;
}

const headerSchema = z.object({ base: z.string() });

/** A run goes on only where it began. */
async function keepHeader(
  { header }: Run,
  { checkout }: Workshop,
  journal: Journal,
): Promise<void> {
  const kept = headerSchema.safeParse(journal.recall('run'));
  if (!kept.success) return journal.record('run', { ...header, base: checkout.sha });
  if (kept.data.base !== checkout.sha) {
    throw new WrongUse(
      `This run began on commit ${kept.data.base.slice(0, 12)}, and the checkout is now on ${checkout.sha.slice(0, 12)}.`,
      `Go back by git checkout ${kept.data.base}, or start a new run without --resume.`,
    );
  }
}

async function searchAndProve(
  run: Run,
  goal: string,
  workshop: Workshop,
  journal: NdjsonJournal,
  budget: Budget,
): Promise<FinishedRun> {
  const { settings, observe, signal } = run;
  const first = await baselineOf(run, workshop, journal);
  showBaseline(observe, first);
  const opened = await openModel(settings, journal, budget, workshop.clocks);
  const ground = await groundOf(run, goal, workshop, first, opened?.model, journal, budget);
  const { baseline, reproduction } = ground;
  if (baseline !== first) showBaseline(observe, baseline);
  const { isolation } = workshop.workspaces;
  for (const wall of new Set(baseline.failToPass.map((test) => wallBehind(test, isolation)))) {
    if (wall === undefined) continue;
    const text = `A failing test speaks of ${wall}: the isolation may be the reason, and not the code.`;
    observe({ kind: 'note', text });
  }

  const subjects = subjectsOf(baseline, settings);
  const found =
    subjects.length === 0 ? undefined : await search(run, goal, ground, opened, journal, budget);
  signal.throwIfAborted();
  const cachedCalls = opened?.cachedCalls() ?? 0;
  return {
    ...{ settings, goal, workshop: ground.workshop, budget, baseline, reproduction },
    ...{ cachedCalls, found },
  };
}

const showBaseline = (observe: Observer, { failToPass, passToPass, flaky }: Baseline): void =>
  observe({
    kind: 'baseline',
    failing: failToPass.length,
    passing: passToPass.length,
    flaky: flaky.length,
  });

async function search(
  run: Run,
  goal: string,
  ground: Ground,
  opened: OpenModel | undefined,
  journal: NdjsonJournal,
  budget: Budget,
): Promise<Found> {
  const { settings, observe, signal } = run;
  const { workshop, baseline } = ground;
  const clues = await cluesOf(run, workshop, journal, baseline);
  const subjects = subjectsOf(baseline, settings);
  const briefing = { ...workshop, ...clues, goal, baseline, subjects };
  const team = await assembleTeam(settings, briefing, opened);
  // A first look is a stage of a candidate's evaluation, and tells no pairs.
  const setting = trialSetting(settings, workshop, baseline, () => undefined);
  const looks = firstLooks(setting, settings.profileMs);
  const stages = stagesOf(run, workshop, baseline, looks);
  const evaluator = createEvaluator(stages, journal, settings.jobs);
  observe({ kind: 'stage', name: 'Searching' });
  const found = await orps(
    { ...team, evaluator, journal },
    { ...settings.search, strategies: STRATEGIES[settings.aim] },
    budget,
    withUsage(observe, budget, settings, () => journal.workedMs()),
  );
  signal.throwIfAborted();
  if (budget.cause && found.ranking.length === 0) throw budget.cause;
  const { outcome, measurements } = await measureFinalists(
    found,
    ground,
    settings,
    observe,
    signal,
    looks.countsOf,
  );
  observe({ kind: 'stage', name: 'Verifying' });
  const isGain = ({ id }: Candidate): boolean => {
    const measurement = measurements.get(id);
    return measurement !== undefined && isConfirmed(measurement);
  };
  const choice = await chooseAndVerify(
    ...([outcome, ground, stages.limits.suite, observe, signal] as const),
    settings.aim === PERFORMANCE ? isGain : isWorthProving,
  );
  const measurement = choice && measurements.get(choice.candidate.id);
  return { outcome, choice: choice && { ...choice, measurement }, team };
}

function stagesOf(
  { settings, signal }: Run,
  workshop: Workshop,
  baseline: Baseline,
  looks: FirstLooks,
): StageDependencies {
  const { workspaces, runner, isProtected, refuse } = workshop;
  const read = (path: string) => workspaces.read(path);
  const files = () => workspaces.files();
  const { failToPass: failures } = baseline;
  const suite = limitsFrom(baseline.suite, settings, 'suite');
  return {
    workspaces,
    runner,
    baseline,
    limits: { target: limitsFrom(baseline.target, settings, 'target'), suite },
    runOnBase: baseRunner(workspaces, runner, suite, signal),
    objectTo: (changes) => objectionTo(changes, { isProtected, refuse, read, files, failures }),
    affectedTests: affectedTests({ files, read }),
    statics: (changes) => relativeStatics(changes, read),
    profile: relativeProfile,
    ...(settings.aim === PERFORMANCE && {
      measure: (changes, end) => looks.look(changes, end),
    }),
  };
}

/** Money and time are part of what a watcher wants to see after every step. */
const withUsage =
  (
    observe: Observer,
    budget: Budget,
    { budget: limits }: Settings,
    workedMs: () => number,
  ): Observer =>
  (event) => {
    observe(event);
    if (event.kind !== 'scored' && event.kind !== 'failed') return;
    const { calls, inputTokens, outputTokens, costUsd } = budget.usage;
    observe({
      kind: 'usage',
      calls,
      tokens: inputTokens + outputTokens,
      costUsd,
      elapsedMs: workedMs(),
      budgetMs: limits.minutes === undefined ? null : limits.minutes * 60_000,
    });
  };
