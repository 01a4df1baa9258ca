import type { Baseline } from '../evaluation/baseline.ts';
import { headlineOf } from '../report/comparison/headline.ts';
import { keptNote } from '../report/comparison/kept.ts';
import type { Choice } from '../report/compose.ts';
import type { Report } from '../report/report.ts';
import { isConfirmed } from './gain.ts';

/** What a search for speed came to, where it is not told by how its search or its proof ended. */
export function concludeForSpeed(
  { passToPass, suite }: Baseline,
  choice: Choice | undefined,
  isProven: boolean,
): Pick<Report, 'status' | 'reason'> | undefined {
  if (passToPass.length === 0) {
    return {
      status: 'nothing-to-do',
      reason: `No test passes, of ${suite.cases.length} that ran: nothing would show what a faster patch breaks.`,
    };
  }
  const measurement = choice?.measurement;
  if (!isProven || measurement === undefined || !isConfirmed(measurement)) return undefined;
  return {
    status: 'faster',
    reason: `Measured in ${measurement.pairs.done} pairs of runs against the base; every test that passed there still does, on a clean copy.`,
  };
}

/** What the measuring of the best patch came to, where it confirmed nothing. */
export function unconfirmed(choice: Choice | undefined): string {
  const measurement = choice?.measurement;
  if (measurement === undefined) return '';
  const { claim, support } = headlineOf(measurement);
  const { missing } = measurement.counting;
  const best = `The best of them: ${claim.toLowerCase()} (${support}).`;
  return [keptNote(measurement, 'patch'), best, missing].map((text) => text && ` ${text}`).join('');
}
