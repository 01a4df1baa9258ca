import { oneLine } from './plain.ts';

/** Numbers as people read them. The same words in every view. */

const grouped = new Intl.NumberFormat('en-GB');

/** `1 test`, `2,000 tests`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${grouped.format(count)} ${count === 1 ? noun : plural}`;

/** Milliseconds as `340 ms`, `7.2 s`, `3 min 05 s`, `2 h 04 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
    : `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** US dollars with enough digits for small sums; `cost unknown` without a price. */
export const money = (usd: number | null): string =>
  usd === null ? 'cost unknown' : `$${usd > 0 && usd < 0.1 ? usd.toFixed(4) : usd.toFixed(2)}`;

/** A score with two digits, or `n/a`. */
export const score = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(2));

/** A tally as `3/4`, or `n/a` when nothing ran. */
export const tally = (value: { readonly passed: number; readonly total: number } | null): string =>
  value === null ? 'n/a' : `${value.passed}/${value.total}`;

type Tally = Parameters<typeof tally>[0];

/** `fixed 1/2, kept 9/9`; where nothing failed nothing is fixed. */
export const deeds = (fixed: Tally, kept: Tally, separator: string): string =>
  [...(fixed?.total === 0 ? [] : [`fixed ${tally(fixed)}`]), `kept ${tally(kept)}`].join(separator);

/** A ratio as `×0.98`, or `n/a` when it was not measured. */
export const ratio = (value: number | null): string =>
  value === null ? 'n/a' : `×${value.toFixed(2)}`;

const ENDINGS: Readonly<Record<string, string>> = {
  solved: 'ended by a finished repair',
  rounds: 'ended with the last round',
  plateau: 'ended because the scores stopped rising',
  exhausted: 'ended with nothing left to propose',
  unusable: 'ended because nothing that was proposed could be run',
  stopped: 'ended by request',
  interrupted: 'ended by a signal',
  'model-unavailable': 'ended because the model could not be reached',
};

/** What ended a search, as `ended by request`; names of budgets are letters only. */
export function ending(stoppedBy: string): string {
  const budget = /^budget:([a-z]+)$/.exec(stoppedBy)?.[1];
  if (budget !== undefined) return `ended because its budget was spent (${budget})`;
  return ENDINGS[stoppedBy] ?? 'ended';
}

/** The name of a strategy: `Root cause first` of `Root cause first: follow the failing value …`. */
export const strategyName = (strategy: string): string =>
  oneLine(strategy.split(':', 1)[0] ?? '', 40);
