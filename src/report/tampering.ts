import { patchLines } from './patch-size.ts';
import type { Report } from './report.ts';

/** What ends the process of the tests, or reaches what judges them. */
const REACHES: readonly RegExp[] = [
  /\bprocess\.(?:exit|reallyExit|abort|kill)\b/,
  /\b(?:os\._exit|os\.abort|sys\.exit|System\.exit|os\.Exit|process::exit)\b/,
  /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"](?:(?:node:)?(?:assert|test)(?:\/\w+)?|jest|vitest|chai|mocha|sinon|@jest\/[\w-]+)['"]/,
  /^(?:import|from)\s+(?:unittest|_?pytest|doctest|mock)\b/,
  /\b(?:sys\.modules|builtins\.|__builtins__|inspect\.stack|sys\._getframe)/,
  /\bglobalThis\.(?:expect|assert|test|it|describe)\b/,
  /\/proc\/self|\bTEST_REPORT/,
];

/**
 * Lines that the patch adds and that could make tests pass without the code being
 * right. Seldom a repair needs one; a reader must look there first. New tests that
 * are part of the patch are no code of it.
 */
export function tampering({ best, task, reproduction }: Report): readonly string[] {
  const inFolder = task.directory === undefined ? '' : `${task.directory}/`;
  const tests = new Set(reproduction?.tests.map((path) => inFolder + path));
  return patchLines(best?.patch ?? '')
    .filter(({ path }) => !tests.has(path))
    .flatMap(({ added, removed }) => {
      const known = new Set(removed.map((line) => line.trim()));
      return added
        .map((line) => line.trim())
        .filter((line) => !known.has(line))
        .filter((line) => REACHES.some((pattern) => pattern.test(line.slice(0, 2_000))));
    });
}
