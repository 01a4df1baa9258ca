import { WrongUse } from '../errors.ts';
import type { Workspace } from '../ports.ts';
import { duration } from '../report/wording.ts';
import { type Watch, watch } from './watch.ts';
import type { Workload, WorkRun } from './workload.ts';

export type SideName = 'base' | 'head';

/** One of the two trees, ready to be measured: built, and warm by a run that does not count. */
export interface Side extends AsyncDisposable {
  readonly name: SideName;
  readonly workspace: Workspace;
  readonly warmUp: WorkRun;
  /** Since it was built. */
  readonly watch: Watch;
}

export interface Both {
  readonly base: Side;
  readonly head: Side;
}

/** Why a side cannot be measured. */
export interface Broken {
  readonly side: SideName;
  /** One sentence. */
  readonly why: string;
  readonly output: string;
  /** Did it end well, and leave nothing that could be read? */
  readonly unread?: boolean | undefined;
  /** Is it the side's own step or command that failed, and not the time or the settings? */
  readonly fails?: boolean | undefined;
}

/** Workspaces of the two trees, in which nothing ran yet. */
export interface Opening {
  readonly base: () => Promise<Workspace>;
  readonly head: () => Promise<Workspace>;
  /** The head with these files of tests as the base has them; absent where the head cannot change any. */
  readonly headWithBaseTests?: (files: readonly string[]) => Promise<Workspace>;
}

export const isBroken = (side: Side | Broken): side is Broken => !('warmUp' in side);

/** Python would compile what a patch changed in every run, and what the checkout has compiled in none. */
const BOTH_KEEP_BYTECODE = { PYTHONDONTWRITEBYTECODE: '' };

/** Every command of the project is measured as finely as can be, with caches that both sides keep. */
const measurable = (workspace: Workspace): Workspace => ({
  ...workspace,
  exec: (command, signal) =>
    workspace.exec(
      command.aside
        ? command
        : { ...command, fine: true, env: { ...BOTH_KEEP_BYTECODE, ...command.env } },
      signal,
    ),
});

interface Limits {
  readonly buildMs: number;
  readonly runMs: number;
}

/**
 * Builds one tree and runs the workload once: caches fill, and what does not work shows.
 * A command that does not start there is the fault of that side, and of no other workload.
 */
export async function prepareSide(
  name: SideName,
  open: () => Promise<Workspace>,
  workload: Workload,
  limits: Limits,
  signal: AbortSignal,
): Promise<Side | Broken> {
  try {
    return await warmSide(name, open, workload, limits, signal);
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    const { message, remedy, output } = error;
    return { side: name, why: `The ${name} cannot be run. ${message} ${remedy}`, output };
  }
}

async function warmSide(
  name: SideName,
  open: () => Promise<Workspace>,
  workload: Workload,
  { buildMs, runMs }: Limits,
  signal: AbortSignal,
): Promise<Side | Broken> {
  await using stack = new AsyncDisposableStack();
  const workspace = measurable(stack.use(await open()));
  const side = `The ${name}`;
  const timeUp = AbortSignal.timeout(Math.ceil(buildMs));
  const either = AbortSignal.any([signal, timeUp]);
  const failure = await workload.prepare(workspace, either).catch((error: unknown) => {
    if (signal.aborted || !timeUp.aborted) throw error;
    return 'late' as const;
  });
  signal.throwIfAborted();
  if (failure === 'late') {
    const why = `${side} was not built: the time there is was up before that was done. Raise max-minutes.`;
    return { side: name, why, output: '' };
  }
  if (failure !== undefined) {
    const why = `${side} does not build: ${failure.why}.`;
    return { side: name, why, output: failure.output, fails: true };
  }
  const watching = await watch(workspace);
  const warmUp = await workload.run(workspace, 'times', runMs, signal);
  signal.throwIfAborted();
  if (warmUp.kind === 'useless') {
    const bounded = warmUp.timedOut
      ? ` One run may take ${duration(runMs)} here: the lesser of suite-timeout and a quarter of max-minutes. Raise it, or name a part of the suite.`
      : '';
    const why = `\`${workload.commandLine}\` gives nothing to compare on the ${name}: ${warmUp.why}.${bounded}`;
    const { output, unread } = warmUp;
    return {
      side: name,
      why,
      output,
      ...(unread ? { unread } : { fails: warmUp.timedOut !== true }),
    };
  }
  const owned = stack.move();
  return {
    ...{ name, workspace, warmUp, watch: watching },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The same side, warmed up by a part of the workload. */
export async function warmedUpBy(
  workload: Workload,
  side: Side,
  limitMs: number,
  signal: AbortSignal,
): Promise<Side> {
  const warmUp = await workload.run(side.workspace, 'times', limitMs, signal);
  signal.throwIfAborted();
  return { ...side, warmUp };
}
