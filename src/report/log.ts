import type { SearchEvent } from '../ports.ts';
import { keptOf } from './kept.ts';
import { oneLine } from './plain.ts';
import type { ProgressView } from './progress.ts';
import { counted, duration, money, score, strategyName, tally } from './wording.ts';

export interface LogOptions {
  /** Fold stages and rounds as GitHub Actions does, with workflow commands. */
  readonly groups: boolean;
}

/** The runner obeys `##[` anywhere in a line, and `::` at its start: our lines never start with theirs. */
const harmless = (text: string): string => oneLine(text, 300).replaceAll('##[', '## [');

function usageLine(usage: Extract<SearchEvent, { kind: 'usage' }>): string {
  const { calls, tokens, costUsd, elapsedMs, budgetMs } = usage;
  const left = budgetMs === null ? '' : `, ${duration(Math.max(0, budgetMs - elapsedMs))} left`;
  return `so far: ${duration(elapsedMs)}${left}; ${counted(calls, 'call')}, ${counted(tokens, 'token')}, ${money(costUsd)}`;
}

/** What is known of candidates under way: each gets one line, when all is known. */
interface UnderWay {
  readonly strategies: Map<string, string>;
  readonly evaluations: Map<string, Extract<SearchEvent, { kind: 'evaluated' }>>;
}

function nameOf(id: string, { strategies }: UnderWay): string {
  const strategy = strategies.get(id);
  return strategy === undefined ? id : `${id} (${strategyName(strategy)})`;
}

function scoredLine(
  event: Extract<SearchEvent, { kind: 'scored' }>,
  underWay: UnderWay,
): string | undefined {
  const evaluation = underWay.evaluations.get(event.id);
  if (evaluation === undefined) return undefined;
  const { verdict, failToPass, reason } = evaluation;
  const kept = keptOf(evaluation);
  const fixed = failToPass.total === 0 ? '' : `fixed ${tally(failToPass)}, `;
  const points = `score ${score(event.stepScore)} (critic ${event.processReward.toFixed(1)}, execution ${score(event.outcomeReward)})`;
  return `${nameOf(event.id, underWay)}: ${verdict}, ${fixed}kept ${kept === null ? 'not run' : tally(kept)}, ${points}: ${reason}`;
}

/** One line for an event; `undefined` for one that is no line of its own. */
function lineOf(event: SearchEvent, underWay: UnderWay): string | undefined {
  switch (event.kind) {
    case 'baseline':
      return `baseline: ${event.failing} failing, ${event.passing} passing, ${event.flaky} flaky`;
    case 'scored':
      return scoredLine(event, underWay);
    case 'failed':
      return `${nameOf(event.id, underWay)}: failed: ${event.reason}`;
    case 'selected':
      return event.beam.length === 0 ? undefined : `beam: ${event.beam.join(', ')}`;
    case 'verification':
      return `clean run ${event.run} of ${event.of}: ${event.passed ? 'passed' : 'failed'}`;
    case 'pair':
      return `pair ${event.done} of ${event.of}`;
    case 'note':
      return `note: ${event.text}`;
    default:
      return undefined;
  }
}

function titleOf(event: SearchEvent): string | undefined {
  if (event.kind === 'stage') return event.name;
  if (event.kind !== 'round') return undefined;
  return `round ${event.round}, up to ${counted(event.candidates, 'candidate')}`;
}

/**
 * One plain line a candidate, for logs that nobody watches: stages and rounds are groups.
 * Disposing ends the one that is open; what is observed later begins another.
 */
export function logView(stream: NodeJS.WritableStream, { groups }: LogOptions): ProgressView {
  let open = false;
  let usage: Extract<SearchEvent, { kind: 'usage' }> | undefined;
  const underWay: UnderWay = { strategies: new Map(), evaluations: new Map() };

  const write = (line: string): void => {
    stream.write(`${line}\n`);
  };
  const forget = (id: string): void => {
    underWay.strategies.delete(id);
    underWay.evaluations.delete(id);
  };
  const close = (): void => {
    if (usage !== undefined) write(usageLine(usage));
    usage = undefined;
    if (open && groups) write('::endgroup::');
    open = false;
  };
  return {
    observe: (event) => {
      if (event.kind === 'usage') usage = event;
      if (event.kind === 'proposed') underWay.strategies.set(event.id, event.strategy);
      if (event.kind === 'evaluated') underWay.evaluations.set(event.id, event);
      const title = titleOf(event);
      if (title !== undefined) {
        close();
        // The runner decodes percent signs in a command's text.
        write(`${groups ? '::group::' : '== '}${harmless(title).replaceAll('%', '%25')}`);
        open = true;
      }
      const line = lineOf(event, underWay);
      // Whatever a name starts with, the line starts with a space and a dash.
      if (line !== undefined) write(`- ${harmless(line)}`);
      if (event.kind === 'scored' || event.kind === 'failed') forget(event.id);
    },
    [Symbol.dispose]: close,
  };
}
