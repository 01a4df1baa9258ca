import type { TrialSetting } from '../comparison/candidate-trial.ts';
import type { Baseline } from '../evaluation/baseline.ts';
import type { Settings } from '../inputs.ts';
import type { Observer, Selection } from '../ports.ts';
import { PERFORMANCE } from '../task/goal.ts';
import type { Workshop } from '../workshop.ts';
import { timedTests } from './slow-tests.ts';

/** What candidates are measured by: the whole suite, or the files of the tests whose speed counts. */
export function trialSetting(
  { aim, target, testMs, suiteMs }: Settings,
  { workspaces, runner }: Workshop,
  baseline: Baseline,
  observe: Observer,
): TrialSetting {
  const wanted = aim === PERFORMANCE ? target : undefined;
  const tests = wanted === undefined ? [] : timedTests(baseline, wanted);
  const files = [...new Set(tests.flatMap(({ file }) => file ?? []))];
  const selection: Selection = files.length === 0 ? { kind: 'all' } : { kind: 'files', files };
  return { workspaces, runner, selection, testMs, suiteMs, observe };
}
