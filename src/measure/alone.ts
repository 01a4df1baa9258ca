import type { Selection, TestLimits, TestRun } from '../ports.ts';
import { chosenFiles } from './narrowing.ts';
import type { Recipe } from './recipe.ts';
import { FILE_CASE } from './test-case.ts';

/** More files than this are better off with one runner that starts them all. */
const FEW = 3;

/**
 * May these tests run as `node file`, without the runner of `node --test` above,
 * which costs more than most tests? Not for a verdict that stands: the tests then
 * report from the process of the code under test. The runner is also needed for
 * what it says of files that do not load, and where the project gives it flags of
 * its own.
 */
export const runsAlone = (recipe: Recipe, selection: Selection, { alone }: TestLimits): boolean =>
  alone === true &&
  recipe.kind === 'node' &&
  recipe.program.join(' ') === 'node' &&
  !recipe.args.some(({ text }) => text.startsWith('--test-')) &&
  selection.kind === 'tests' &&
  chosenFiles(selection).length === 1 &&
  selection.tests.every(({ name }) => name !== FILE_CASE);

/** The selection, or where each of its few files can run alone, one selection a file. */
export function partsOf(
  recipe: Recipe,
  selection: Selection,
  limits: TestLimits,
): readonly Selection[] {
  const files = chosenFiles(selection);
  if (selection.kind !== 'tests' || files.length > FEW) return [selection];
  if (selection.tests.some((test) => test.file === undefined)) return [selection];
  const parts = files.map((file): Selection => {
    return { kind: 'tests', tests: selection.tests.filter((test) => test.file === file) };
  });
  return parts.every((part) => runsAlone(recipe, part, limits)) ? parts : [selection];
}

const WORST_LAST = ['reported', 'exit-status', 'build-failed', 'unreadable', 'timed-out'] as const;

const sum = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b;

/** Two runs, one after the other, as one. */
export function joined(first: TestRun, second: TestRun): TestRun {
  const kind = WORST_LAST.findLast((one) => one === first.kind || one === second.kind);
  const [a, b] = [first.usage, second.usage];
  return {
    kind: kind ?? first.kind,
    cases: [...first.cases, ...second.cases],
    output: `${first.output}${second.output}`,
    usage: {
      wallMs: a.wallMs + b.wallMs,
      cpuMs: sum(a.cpuMs, b.cpuMs),
      peakRssBytes: Math.max(a.peakRssBytes ?? 0, b.peakRssBytes ?? 0) || null,
      minorFaults: sum(a.minorFaults, b.minorFaults),
      majorFaults: sum(a.majorFaults, b.majorFaults),
    },
  };
}
