import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WrongUse } from '../errors.ts';
import { mayWrite } from '../github/permission.ts';
import { refusalOf } from '../github/refusal.ts';
import { remoteTip } from '../github/remote.ts';
import { createComment, type Thread } from '../github/thread.ts';
import { begun, failed, HELP, progress, refused } from '../publication/comment.ts';
import { refuseActors } from '../task/authorisation.ts';
import { type Cause, type Trigger, triggerOf } from '../task/trigger.ts';
import { headOf } from '../workspace/git.ts';
import { type Desk, openDesk, watchComment } from './desk.ts';
import { loginOf } from './identity.ts';
import type { Outcome } from './outcome.ts';
import type { Follower } from './progress.ts';
import { repairAndPublish } from './repair.ts';
import { runUrl } from './runner.ts';
import { type Work, wordsOf } from './work.ts';

type Repair = Extract<Trigger, { kind: 'repair' }>;
type Answer = Extract<Trigger, { kind: 'help' | 'stop' }>;

/** One event, from what it asks for to what became of it. */
export async function handle(work: Work): Promise<Outcome> {
  const { runner, settings } = work;
  const trigger = triggerOf(runner.event, wishesOf(settings));
  switch (trigger.kind) {
    case 'ignored':
      return { kind: 'ignored', why: trigger.why };
    case 'refused':
      if (trigger.comment !== undefined) await react(work, trigger.comment, 'confused');
      return { kind: 'refused', why: trigger.why };
    case 'help':
    case 'stop':
      return answer(work, trigger);
    case 'bench':
      return startBench(work, trigger);
    case 'measured': {
      const { publishMeasured } = await import('./publish-comparison.ts');
      return publishMeasured(work, trigger.run);
    }
    case 'repair':
      return start(work, trigger);
  }
}

/** What the settings have to say about the meaning of an event. */
const wishesOf = (settings: Work['settings']) => ({
  ...settings,
  benching: settings.mode === 'bench',
  publishing: settings.mode === 'publish',
  comparing:
    settings.mode === 'publish' && existsSync(join(settings.bundle ?? '', 'comparison.json')),
});

async function startBench(
  work: Work,
  trigger: Extract<Trigger, { kind: 'bench' }>,
): Promise<Outcome> {
  const { settings } = work;
  if (settings.mode === 'announce') {
    return { kind: 'answered', why: 'A comparison is spoken of when it is there.' };
  }
  const why = await refusal(work, trigger.actors);
  if (trigger.comment !== undefined) {
    await react(work, trigger.comment, why === undefined ? 'eyes' : 'confused');
  }
  if (why !== undefined) return { kind: 'refused', why };
  // A job that publishes runs no code of the repository: another one has measured.
  if (settings.mode === 'publish') {
    const { publishAsked } = await import('./publish-comparison.ts');
    return publishAsked(work, trigger.number);
  }
  const { compare } = await import('./compare.ts');
  return compare(work, trigger);
}

const refusal = (work: Work, actors: readonly string[]): Promise<string | undefined> =>
  refuseActors(actors, work.settings.allowance, (login) =>
    mayWrite(work.github, login).catch((error: unknown) => {
      throw refusalOf(error, `the permission of ${login}`);
    }),
  );

/** A search that leaves writing to another job, and a dry run, say nothing anywhere. */
const speaks = ({ settings }: Work): boolean => settings.mode !== 'search' && !settings.dryRun;

/** An answer to a comment that costs nobody a notification; one that fails changes nothing. */
async function react(work: Work, id: number, content: 'eyes' | 'confused') {
  if (!speaks(work)) return;
  const { owner, repo, request } = work.github;
  await request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
    ...{ owner, repo, comment_id: id, content },
  }).catch(() => undefined);
}

async function answer(work: Work, { kind, number, actors, comment }: Answer): Promise<Outcome> {
  const thread: Thread = { kind: 'issue', number };
  const [why, me] = await Promise.all([
    refusal(work, actors),
    loginOf(work.github, work.settings.token),
  ]);
  if (why !== undefined) {
    await react(work, comment, 'confused');
    return { kind: 'refused', why };
  }
  if (!speaks(work)) return { kind: 'answered', why: 'The job that may write gives the answer.' };
  if (kind === 'help') {
    // A comment of its own: the one that follows a search is not spoken over.
    await createComment(work.github, thread, HELP).catch((error: unknown) => {
      throw refusalOf(error, 'the comment');
    });
    return { kind: 'answered', why: 'Said what can be asked for.' };
  }
  const desk = await openDesk(work.github, thread, me);
  const stopped = await desk.withdraw();
  await react(work, comment, stopped ? 'eyes' : 'confused');
  if (!stopped) return { kind: 'answered', why: 'There was nothing to stop.' };
  return { kind: 'answered', why: 'Took the comment away, which ends the search that follows it.' };
}

