import type { Workspace } from '../../ports.ts';
import { openCountFolder } from './count-folder.ts';
import type { Counter, Counts } from './counter.ts';
import { STEADY_ENVIRONMENT, steadyNode } from './determinism.ts';

/** A workspace whose commands are counted, one total over all of them. */
export interface CountedWorkspace {
  readonly workspace: Workspace;
  /** Of what ran since the last call; `undefined` where something was not counted, or nothing ran. */
  take(): Counts | undefined;
}

/** Runs what a workspace is given under a counter, with every setting that makes it repeatable. */
export async function countedWorkspace(
  workspace: Workspace,
  counter: Counter,
  signal?: AbortSignal,
): Promise<CountedWorkspace> {
  const settings = await steadyNode(workspace, signal);
  let taken: (Counts | undefined)[] = [];
  return {
    take() {
      const all = taken;
      taken = [];
      return all.length === 0 || all.includes(undefined)
        ? undefined
        : total(all.filter((counts) => counts !== undefined));
    },
    workspace: {
      ...workspace,
      async exec(command, interrupt) {
        if (command.aside) return workspace.exec(command, interrupt);
        await using counts = await openCountFolder(workspace);
        const execution = await workspace.exec(
          {
            ...command,
            line: counter.wrap(settings + command.line, counts.path),
            env: { ...command.env, ...STEADY_ENVIRONMENT },
          },
          interrupt,
        );
        taken.push(execution.end === 'exited' ? await counter.read(counts.path) : undefined);
        return execution;
      },
    },
  };
}

const total = (all: readonly Counts[]): Counts =>
  all.reduce((sum, counts) => ({
    instructions: sum.instructions + counts.instructions,
    branchMisses:
      sum.branchMisses === null || counts.branchMisses === null
        ? null
        : sum.branchMisses + counts.branchMisses,
  }));
