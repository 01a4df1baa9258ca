import { PERFORMANCE } from '../task/goal.ts';
import { headlineOf } from './comparison/headline.ts';
import type { Report } from './report.ts';
import { counted } from './wording.ts';

type Best = NonNullable<Report['best']>;

function kept({ passToPass }: Best): string {
  if (passToPass === null || passToPass.total === 0) return '';
  const { passed, total } = passToPass;
  const others = counted(total, 'other');
  if (passed < total) return `, but only ${passed} of ${others} still do`;
  return total === 1 ? ' and the other still does' : ` and all ${others} still do`;
}

function repaired({ reproduction }: Report, { failToPass }: Best): string {
  if (failToPass === null || failToPass.total === 0) return 'the tests pass';
  const { passed, total } = failToPass;
  const tests = counted(total, reproduction === undefined ? 'failing test' : 'new failing test');
  if (passed < total) return `${passed} of ${tests} now pass`;
  return `${tests} now ${total === 1 ? 'passes' : 'pass'}`;
}

function verified({ verification: { runs, passed } }: Best): string {
  return runs === 0 ? '' : `, in ${passed} of ${counted(runs, 'clean run')}`;
}

/** Confirmed by measurement: nothing else comes to this verdict. */
function faster(best: Best): string {
  const { measurement, passToPass } = best;
  const { claim, support } = measurement
    ? headlineOf(measurement)
    : { claim: 'Faster', support: '' };
  const size = support === '' ? claim : `${claim} (${support})`;
  const total = passToPass?.total;
  const tests =
    total === undefined
      ? 'every test'
      : total === 1
        ? 'its one test'
        : `all ${counted(total, 'test')}`;
  return `${size}, with ${tests} passing as before${verified(best)}.`;
}

function unresolved({ best, baseline, candidates, task }: Report): string {
  if (task.aim === PERFORMANCE) return NOT_FASTER;
  if (candidates.length === 0) return 'Not fixed: the search ended before any patch was tried.';
  if (best !== null && best.verification.passed < best.verification.runs) {
    const { runs, passed } = best.verification;
    return `Not fixed: the best patch passed only ${passed} of ${counted(runs, 'clean run')}.`;
  }
  const failing = baseline.failToPass.length;
  if (failing === 0) return 'Not fixed: no patch reached the goal without breaking tests.';
  const target =
    failing === 1
      ? 'the failing test'
      : failing === 2
        ? 'both failing tests'
        : `all ${failing} failing tests`;
  return `Not fixed: no patch repaired ${target} without breaking others.`;
}

const NOT_FASTER = 'Not faster: no patch was confirmed to take less with every test passing.';

/** A picture of the verdict, for where colours and words are skimmed. */
export const MARKS: Record<Report['status'], string> = {
  fixed: '✅',
  faster: '⚡',
  improved: '🟡',
  unresolved: '❌',
  flaky: '🎲',
  'nothing-to-do': '⚪',
};

/** The verdict in one sentence of our own words: nothing of strangers is in it. */
export function headline(report: Report): string {
  const { best, baseline } = report;
  switch (report.status) {
    case 'fixed':
      return best === null
        ? 'Fixed.'
        : `Fixed: ${repaired(report, best)}${kept(best)}${verified(best)}.`;
    case 'faster':
      return best === null ? 'Faster.' : faster(best);
    case 'improved':
      return best === null
        ? 'Improved, not fixed.'
        : `Improved, not fixed: ${repaired(report, best)}${kept(best)}${verified(best)}.`;
    case 'unresolved':
      return unresolved(report);
    case 'flaky': {
      const flaky = counted(baseline.flaky.length, 'test');
      return `Flaky, so no patch: ${flaky} both passed and failed on the same unchanged code.`;
    }
    case 'nothing-to-do':
      return report.reproduction === undefined
        ? report.task.aim === PERFORMANCE
          ? 'Nothing was tried: no test passes here.'
          : 'Nothing to do: no test fails here.'
        : 'Nothing was changed: no test fails, and none was found that shows what is reported.';
  }
}

/** Over what the search was for. */
export const problemTitle = ({ task }: Report): string =>
  task.aim === PERFORMANCE ? 'What was asked for' : 'What was wrong';

/** What the headline leaves open, from whoever drew the conclusion; of a repair it says all. */
export const explanation = ({ status, reason }: Report): readonly string[] =>
  status === 'unresolved' || status === 'flaky' || status === 'nothing-to-do' ? [reason] : [];
