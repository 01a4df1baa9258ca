import type { RelativeProfile, ResourceUsage } from '../ports.ts';

/** How far one pair of runs of identical code may lie apart: as a ratio and absolutely. */
interface Noise {
  readonly ratio: number;
  readonly amount: number;
}

const MEBIBYTE = 1024 * 1024;

/**
 * Identical runs on a shared machine differed by 6–12 % in CPU time and 25–50 %
 * in wall time; a neighbour under test and the base's first run, with its cold
 * caches, made that 40 % of CPU time. Start-up alone varies by the amounts. What
 * lies within either is no difference.
 */
const NOISE = {
  wall: { ratio: 2, amount: 500 },
  cpu: { ratio: 1.6, amount: 300 },
  peakRss: { ratio: 1.25, amount: 24 * MEBIBYTE },
  pageFaults: { ratio: 1.25, amount: 8_000 },
} as const satisfies Partial<Record<keyof RelativeProfile, Noise>>;

/**
 * Ratios head/base; 1 means unchanged or within the noise of a single pair of
 * runs, `null` that one side was not measured. This is a guard against false
 * praise, not a statistic: repeated, paired runs are.
 */
export function relativeProfile(head: ResourceUsage, base: ResourceUsage): RelativeProfile {
  return {
    wall: ratio(head.wallMs, base.wallMs, NOISE.wall),
    cpu: ratio(head.cpuMs, base.cpuMs, NOISE.cpu),
    peakRss: ratio(head.peakRssBytes, base.peakRssBytes, NOISE.peakRss),
    pageFaults: ratio(faults(head), faults(base), NOISE.pageFaults),
  };
}

function ratio(head: number | null, base: number | null, noise: Noise): number | null {
  if (head === null || base === null || head <= 0 || base <= 0) return null;
  const value = head / base;
  if (!Number.isFinite(value)) return null;
  const within = value >= 1 / noise.ratio && value <= noise.ratio;
  return within || Math.abs(head - base) <= noise.amount ? 1 : value;
}

const faults = ({ minorFaults, majorFaults }: ResourceUsage): number | null =>
  minorFaults === null || majorFaults === null ? null : minorFaults + majorFaults;
