import { createContextBuilder } from './context/builder.ts';
import { WrongUse } from './errors.ts';
import type { Baseline } from './evaluation/baseline.ts';
import type { Settings } from './inputs.ts';
import { readJournal } from './journal/journal.ts';
import type { Suspicion } from './measure/ochiai.ts';
import { accounted } from './model/accounted.ts';
import { journaled } from './model/journaled.ts';
import {
  createOfflineCritic,
  createOfflineProgrammer,
  PartialRepairs,
} from './model/offline/index.ts';
import type { Price } from './model/prices.ts';
import { createReplayModel } from './model/replay.ts';
import type {
  Critic,
  FileChanges,
  Journal,
  Model,
  Programmer,
  TestRunner,
  Workspaces,
} from './ports.ts';
import type { Budget } from './search/budget.ts';
import { createCritic } from './search/critic.ts';
import { createProgrammer, type ReplyTally } from './search/programmer.ts';
import { type Clocks, timedModel } from './timing.ts';

/** Programmer and critic, and how their model fared. */
export interface Team {
  readonly name: string;
  readonly programmer: Programmer;
  readonly critic: Critic;
  readonly replies: Readonly<ReplyTally>;
  /** Answers that came from the journal. */
  readonly cachedCalls: () => number;
}

/** What the team is told of the repository. */
export interface Briefing {
  readonly goal: string;
  readonly baseline: Baseline;
  readonly suspicion: Suspicion;
  readonly root: string;
  readonly workspaces: Workspaces;
  readonly runner: TestRunner;
  readonly isProtected: (path: string) => boolean;
  readonly renderPatch: (changes: FileChanges) => Promise<string>;
}

export async function assembleTeam(
  settings: Settings,
  briefing: Briefing,
  journal: Journal,
  budget: Budget,
  clocks: Clocks,
): Promise<Team> {
  return settings.model.kind === 'offline'
    ? offlineTeam(settings, briefing)
    : modelTeam(settings, briefing, journal, budget, clocks);
}

async function offlineTeam({ seed }: Settings, briefing: Briefing): Promise<Team> {
  const { workspaces, suspicion, baseline, isProtected, root } = briefing;
  const read = (path: string) => workspaces.read(path);
  const partialRepairs = new PartialRepairs(read);
  return {
    name: 'offline',
    programmer: createOfflineProgrammer({
      read,
      files: await workspaces.files(),
      suspicion,
      failures: baseline.failToPass,
      seed,
      isProtected,
      root,
      partialRepairs,
    }),
    critic: createOfflineCritic({ read, failures: baseline.failToPass, partialRepairs }),
    replies: { unusable: 0, repaired: 0 },
    cachedCalls: () => 0,
  };
}

async function modelTeam(
  settings: Settings,
  briefing: Briefing,
  journal: Journal,
  budget: Budget,
  clocks: Clocks,
): Promise<Team> {
  const { workspaces, baseline, suspicion, runner } = briefing;
  const { maxOutputTokens, temperature, seed, concurrency } = settings;
  const { model: raw, price } = await openModel(settings);
  let cached = 0;
  const model = journaled(
    accounted(timedModel(raw, clocks), budget, price, concurrency),
    journal,
    budget,
    () => cached++,
  );
  const context = createContextBuilder({
    goal: briefing.goal,
    failures: baseline.failToPass,
    root: briefing.root,
    files: await workspaces.files(),
    read: (path) => workspaces.read(path),
    suspicion,
    isTest: briefing.isProtected,
    budgetTokens: settings.contextTokens,
    testCommand: runner.commandLine,
    passing: baseline.passToPass.length,
    renderPatch: briefing.renderPatch,
  });
  const replies: ReplyTally = { unusable: 0, repaired: 0 };
  const sampling = { temperature, maxOutputTokens, seed };
  const read = (path: string) => workspaces.read(path);
  return {
    name: raw.name,
    programmer: createProgrammer(model, context, read, sampling, replies),
    critic: createCritic(model, context, sampling, replies),
    replies,
    cachedCalls: () => cached,
  };
}

async function openModel({ model: choice, price: own, budget }: Settings): Promise<{
  readonly model: Model;
  readonly price: Price;
}> {
  if (choice.kind === 'replay') {
    const { entries } = readJournal(choice.file);
    const model = createReplayModel(choice.file, { recall: (key) => entries.get(key) });
    return { model, price: () => 0 };
  }
  if (choice.kind === 'offline') throw new Error('The offline programmer has no model.');
  // Loaded only here: the offline programmer starts without them.
  const [{ createOpenAiModel }, { priceOf }] = await Promise.all([
    import('./model/openai.ts'),
    import('./model/prices.ts'),
  ]);
  const price = priceOf(choice.name, choice.baseUrl, own);
  if (budget.costUsd !== undefined && price(1_000, 1_000) === null) {
    throw new WrongUse(
      `--max-cost cannot be kept: no price is known for the model "${choice.name}".`,
      'State it with --price-input and --price-output (US dollars per million tokens; 0 for a local server).',
    );
  }
  const endpoint = {
    model: choice.name,
    baseUrl: choice.baseUrl,
    apiKey: choice.apiKey,
    timeoutMs: 600_000,
    retries: 5,
  };
  return { model: createOpenAiModel(endpoint, price), price };
}
