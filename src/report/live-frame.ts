import { leader, liveTree, type Signs } from './live-tree.ts';
import type { ProgressState } from './progress-state.ts';
import { type Piece, terminalLine } from './terminal-line.ts';
import { counted, deeds, duration, money, score } from './wording.ts';

export interface FrameOptions {
  readonly columns: number;
  readonly rows: number;
  readonly unicode: boolean;
  readonly colour: boolean;
  readonly elapsedMs: number;
}

const fancy: Signs = {
  fork: '├─',
  last: '└─',
  through: '│',
  full: '▰',
  empty: '▱',
  best: '★',
};
const simple: Signs = { fork: '|-', last: '`-', through: '|', full: '#', empty: '.', best: '*' };

function titleLine({ stage, round, sprouts }: ProgressState): readonly Piece[] {
  const title: readonly Piece[] = [['orps', 'bold'], `  ${stage}`];
  if (round === null) return title;
  const here = [...sprouts.values()].slice(round.before);
  const done = here.filter(({ phase }) => phase === 'scored' || phase === 'failed').length;
  return [...title, `  round ${round.round}: ${done} of ${counted(round.candidates, 'candidate')}`];
}

function usageLine({ usage }: ProgressState, elapsedMs: number): string {
  const budget = usage?.budgetMs ?? null;
  const left = budget === null ? '' : `, ${duration(Math.max(0, budget - elapsedMs))} left`;
  const asked =
    usage === null || usage.calls === 0
      ? ''
      : `  ${counted(usage.calls, 'call')}  ${counted(usage.tokens, 'token')}  ${money(usage.costUsd)}`;
  return `  time      ${duration(elapsedMs)}${left}${asked}`;
}

function baselineLine({ baseline }: ProgressState): readonly string[] {
  if (baseline === null) return [];
  const flaky = baseline.flaky === 0 ? '' : `, ${baseline.flaky} flaky`;
  return [`  baseline  ${baseline.failing} failing, ${baseline.passing} passing${flaky}`];
}

function bestLine(state: ProgressState): readonly Piece[] {
  const best = leader(state);
  if (best === undefined) return ['  best      none yet'];
  const critic = best.processReward === null ? '' : `, critic ${best.processReward.toFixed(1)}`;
  return [
    '  best      ',
    [best.id, 'bold'],
    `  score ${score(best.stepScore)}${critic}, ${deeds(best.failToPass, best.passToPass, ', ')}`,
  ];
}

function verificationLine({ verification }: ProgressState): readonly string[] {
  const last = verification.at(-1);
  if (last === undefined) return [];
  const passed = verification.filter((run) => run.passed).length;
  return [`  verified  ${passed} passed, ${verification.length} of ${last.of} clean runs done`];
}

/** One frame of the live view, never higher or wider than the terminal. */
export function liveFrame(state: ProgressState, options: FrameOptions): string {
  const { columns, rows, unicode, colour, elapsedMs } = options;
  const head: (readonly Piece[])[] = [
    titleLine(state),
    [[usageLine(state, elapsedMs), 'dim']],
    ...baselineLine(state).map((line) => [line]),
    ...(state.sprouts.size === 0 ? [] : [bestLine(state)]),
  ];
  const foot: (readonly Piece[])[] = [
    ...verificationLine(state).map((line) => [line]),
    ...(state.note === null ? [] : [[[`  ${state.note}`, 'yellow']] satisfies Piece[]]),
  ];
  const room = Math.min(16, Math.max(0, rows - head.length - foot.length - 2));
  const tree = room < 2 ? [] : liveTree(state, room, unicode ? fancy : simple);
  return [...head, ...tree, ...foot]
    .slice(0, Math.max(1, rows - 1))
    .map((pieces) => terminalLine(pieces, columns - 1, colour))
    .join('\n');
}
