import type { ComparedWorkload, Comparison } from '../report/comparison/comparison.ts';

/** Why `fail-on-regression`, which goes by instructions alone, could judge nothing, in a sentence; `undefined` where it could. */
export function unjudged({ workloads }: Comparison): string | undefined {
  if (workloads.some(isJudged)) return undefined;
  const [why = 'Nothing was compared.'] = workloads.flatMap(reason);
  return `\`fail-on-regression\` could not judge this comparison, and fails nothing. ${why}`;
}

const instructionsOf = ({ whole }: ComparedWorkload) =>
  whole.find(({ name }) => name === 'instructions')?.judgement ?? undefined;

const isJudged = (workload: ComparedWorkload): boolean =>
  !['inconclusive', undefined].includes(instructionsOf(workload)?.verdict);

function reason(workload: ComparedWorkload): readonly string[] {
  const { kind, counting, broken } = workload;
  if (broken.length > 0) return [];
  if (counting.missing !== '') return [counting.missing];
  if (kind === 'benchmarks') return ['The instructions of benchmark suites are not counted.'];
  const why = instructionsOf(workload)?.why;
  return why ? [`The counts of instructions are inconclusive: ${why}.`] : [];
}
