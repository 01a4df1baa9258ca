import { join } from 'node:path';
import { runBench } from '../command/bench.ts';
import { Interrupted } from '../errors.ts';
import { bringCommit, moveCheckout } from '../github/bare.ts';
import { failed } from '../publication/comment.ts';
import { type ComparisonOptions, comparisonComment } from '../publication/comparison-comment.ts';
import { unjudged } from '../publication/unjudged.ts';
import type { Comparison } from '../report/comparison/comparison.ts';
import { isCompared } from '../report/comparison/headline.ts';
import { regressions } from '../report/comparison/regressions.ts';
import type { Trigger } from '../task/trigger.ts';
import { commitsOf, type PullCommits } from './compared-commits.ts';
import { type Desk, openDesk } from './desk.ts';
import { assertWithin, setUp } from './ground.ts';
import { loginOf } from './identity.ts';
import type { Outcome } from './outcome.ts';
import { runUrl } from './runner.ts';
import { printedBy, type Work, wordsOf } from './work.ts';

type Bench = Extract<Trigger, { kind: 'bench' }>;

/** Measures a pull request against its base, and says in its one comment what came of it. */
export async function compare(work: Work, trigger: Bench): Promise<Outcome> {
  const { runner, settings } = work;
  const desk = await deskFor(work, trigger);
  try {
    const commits = await commitsOf(work, trigger);
    if (commits.kind === 'refused') {
      await desk?.say(failed(commits.why, { run: runUrl(runner) }));
      return { kind: 'refused', why: commits.why };
    }
    const comparison = await measure(work, commits);
    const reason = settings.failOnRegression ? unjudged(comparison) : undefined;
    await sayComparison(work, desk, comparison, { unjudged: reason });
    const isFailed = settings.failOnRegression && regressions(comparison).length > 0;
    return { kind: 'compared', comparison, out: work.out, failed: isFailed, unjudged: reason };
  } catch (error) {
    if (error instanceof Interrupted) return { kind: 'cancelled', why: 'The job was cancelled.' };
    await desk
      ?.say(failed(wordsOf(error), { run: runUrl(runner), output: printedBy(error) }))
      .catch(() => undefined);
    throw error;
  }
}

/** Where it is spoken of, by a job that may: that of a fork's pull request may only read. */
async function deskFor(work: Work, { number, head }: Bench): Promise<Desk | undefined> {
  const { github, settings } = work;
  if (settings.dryRun || settings.mode === 'search' || head?.fork === true) return undefined;
  const me = await loginOf(github, settings.token);
  return openDesk(github, { kind: 'issue', number }, me, 'comparison');
}

/** Nothing to say is said only where that was asked for, or where something else stands there. */
export async function sayComparison(
  { runner, settings, warn }: Work,
  desk: Desk | undefined,
  comparison: Comparison,
  remarks: Pick<ComparisonOptions, 'measuredBy' | 'unjudged'>,
): Promise<void> {
  const isNews = comparison.workloads.some(
    (one) =>
      one.verdict === 'faster' ||
      one.verdict === 'slower' ||
      one.named.totals.newlyFailing > 0 ||
      !isCompared(one),
  );
  if (desk === undefined) return;
  if (settings.commentWhen === 'changed' && !isNews && desk.comment === undefined) return;
  const body = comparisonComment(comparison, { run: runUrl(runner), ...remarks });
  await desk.say(body).catch((error: unknown) => warn(wordsOf(error)));
}

async function measure(work: Work, { base, head }: PullCommits): Promise<Comparison> {
  const { runner, settings, remote, signal, now, observe } = work;
  const { workspace, temp } = runner;
  await bringCommit(workspace, temp, remote, base.sha);
  if (!head.isCheckedOut) {
    observe({ kind: 'stage', name: `Checking out ${head.sha.slice(0, 12)}` });
    await moveCheckout(workspace, temp, remote, head.sha);
  }
  await assertWithin(workspace, settings.workingDirectory);
  await setUp(work);
  const { test, build, maxMinutes, suiteTimeout, testTimeout, isolation } = settings.engine;
  const flags = {
    ...{ base: base.sha, head: head.sha, baseName: base.name, headName: head.name },
    ...{
      command: test,
      benchmarks: settings.benchCommand,
      build,
      maxMinutes,
      suiteTimeout,
      testTimeout,
      isolation,
      out: work.out,
    },
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  const { comparison, unwritten } = await runBench(
    join(workspace, settings.workingDirectory),
    Object.fromEntries(given),
    { environment: runner.environment, cores: work.cores, now },
    observe,
    signal,
  );
  // What a cancelled job had measured until then is not worth a comment.
  if (signal.aborted) throw new Interrupted(undefined);
  if (unwritten !== undefined) throw unwritten;
  return comparison;
}
