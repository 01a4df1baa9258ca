import { OUTBOX } from '../../comparison/left-paths.ts';
import type { Untold } from '../../comparison/untold.ts';
import { oneLine } from '../plain.ts';
import type { ComparedWorkload } from './comparison.ts';

const MOST = 3;

const WHY_UNTOLD: Readonly<Record<Untold, string>> = {
  'no-find': 'this takes GNU find, which is not there or failed',
  'out-of-time': 'the time for looking ran out',
  unreadable: 'the list of what they leave is too long, or could not be read',
};

/** What only the head's runs leave behind, in a sentence or two; '' where that is nothing, or where nobody looked. */
export function keptNote(
  { kept, keptTotal, keptUntold }: Pick<ComparedWorkload, 'kept' | 'keptTotal' | 'keptUntold'>,
  whose: 'head' | 'patch' = 'head',
  quote: (path: string) => string = (path) => oneLine(path, 100),
): string {
  if (keptUntold !== null) {
    return `Whether its runs leave files that make later ones faster could not be told: ${WHY_UNTOLD[keptUntold]}.`;
  }
  if (kept === null || kept.length === 0) return '';
  const paths = kept.slice(0, MOST);
  const shown = paths.map((path) => quote(path.replace(OUTBOX, ''))).join(', ');
  const more = keptTotal > MOST ? ` and ${keptTotal - MOST} more` : '';
  return `Only the ${whose}'s runs leave ${keptTotal === 1 ? 'this file' : 'these files'} in ${placeOf(paths)}: ${shown}${more}. What is kept there can make every run after the first one faster.`;
}

function placeOf(paths: readonly string[]): string {
  const inOutbox = paths.filter((path) => path.startsWith(OUTBOX)).length;
  if (inOutbox === 0) return 'the checkout';
  const reports = 'the folder for reports';
  return inOutbox === paths.length ? reports : `the checkout and ${reports}`;
}
