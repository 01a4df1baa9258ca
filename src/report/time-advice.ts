import { isLackOfTime } from '../comparison/uncounted.ts';
import type { ComparedWorkload, Comparison } from './comparison/comparison.ts';

/** What would tell more where the time was too short for it; named as on the command line. */
export function timeAdvice({ workloads }: Comparison): string | undefined {
  if (!workloads.some(lackedTime)) return undefined;
  return 'The time was too short to tell more: raise --max-minutes, or name less to compare.';
}

const lackedTime = ({ verdict, pairs, counting }: ComparedWorkload): boolean =>
  verdict === 'inconclusive' && (pairs.cut === 'out-of-time' || isLackOfTime(counting.missing));
