import { runBuild } from '../measure/build-step.ts';
import type { TestRun, Workspace } from '../ports.ts';

/** `undefined` when there was nothing to do or it succeeded, else what was printed and used. */
type Build = (
  workspace: Workspace,
  signal?: AbortSignal,
) => Promise<Pick<TestRun, 'output' | 'usage'> | undefined>;

/**
 * The step that makes what the benchmarks run. A command is repeated many times
 * in the same two workspaces, and nothing changes between: once in each is enough.
 */
export function createBuild(line: string | undefined): Build {
  const done = new WeakSet<Workspace>();
  return async (workspace, signal) => {
    if (line === undefined || done.has(workspace)) return undefined;
    const broken = await runBuild(workspace, line, signal);
    if (broken === undefined) done.add(workspace);
    else return { output: broken.output, usage: broken.usage };
    return undefined;
  };
}
