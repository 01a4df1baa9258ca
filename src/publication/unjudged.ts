import { CUT_WORDS, wasComparable } from '../comparison/cut.ts';
import type { ComparedWorkload, Comparison } from '../report/comparison/comparison.ts';

/** Why `fail-on-regression`, which goes by instructions alone, could judge nothing, in a sentence; `undefined` where it could. */
export function unjudged({ workloads }: Comparison): string | undefined {
  if (workloads.some(isJudged)) return undefined;
  // Only of tests can instructions be counted: theirs is the reason that can be mended.
  const tests = workloads.filter(({ kind }) => kind === 'tests');
  const [why = 'Nothing was compared.'] = [...tests, ...workloads].flatMap(reason);
  return `\`fail-on-regression\` could not judge this comparison, and fails nothing. ${why}`;
}

const instructionsOf = ({ whole }: ComparedWorkload) =>
  whole.find(({ name }) => name === 'instructions')?.judgement ?? undefined;

const isJudged = (workload: ComparedWorkload): boolean =>
  !['inconclusive', undefined].includes(instructionsOf(workload)?.verdict);

function reason(workload: ComparedWorkload): readonly string[] {
  const { kind, counting, broken, pairs } = workload;
  if (broken.length > 0) return kind === 'tests' ? [brokenOn(broken)] : [];
  if (counting.missing !== '') return [counting.missing];
  if (kind === 'benchmarks') return ['The instructions of benchmark suites are not counted.'];
  if (pairs.cut !== null && !wasComparable(pairs.cut)) {
    return [`The tests could not be compared: ${CUT_WORDS[pairs.cut]}.`];
  }
  const why = instructionsOf(workload)?.why;
  return why ? [`The counts of instructions are inconclusive: ${why}.`] : [];
}

const brokenOn = (broken: ComparedWorkload['broken']): string =>
  `The tests could not be measured on the ${broken.map(({ side }) => side).join(' and ')}.`;
