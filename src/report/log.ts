import type { SearchEvent } from '../ports.ts';
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

/** One line for an event; `undefined` for one that is no line of its own. */
function lineOf(event: SearchEvent): string | undefined {
  switch (event.kind) {
    case 'baseline':
      return `baseline: ${event.failing} failing, ${event.passing} passing, ${event.flaky} flaky`;
    case 'proposed':
      return `${event.id}: proposed, strategy ${strategyName(event.strategy)}`;
    case 'evaluated':
      return `${event.id}: ${event.verdict}, fixed ${tally(event.failToPass)}, kept ${event.verdict === 'failing' && event.passToPass.passed === 0 ? 'not run' : tally(event.passToPass)}: ${event.reason}`;
    case 'scored':
      return `${event.id}: score ${score(event.stepScore)} (critic ${event.processReward.toFixed(1)}, execution ${score(event.outcomeReward)})`;
    case 'failed':
      return `${event.id}: failed: ${event.reason}`;
    case 'selected':
      return event.beam.length === 0 ? 'beam: empty' : `beam: ${event.beam.join(', ')}`;
    case 'verification':
      return `clean run ${event.run} of ${event.of}: ${event.passed ? 'passed' : 'failed'}`;
    case 'note':
      return `note: ${event.text}`;
    default:
      return undefined;
  }
}

function titleOf(event: SearchEvent): string | undefined {
  if (event.kind === 'stage') return event.name;
  if (event.kind !== 'round') return undefined;
  return `round ${event.round}, ${counted(event.candidates, 'candidate')}`;
}

/** One plain line an event, for logs that nobody watches: stages and rounds are groups. */
export function logView(stream: NodeJS.WritableStream, { groups }: LogOptions): ProgressView {
  let open = false;
  let usage: Extract<SearchEvent, { kind: 'usage' }> | undefined;

  const write = (line: string): void => {
    stream.write(`${line}\n`);
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
      const title = titleOf(event);
      if (title !== undefined) {
        close();
        // The runner decodes percent signs in a command's text.
        write(`${groups ? '::group::' : '== '}${harmless(title).replaceAll('%', '%25')}`);
        open = true;
      }
      const line = lineOf(event);
      // Whatever a name starts with, the line starts with a space and a dash.
      if (line !== undefined) write(`- ${harmless(line)}`);
    },
    [Symbol.dispose]: close,
  };
}
