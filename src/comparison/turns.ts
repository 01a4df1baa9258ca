import type { Sample } from './pairs.ts';
import { MOST_PAIRS } from './schedule.ts';

export const MOST_TURNS = 3;
/** What all pairs of a short command may take. */
const SHORT_MS = 120_000;

/**
 * How often each side runs within a pair, by turns. What disturbs a machine comes in
 * bursts of a second or so: the quickest of some runs mostly escapes them. Twenty
 * pairs still fit into two minutes, or into what is left.
 */
export const turnsFor = (pairMs: number, leftMs: number): number =>
  Math.max(1, Math.min(MOST_TURNS, Math.floor(Math.min(SHORT_MS, leftMs) / (MOST_PAIRS * pairMs))));

/** The least of each measure in two runs of one side; the system's part is of the run with less in all. */
export const quicker = (one: Sample, other: Sample): Sample => ({
  usage: {
    ...(isLess(one.usage.cpuMs, other.usage.cpuMs) ? one.usage : other.usage),
    wallMs: Math.min(one.usage.wallMs, other.usage.wallMs),
    ...Object.fromEntries(MEASURES.map((key) => [key, least(one.usage[key], other.usage[key])])),
  },
  values: one.values.map((value, at) => least(value, other.values[at])),
});

const MEASURES = ['cpuMs', 'peakRssBytes', 'minorFaults', 'majorFaults'] as const;

const isLess = (one: number | null, other: number | null): boolean =>
  one !== null && (other === null || one <= other);

const least = (one: number | null = null, other: number | null = null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);