/** Where a repair is spoken of; a job's own checkout has a thread only once it is known to be red. */
function threadOf(cause: Cause): Thread {
  switch (cause.kind) {
    case 'issue':
    case 'issue-number':
    case 'pull':
      return { kind: 'issue', number: cause.number };
    case 'run':
    case 'head':
      return cause.pull === undefined
        ? { kind: 'commit', sha: cause.sha }
        : { kind: 'issue', number: cause.pull };
    case 'checkout':
      return { kind: 'commit', sha: '' };
  }
}

async function start(work: Work, trigger: Repair): Promise<Outcome> {
  const { runner, settings } = work;
  const { cause, actors, comment } = trigger;
  const [why, stale, desk, head] = await Promise.all([
    refusal(work, actors),
    movedOn(work, cause),
    speaks(work) ? deskFor(work, cause) : undefined,
    headHere(work),
  ]);
  if (why !== undefined) {
    if (comment !== undefined) await react(work, comment, 'confused');
    else if (cause.kind === 'issue') await sayRefused(desk, actors, why);
    return { kind: 'refused', why };
  }
  if (stale !== undefined) return { kind: 'ignored', why: stale };
  if (comment !== undefined) void react(work, comment, 'eyes');
  const first = settings.mode === 'auto' || settings.mode === 'announce';
  if (desk !== undefined && first && cause.kind !== 'checkout') {
    await desk.say(begun(runUrl(runner)));
  }
  if (settings.mode === 'announce') {
    return { kind: 'answered', why: 'Said that the search has begun, where there is a thread.' };
  }
  const follower = desk === undefined ? await watcher(work, cause) : posting(desk, work);
  return repairAndPublish(work, trigger, { desk, follower, head });
}

/**
 * A label in vain is answered once, and never over what is already said there. A
 * bot that labels everything gets no answers.
 */
async function sayRefused(desk: Desk | undefined, actors: readonly string[], why: string) {
  if (desk === undefined || desk.comment !== undefined) return;
  if (actors.some((login) => login.endsWith('[bot]'))) return;
  await desk.say(refused(why)).catch(() => undefined);
}

/** Settings that cannot be used are spoken of where somebody who may start a repair asked for one. */
export async function complain(work: Work, problem: WrongUse): Promise<void> {
  const { runner, settings } = work;
  const trigger = triggerOf(runner.event, wishesOf(settings));
  const spoken = speaks(work) && trigger.kind === 'repair' && trigger.cause.kind !== 'checkout';
  if (!spoken || (await refusal(work, trigger.actors)) !== undefined) return;
  const desk = await deskFor(work, trigger.cause);
  await desk.say(failed(wordsOf(problem), { run: runUrl(runner) }));
}

/** A search that may only read looks whether the comment of the announcing job was taken away. */
async function watcher({ settings, github }: Work, cause: Cause): Promise<Follower> {
  if (settings.mode !== 'search' || cause.kind === 'checkout') return async () => 'shown';
  const look = watchComment(github, threadOf(cause), await loginOf(github, settings.token));
  // Mostly the announcing job was quicker; what cannot be read only cannot end the search.
  await look().catch(() => undefined);
  return look;
}

/** A job that may turn out to have nothing to do is silent until it has. */
const posting =
  (desk: Desk, { runner }: Work): Follower =>
  async (state, elapsedMs) =>
    desk.comment === undefined && !state.baseline?.failing
      ? 'shown'
      : desk.update(progress(state, elapsedMs, runUrl(runner)));

/** A newer commit has a run of its own: repairing an old one is of no use. */
async function movedOn({ runner, remote }: Work, cause: Cause): Promise<string | undefined> {
  if (cause.kind !== 'run') return undefined;
  const tip = await remoteTip(runner.workspace, remote, cause.branch);
  if (tip === cause.sha) return undefined;
  return tip === undefined
    ? `The branch ${cause.branch} is gone.`
    : `The branch ${cause.branch} has moved on to ${tip.slice(0, 12)}, whose own run will tell.`;
}

/** The commit that this job is about; what only speaks and publishes needs no checkout. */
const headHere = async ({ runner, settings: { mode } }: Work): Promise<string> =>
  mode === 'publish' || mode === 'announce' ? runner.sha : (await headOf(runner.workspace)).sha;

async function deskFor(work: Work, cause: Cause): Promise<Desk> {
  const { github, settings } = work;
  const known = threadOf(cause);
  const [me, thread] = await Promise.all([
    loginOf(github, settings.token),
    cause.kind === 'checkout'
      ? headHere(work).then((sha): Thread => ({ kind: 'commit', sha }))
      : known,
  ]);
  return openDesk(github, thread, me);
}
