import { isTestFile } from '../../measure/test-file.ts';
import { oneLine } from '../plain.ts';
import type { Comparison } from './comparison.ts';
import { measureName, signed } from './figures.ts';

/** What may fail a check: only more instructions, since times can err. One sentence each. */
export const regressions = ({ workloads }: Comparison): readonly string[] =>
  workloads.flatMap(({ command, whole }) =>
    whole.flatMap(({ name, judgement }) =>
      name === 'instructions' && judgement?.verdict === 'slower' && judgement.change
        ? [
            `${measureName(name)} of \`${oneLine(command, 100).replaceAll('`', '')}\`: ${signed(judgement.change.centre)}.`,
          ]
        : [],
    ),
  );

export interface FaultyFunction {
  readonly file: string;
  readonly name: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

/**
 * The one function that can be at fault: all that the change touches, beside tests and prose.
 * Tests that a step builds may be the head's where they are taken for the base's.
 */
export const faultyFunction = ({
  changedFunctions,
  changedElsewhere,
  changedFiles,
  workloads,
}: Comparison): FaultyFunction | undefined => {
  const areTestsBuilt = workloads.some(({ build }) => build !== null);
  const isApart = !changedElsewhere && !(areTestsBuilt && changedFiles.some(isTestFile));
  return isApart && changedFunctions.length === 1 ? changedFunctions[0] : undefined;
};
