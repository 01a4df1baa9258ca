import type { RelativeProfile, ResourceUsage } from '../ports.ts';

const NOISE = 1.25;

/**
 * Ratios head/base; 1 means unchanged, `null` that one side was not measured.
 *
 * A ratio within [1/1.25, 1.25] is reported as 1: identical runs on a shared
 * machine differ by 6–12 % in CPU time and 25–50 % in wall time, so a single
 * pair of runs cannot tell a smaller difference from noise. This is a guard
 * against false praise, not a statistic: repeated, paired runs are.
 */
export function relativeProfile(head: ResourceUsage, base: ResourceUsage): RelativeProfile {
  return {
    wall: ratio(head.wallMs, base.wallMs),
    cpu: ratio(head.cpuMs, base.cpuMs),
    peakRss: ratio(head.peakRssBytes, base.peakRssBytes),
    pageFaults: ratio(faults(head), faults(base)),
  };
}

function ratio(head: number | null, base: number | null): number | null {
  if (head === null || base === null || head <= 0 || base <= 0) return null;
  const value = head / base;
  if (!Number.isFinite(value)) return null;
  return value >= 1 / NOISE && value <= NOISE ? 1 : value;
}

const faults = ({ minorFaults, majorFaults }: ResourceUsage): number | null =>
  minorFaults === null || majorFaults === null ? null : minorFaults + majorFaults;
