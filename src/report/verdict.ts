import type { Report } from './report.ts';

type Verdict = Pick<Report, 'status'>;

/** Proven, and all that was asked for: fit to be applied. */
export const isWhole = ({ status }: Verdict): boolean => status === 'fixed' || status === 'faster';

/** Proven to be better than the base. */
export const isBetter = (report: Verdict): boolean =>
  isWhole(report) || report.status === 'improved';
