import { join } from 'node:path';
import { styleText } from 'node:util';
import { explanation, headline } from './headline.ts';
import { nextSteps, shellWord } from './next-steps.ts';
import { patchSize } from './patch-size.ts';
import { oneLine } from './plain.ts';
import type { Report } from './report.ts';
import { isWhole } from './verdict.ts';
import { counted, duration, money, ratio, score } from './wording.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Where the run's files are, as the user would type it. */
  readonly out?: string;
  /** How this command was started: `orps`, or `node dist/cli.js`. */
  readonly command?: string;
}

const marks = {
  fixed: ['green', '✔', 'OK'],
  faster: ['green', '✔', 'OK'],
  improved: ['yellow', '●', '~'],
  unresolved: ['red', '✘', 'X'],
  flaky: ['yellow', '●', '~'],
  'nothing-to-do': ['dim', '●', '-'],
} as const;

function bestLines({ best, status }: Report): readonly string[] {
  if (best === null) return [];
  const files = patchSize(best.patch).map(
    ({ path, added, removed }) => `${oneLine(path, 60)} +${added} -${removed}`,
  );
  const shown = files.length > 3 ? [...files.slice(0, 3), `and ${files.length - 3} more`] : files;
  const critic = best.processReward === null ? 'n/a' : `${best.processReward.toFixed(1)} of 5`;
  const cpu = best.profile?.cpu ?? null;
  return [
    ...(shown.length === 0
      ? []
      : [`${status === 'unresolved' ? 'closest' : 'changed'}   ${shown.join(', ')}`]),
    `judged    critic ${critic}, step score ${score(best.stepScore)}, CPU time ${ratio(cpu).replace('×', 'x')}`,
  ];
}

function searchLine({ candidates, rounds, usage, timing }: Report): string {
  const tokens = usage.inputTokens + usage.outputTokens;
  const asked =
    usage.calls === 0
      ? 'no model calls'
      : `${counted(usage.calls, 'call')}, ${counted(tokens, 'token')}, ${money(usage.costUsd)}`;
  return `searched  ${counted(candidates.length, 'candidate')} in ${counted(rounds.length, 'round')}, ${duration(timing.totalMs)}; ${asked}`;
}

/** Shown where the run's folder is known. */
const applying = (out: string | undefined): readonly string[] =>
  out === undefined
    ? []
    : [`apply     git apply ${shellWord(oneLine(join(out, 'patch.diff'), 4_000))}`];

/** The closing summary: the verdict, the patch, the price, and where everything is. No final line feed. */
export function terminalSummary(report: Report, options: TerminalOptions): string {
  const [colour, sign, ascii] = marks[report.status];
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    options.colour ? styleText(format, text, { validateStream: false }) : text;
  const { out, command = 'orps' } = options;
  const { advice } = nextSteps(
    report,
    out === undefined
      ? {}
      : {
          resume: `\`${command} fix --resume ${shellWord(oneLine(out, 4_000))}\` goes on from here`,
        },
  );
  const lines = [
    ...explanation(report).map((words) => oneLine(words, 300)),
    ...bestLines(report),
    searchLine(report),
    ...report.isolation.notes.map((note) => `isolation ${oneLine(note, 160)}`),
    ...(isWhole(report) ? applying(out) : [`next      ${advice[0] ?? ''}`]),
    ...(out === undefined
      ? []
      : [`files     ${oneLine(out, 200)}: report.md, report.html, patch.diff, result.json`]),
  ];
  return [
    paint(['bold', colour], `${options.unicode ? sign : ascii} ${headline(report)}`),
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}
