import type { Report } from './report.ts';

/** Each word says less than the one before it. */
const BY_WORTH: readonly Report['status'][] = [
  'fixed',
  'faster',
  'improved',
  'unresolved',
  'flaky',
  'nothing-to-do',
];

const worth = ({ status }: Report): number => BY_WORTH.length - BY_WORTH.indexOf(status);
const repaired = ({ best }: Report): number => best?.failToPass?.passed ?? 0;

/**
 * What a run goes down in history with when it was continued: a life with less
 * time than the one before it must not replace a better result by a worse one.
 * What both cost is told in any case.
 */
export function betterOf(earlier: Report | undefined, latest: Report): Report {
  if (earlier === undefined || earlier.base.sha !== latest.base.sha) return latest;
  const gain = worth(latest) - worth(earlier) || repaired(latest) - repaired(earlier);
  return gain >= 0 ? latest : { ...earlier, usage: latest.usage, timing: latest.timing };
}
