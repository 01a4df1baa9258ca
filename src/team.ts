import { createContextBuilder } from './context/builder.ts';
import type { Baseline } from './evaluation/baseline.ts';
import type { Settings } from './inputs.ts';
import type { HotLine } from './measure/heat.ts';
import type { Suspicion } from './measure/ochiai.ts';
import {
  createOfflineCritic,
  createOfflineProgrammer,
  PartialRepairs,
} from './model/offline/index.ts';
import type { OpenModel } from './model/open-model.ts';
import type { Critic, FileChanges, Programmer, TestCase, TestRunner, Workspaces } from './ports.ts';
import { AIMS } from './search/aims.ts';
import { createCritic } from './search/critic.ts';
import { createProgrammer, type ReplyTally } from './search/programmer.ts';

/** Programmer and critic, and how their model fared. */
export interface Team {
  readonly name: string;
  readonly programmer: Programmer;
  readonly critic: Critic;
  readonly replies: Readonly<ReplyTally>;
}

/** What the team is told of the repository. */
export interface Briefing {
  readonly goal: string;
  readonly baseline: Baseline;
  /** The tests that the search is about. */
  readonly subjects: readonly TestCase[];
  readonly suspicion: Suspicion;
  /** Where speed is the goal: the lines that run most often. */
  readonly hottest: readonly HotLine[];
  readonly root: string;
  readonly workspaces: Workspaces;
  readonly runner: TestRunner;
  readonly isProtected: (path: string) => boolean;
  readonly renderPatch: (changes: FileChanges) => Promise<string>;
}

/** Without a model, the offline programmer and critic. */
export async function assembleTeam(
  settings: Settings,
  briefing: Briefing,
  opened: OpenModel | undefined,
): Promise<Team> {
  return opened === undefined
    ? offlineTeam(settings, briefing)
    : modelTeam(settings, briefing, opened);
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
  };
}

async function modelTeam(
  settings: Settings,
  briefing: Briefing,
  { model }: OpenModel,
): Promise<Team> {
  const { workspaces, baseline, suspicion, runner } = briefing;
  const { maxOutputTokens, temperature, seed } = settings;
  const context = createContextBuilder({
    goal: briefing.goal,
    aim: settings.aim,
    subjects: briefing.subjects,
    root: briefing.root,
    files: await workspaces.files(),
    read: (path) => workspaces.read(path),
    suspicion,
    hottest: briefing.hottest,
    isTest: briefing.isProtected,
    budgetTokens: settings.contextTokens,
    testCommand: runner.commandLine,
    passing: baseline.passToPass.length,
    renderPatch: briefing.renderPatch,
  });
  const replies: ReplyTally = { unusable: 0, repaired: 0 };
  const sampling = { temperature, maxOutputTokens, seed };
  const read = (path: string) => workspaces.read(path);
  const words = AIMS[settings.aim];
  return {
    name: model.name,
    programmer: createProgrammer(model, context, read, sampling, replies, words),
    critic: createCritic(model, context, sampling, replies, words),
    replies,
  };
}
