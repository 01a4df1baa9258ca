import { runBuild } from '../measure/build-step.ts';
import type { TestRun, Workspace } from '../ports.ts';
import { HARNESSES } from './harness.ts';
import { harnessLine } from './harness-line.ts';
import type { Recipe } from './recipe.ts';

/** `undefined` when the benchmarks can run, else what was printed and used. */
type Preparation = (workspace: Workspace, signal?: AbortSignal) => Promise<Unmade | undefined>;

export type Unmade = Pick<TestRun, 'output' | 'usage' | 'ending'>;

/**
 * What makes the benchmarks: the steps before them, and compiling. A command is
 * repeated many times in the same two workspaces, and nothing changes between:
 * once in each is enough.
 */
export function createPreparation(recipe: Recipe): Preparation {
  // By its own folder: the same workspace goes by many objects.
  const done = new Set<string>();
  return async (workspace, signal) => {
    if (done.has(workspace.outbox)) return undefined;
    const broken = recipe.build && (await runBuild(workspace, recipe.build, signal));
    if (broken) return broken;
    const place = { recipe, outbox: workspace.outbox };
    const words = HARNESSES[recipe.kind].compile?.(place);
    // What does not compile is for the run to tell, which may still read the rest.
    if (words !== undefined) await runBuild(workspace, harnessLine(place, words), signal);
    done.add(workspace.outbox);
    return undefined;
  };
}
