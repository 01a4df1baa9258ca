import { patchSize } from './patch-size.ts';
import type { Report } from './report.ts';

/**
 * Files that the patch changes and that hold tests of their own (doctests, tests
 * in the source): what judged the patch may be a part of it.
 */
export function selfJudged({ baseline, best, task, reproduction }: Report): readonly string[] {
  const inFolder = task.directory === undefined ? '' : `${task.directory}/`;
  const holding = new Set(
    baseline.failToPass.flatMap(({ file }) => (file === undefined ? [] : [inFolder + file])),
  );
  for (const path of reproduction?.tests ?? []) holding.delete(inFolder + path);
  return patchSize(best?.patch ?? '')
    .map(({ path }) => path)
    .filter((path) => holding.has(path));
}
