import { Interrupted } from '../errors.ts';
import { refusalOf } from '../github/refusal.ts';
import { cancelled, failed } from '../publication/comment.ts';
import type { Trigger } from '../task/trigger.ts';
import { readBundle } from './bundle.ts';
import { conclude } from './conclude.ts';
import type { Desk } from './desk.ts';
import type { Outcome } from './outcome.ts';
import type { Follower } from './progress.ts';
import { resolveCause } from './resolve.ts';
import { runUrl } from './runner.ts';
import { prepareCheckout, search } from './search.ts';
import { printedBy, type Work, wordsOf } from './work.ts';

type Repair = Extract<Trigger, { kind: 'repair' }>;

/** Where a repair takes place. */
export interface Setting {
  /** Where it is spoken of, by a job that may. */
  readonly desk: Desk | undefined;
  readonly follower: Follower;
  /** The commit that is checked out. */
  readonly head: string;
}

/** Searches or reads what another job found, and publishes it; the desk has the last word, whatever happens. */
export async function repairAndPublish(
  work: Work,
  trigger: Repair,
  { desk, follower, head }: Setting,
): Promise<Outcome> {
  const url = runUrl(work.runner);
  const { github, settings, runner } = work;
  try {
    const baseBranch = settings.baseBranch ?? defaultBranch(work);
    const onGap = (what: string, cause: unknown): void =>
      work.warn(`${wordsOf(refusalOf(cause, what))} The search goes on without it.`);
    const { branchPrefix, label, performanceLabel } = settings;
    const where = { baseBranch, branchPrefix, label, performanceLabel, head, runId: runner.runId };
    const how = { github, hint: trigger.hint, ...where, onGap };
    const resolved = await resolveCause(trigger.cause, how);
    if (resolved.kind === 'refused') {
      await desk?.say(failed(resolved.why, { run: url }));
      return { kind: 'refused', why: resolved.why };
    }
    const { task } = resolved;
    if (settings.mode === 'publish') {
      return await conclude(work, task, desk, await readBundle(work, task, head));
    }
    await prepareCheckout(work, task, head);
    return await conclude(work, task, desk, await search(work, task, follower));
  } catch (error) {
    if (error instanceof Interrupted) {
      await desk?.say(cancelled(url)).catch(() => undefined);
      return { kind: 'cancelled', why: 'The job was cancelled.' };
    }
    await desk
      ?.say(failed(wordsOf(error), { run: url, output: printedBy(error) }))
      .catch(() => undefined);
    throw error;
  }
}

const defaultBranch = ({ runner }: Work): string => {
  const { repository } = runner.event.payload as { repository?: { default_branch?: string } };
  return repository?.default_branch ?? runner.event.branch ?? 'main';
};
