import { code, fence, sentence } from './markdown-text.ts';
import { mermaid } from './mermaid.ts';
import { nextSteps } from './next-steps.ts';
import type { Report } from './report.ts';
import { fixedAndKept, runnersUp } from './runners-up.ts';
import { counted, duration, ending, money, score, strategyName } from './wording.ts';

function fates({ candidates }: Report): string {
  const failed = candidates.filter(({ fate }) => fate === 'failed').length;
  const plausible = candidates.filter(({ verdict }) => verdict === 'plausible').length;
  return `${counted(candidates.length, 'candidate')}: ${plausible} passed the tests, ${failed} failed early.`;
}

const shownCandidates = 40;

function pruned({ candidates }: Report): readonly string[] {
  return candidates.length <= shownCandidates
    ? []
    : [`The diagram shows the ${shownCandidates} most telling ones; \`report.html\` has them all.`];
}

function agreement({ rounds }: Report): readonly string[] {
  const last = rounds.at(-1);
  if (last === undefined) return [];
  const weights = `All step scores here weigh the critic ${score(last.alpha)} and execution ${score(last.beta)}, as the last round did`;
  return last.agreement === null
    ? [`${weights}.`]
    : [`${weights}; the two rankings correlated by ${score(last.agreement)}.`];
}

/** The search tree as a diagram. */
export function searchTree(report: Report): string {
  return [
    [
      fates(report),
      `${counted(report.rounds.length, 'round')}, ${ending(report.stoppedBy)}.`,
      ...agreement(report),
      ...pruned(report),
    ].join(' '),
    fence(mermaid(report, shownCandidates), 'mermaid'),
    'Green: finished or chosen. Blue: kept for the next round. Grey: not among the best. Red: failed early. Under the name: verdict, failing tests that pass (if none failed: tests that still do), step score.',
  ].join('\n\n');
}

/** The candidates that came next, and why they were not chosen. */
export function otherCandidates(report: Report, limit = 5): string {
  const rows = runnersUp(report, limit).map(({ candidate, why }) => {
    const tests = fixedAndKept(candidate);
    return `| ${code(candidate.id)} | ${code(strategyName(candidate.strategy))} | ${tests} | ${score(candidate.stepScore)} | ${sentence(why, 240)} |`;
  });
  if (rows.length === 0) return '';
  return [
    '| Candidate | Strategy | Fixed · kept | Step score | Why not |',
    '|---|---|---|---:|---|',
    ...rows,
  ].join('\n');
}

/** What the run used. */
export function cost({ model, usage, timing, seed, settings }: Report): string {
  const { calls, inputTokens, outputTokens, costUsd, cachedCalls, unusableReplies } = usage;
  const asked =
    calls === 0 && cachedCalls === 0
      ? 'no model calls'
      : `${counted(calls, 'model call')} (${counted(cachedCalls, 'more', 'more')} from the journal, ${counted(unusableReplies, 'unusable reply', 'unusable replies')}), ${counted(inputTokens, 'token')} in, ${counted(outputTokens, 'token')} out, ${money(costUsd)}`;
  const { totalMs, earlierMs, modelMs, testMs, overheadMs } = timing;
  const since =
    earlierMs === undefined
      ? ''
      : `${duration(earlierMs)} of it before the run was resumed, and since then `;
  return [
    `- Model ${code(model)}: ${asked}.`,
    `- ${duration(totalMs)} in all: ${since}${duration(modelMs)} of model time, ${duration(testMs)} of test time (they overlap), ${duration(overheadMs)} of overhead.`,
    `- Preset ${code(settings.preset)}, ${settings.samples} samples, beam ${settings.beam}, at most ${counted(settings.rounds, 'round')}, seed ${seed}.`,
  ].join('\n');
}

/** Where a report is read: as a file of its run, or at a place with the patch on a branch. */
export interface Reader {
  /** Markdown of ours that comes first. */
  readonly advice?: readonly string[];
  /** Shell lines that bring the patched files; `git apply patch.diff` by default. */
  readonly bring?: readonly string[] | undefined;
  /** The report comes from another job. */
  readonly isHearsay?: boolean;
  /** How to search further, as in "raise it, then …"; `orps fix --resume DIR` by default. */
  readonly resume?: string;
  /** How it knows the options: as the command's by default. */
  readonly phrase?: (words: string) => string;
  /** The place shows the diff by itself. */
  readonly showsDiff?: boolean;
}

/** What a reader can do now. */
export function goingOn(
  report: Report,
  { advice: first = [], bring, resume, isHearsay, phrase = (words) => words }: Reader,
): string {
  const { advice, commands } = nextSteps(report, { bring, resume, isHearsay });
  const words = [...first, ...advice.map(phrase)].map((line) => `- ${line}`).join('\n');
  return commands.length === 0 ? words : `${words}\n\n${fence(commands.join('\n'), 'sh')}`;
}
