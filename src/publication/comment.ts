import { explanation, headline, MARKS } from '../report/headline.ts';
import { asInputs } from '../report/input-words.ts';
import { leader } from '../report/live-tree.ts';
import { code, fence, sentence } from '../report/markdown-text.ts';
import { nextSteps } from '../report/next-steps.ts';
import { bothEnds } from '../report/plain.ts';
import type { ProgressState } from '../report/progress-state.ts';
import type { Report } from '../report/report.ts';
import { reproductionInBrief } from '../report/reproduction.ts';
import { isWhole } from '../report/verdict.ts';
import { counted, duration, money, score, strategyName, tally } from '../report/wording.ts';

const link = (words: string, url: string): string => `[${words}](${url})`;

/** The first words, before anything is known. */
export const begun = (run: string): string =>
  `**orps is at work on this.** ${link('The run', run)} has the log.`;

/** The first words of a job that only publishes. */
export const publishing = (run: string): string =>
  `**orps has found something and is publishing it.** ${link('The run', run)} has the log.`;

export const HELP = `**What you can say to orps**, if you may write to this repository:

- \`/orps fix\`: repair what this issue or pull request is about.
- \`/orps retry what was wrong\`: search again with your words in mind.
- \`/orps bench\`: compare the performance of this pull request with its base. What is compared, and how, stands in the workflow: no other words belong on its line.
- \`/orps stop\`: end the running search; the best so far is proven and reported.
- \`/orps help\`: this.`;

function where(state: ProgressState): string {
  const { stage, round, sprouts, verification } = state;
  const last = verification.at(-1);
  if (last !== undefined) return `Verifying: clean run ${last.run} of ${last.of} done`;
  if (round === null) return sentence(stage, 200);
  const here = [...sprouts.values()].slice(round.before);
  const done = here.filter(({ phase }) => phase === 'scored' || phase === 'failed').length;
  return `Searching: round ${round.round}, ${done} of up to ${counted(round.candidates, 'candidate')} done`;
}

function known({ baseline }: ProgressState): readonly string[] {
  if (baseline === null) return [];
  const { failing, passing, flaky } = baseline;
  const flip = flaky === 0 ? '' : `, ${flaky} flaky`;
  return [`On the base: ${counted(failing, 'test')} failing, ${passing} passing${flip}.`];
}

function bestSoFar(state: ProgressState): readonly string[] {
  const best = leader(state);
  if (best === undefined || (best.failToPass?.passed ?? 0) === 0) return [];
  const name = `${code(best.id)} (${code(strategyName(best.strategy))})`;
  const kept = best.passToPass === null ? '' : `, keeps ${tally(best.passToPass)}`;
  return [
    `Best so far: ${name} fixes ${tally(best.failToPass)}${kept}, score ${score(best.stepScore)}.`,
  ];
}

/** The comment while the search goes on. */
export function progress(state: ProgressState, elapsedMs: number, run: string): string {
  const { usage } = state;
  const spent =
    usage === null || usage.calls === 0
      ? ''
      : ` · ${counted(usage.calls, 'model call')} · ${money(usage.costUsd)}`;
  return [
    `**orps: ${where(state)}**`,
    [...known(state), ...bestSoFar(state)].join('\n'),
    `${duration(elapsedMs)}${spent} · ${link('run', run)} · \`/orps stop\` ends it with the best so far.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const spent = ({ timing, usage, model }: Report): string =>
  `${duration(timing.totalMs)} · ${money(usage.costUsd)} · model ${code(model)}`;

export interface Ending {
  readonly run: string;
  /** What continues the search, as in "raise it, then …". */
  readonly resume: string | undefined;
  readonly pull?: { readonly number: number; readonly url: string } | undefined;
  /** Why what was found could not be published, and what to change. */
  readonly trouble?: string | undefined;
  readonly notes: readonly string[];
}

/** What to do now, where there is no pull request to say it. */
function advice(report: Report, { resume }: Ending): readonly string[] {
  // Without a best attempt there are no commands, nor a line that leads to them.
  const { advice } = nextSteps({ ...report, best: null }, { resume });
  return [advice.map((line) => `- ${asInputs(line)}`).join('\n')];
}

/** Of a pull request that the job's own token opened. */
export const HOW_CI_STARTS =
  "CI starts on it once somebody approves the workflows to run, or closes and reopens it; with a GitHub App's token it starts by itself.";

/** The comment's last state: the link, or exactly why there is none. */
export function ended(report: Report, ending: Ending): string {
  const { run, pull, trouble, notes } = ending;
  const { status } = report;
  return [
    pull === undefined
      ? `**${MARKS[status]} ${headline(report)}**`
      : `**${MARKS[status]} ${headline(report)}** → #${pull.number}`,
    ...(pull === undefined ? explanation(report).map((words) => sentence(words)) : []),
    ...(trouble === undefined ? [] : [`⚠️ ${trouble}`]),
    ...reproductionInBrief(report),
    ...notes,
    ...(pull === undefined && !isWhole(report) ? advice(report, ending) : []),
    `${spent(report)} · ${link('run, with report, patch and journal', run)}`,
  ].join('\n\n');
}

/** The job was cancelled; the runner leaves some seconds to say so. */
export const cancelled = (run: string): string =>
  `**The run was cancelled.** ${link('It', run)} keeps the journal of what was asked and executed.`;

/** Somebody asked for a repair who may not. */
export const refused = (why: string): string => `**orps did not start.** ${sentence(why, 500)}`;

/** Something ended the run before there was a result. */
export function failed(
  words: string,
  { run, output = '' }: { readonly run?: string; readonly output?: string } = {},
): string {
  return [
    `**orps could not go on.** ${sentence(words, 1_000)}`,
    ...(output.trim() === '' ? [] : [fence(bothEnds(output), 'text')]),
    ...(run === undefined ? [] : [`${link('The run', run)} has the log.`]),
  ].join('\n\n');
}
