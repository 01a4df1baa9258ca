import type { Baseline } from '../evaluation/baseline.ts';
import type { TestCase } from '../ports.ts';

/** So many tests are shown, and traced apart from the rest. */
const SHOWN = 6;

/** The passing tests whose speed counts: those that `target` names, else all. */
export const timedTests = (
  { passToPass }: Baseline,
  target: string | undefined,
): readonly TestCase[] =>
  target === undefined ? passToPass : passToPass.filter(({ id }) => id.includes(target));

/** Of them those that took longest, the slowest first: where there is most to gain. */
export const slowTests = (baseline: Baseline, target: string | undefined): readonly TestCase[] =>
  [...timedTests(baseline, target)]
    .sort((a, b) => b.durationMs - a.durationMs || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN);
