import { randomInt } from 'node:crypto';
import type { FileChanges, Observer, Selection, TestRunner, Workspaces } from '../ports.ts';
import { type CompareRequest, compareSides, type Measured } from './compare.ts';
import { testWorkload } from './test-workload.ts';

/** What candidates of a search are measured by: the same tests, on the same base. */
export interface TrialSetting {
  readonly workspaces: Workspaces;
  readonly runner: TestRunner;
  readonly selection: Selection;
  readonly testMs: number;
  readonly suiteMs: number;
  /** Told of pairs alone: its stages are a part of whatever measures. */
  readonly observe: Observer;
}

/** A candidate against the base, as `orps bench` compares a head with it. */
export async function tryAgainstBase(
  { workspaces, runner, selection, testMs, suiteMs, observe }: TrialSetting,
  changes: FileChanges,
  how: Pick<CompareRequest, 'budgetMs' | 'counting' | 'counted' | 'giveUp' | 'looking'>,
  signal: AbortSignal,
): Promise<Measured> {
  const isNew = await Promise.all(
    [...changes.keys()].map(async (path) => (await workspaces.read(path)) === undefined),
  );
  const added = [...changes.keys()].filter((_, at) => isNew[at]);
  const measured = await compareSides(
    {
      ...how,
      workload: testWorkload(runner, selection, testMs),
      open: { base: () => workspaces.open(new Map()), head: () => workspaces.open(changes) },
      // No candidate may touch a test.
      changed: [],
      files: { added, all: await workspaces.files() },
      runMs: suiteMs,
      observe: (event) => {
        if (event.kind === 'pair') observe(event);
      },
      random: () => randomInt(2 ** 32) / 2 ** 32,
    },
    signal,
  );
  signal.throwIfAborted();
  return measured;
}
