import { oneLine } from '../plain.ts';
import type { ComparedPart } from './comparison.ts';
import { signed } from './figures.ts';

/** Fewer are read as quickly in the table. */
const FEWEST = 3;
const MOST = 12;
const CELLS = 24;
const NAME = 40;

/** Changes as bars, where a look beats reading; '' where it does not. */
export function bars(parts: readonly ComparedPart[]): string {
  const rows = parts.flatMap(({ name, judgement: { verdict, change } }) =>
    change !== null && (verdict === 'faster' || verdict === 'slower')
      ? [{ name: oneLine(name, NAME), share: change.centre }]
      : [],
  );
  if (rows.length < FEWEST) return '';
  const shown = rows.slice(0, MOST);
  const most = Math.max(...shown.map(({ share }) => Math.abs(share)));
  const width = Math.max(...shown.map(({ name }) => name.length));
  return shown
    .map(({ name, share }) => {
      const cells = Math.max(1, Math.round(CELLS * (Math.abs(share) / most)));
      return `${name.padEnd(width)}  ${'█'.repeat(cells)} ${signed(share)}`;
    })
    .join('\n');
}
