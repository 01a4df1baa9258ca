import { oneLine } from '../plain.ts';
import type { ComparedWorkload } from './comparison.ts';

const MOST = 3;
const UNTOLD =
  'Whether its runs leave files that make later ones faster could not be told here: this takes GNU find.';

/** What only the head's runs leave behind, in a sentence or two; '' where that is nothing. */
export function keptNote(
  { kept, pairs, counting }: Pick<ComparedWorkload, 'kept' | 'pairs' | 'counting'>,
  quote: (path: string) => string = (path) => oneLine(path, 100),
): string {
  // An interruption ends that look as well.
  const isWhole = pairs.cut !== 'interrupted' && (pairs.done > 0 || counting.source !== null);
  if (kept === null) return isWhole ? UNTOLD : '';
  if (kept.length === 0) return '';
  const shown = kept.slice(0, MOST).map(quote).join(', ');
  const more = kept.length > MOST ? ` and ${kept.length - MOST} more` : '';
  return `Only the head's runs leave ${kept.length === 1 ? 'this file' : 'these files'} in the checkout: ${shown}${more}. What is kept there can make every run after the first one faster.`;
}
