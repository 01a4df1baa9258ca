import type { RelativeProfile } from '../ports.ts';
import type { ComparedWorkload, Measure } from '../report/comparison/comparison.ts';

/**
 * Ratios head/base of what a comparison confirmed; 1 where it found no difference.
 * What it could not compare stays as `otherwise` has it.
 */
export function profileOf(
  { whole, comparable }: ComparedWorkload,
  otherwise: RelativeProfile | null,
): RelativeProfile | null {
  if (!comparable) return otherwise;
  const measure = (name: Measure['name']) => whole.find((one) => one.name === name);
  const ratio = (name: Measure['name']): number | null => {
    const judgement = measure(name)?.judgement;
    if (!judgement?.change) return null;
    const { verdict, change } = judgement;
    return verdict === 'faster' || verdict === 'slower' ? 1 + change.centre : 1;
  };
  const instructions = ratio('instructions');
  const misses = measure('branch-misses');
  return {
    wall: ratio('wall'),
    cpu: ratio('cpu'),
    peakRss: ratio('peak-memory'),
    pageFaults: otherwise?.pageFaults ?? null,
    ...(instructions !== null && { instructions }),
    ...(misses?.base && misses.head !== null && { branchMisses: misses.head / misses.base }),
  };
}
