import type { Report } from './report.ts';

/** What ends the process of the tests, or reaches what judges them. */
const REACHES: readonly RegExp[] = [
  /\bprocess\.(?:exit|reallyExit|abort|kill)\b/,
  /\b(?:os\._exit|os\.abort|sys\.exit|System\.exit|os\.Exit|process::exit)\b/,
  /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"](?:(?:node:)?(?:assert|test)(?:\/\w+)?|jest|vitest|chai|mocha|sinon|@jest\/[\w-]+)['"]/,
  /^\s*(?:import|from)\s+(?:unittest|_?pytest|doctest|mock)\b/,
  /\b(?:sys\.modules|builtins\.|__builtins__|inspect\.stack|sys\._getframe)/,
  /\bglobalThis\.(?:expect|assert|test|it|describe)\b/,
  /\/proc\/self|\bTEST_REPORT/,
];

const linesOf = (patch: string, sign: '+' | '-'): readonly string[] =>
  patch
    .split('\n')
    .filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3)))
    .map((line) => line.slice(1));

/**
 * Lines that the patch adds and that could make tests pass without the code being
 * right. Seldom a repair needs one; a reader must look there first. New tests that
 * are part of the patch are no code of it.
 */
export function tampering({ best, reproduction }: Report): readonly string[] {
  const parts = (best?.patch ?? '').split(/^(?=diff --git )/m);
  const tests = reproduction?.tests ?? [];
  return parts
    .filter((part) => !tests.some((path) => part.slice(0, 4_000).includes(`b/${path}`)))
    .flatMap((part) => {
      const removed = linesOf(part, '-').map((line) => line.trim());
      return linesOf(part, '+')
        .filter((line) => !removed.includes(line.trim()))
        .filter((line) => REACHES.some((pattern) => pattern.test(line.slice(0, 2_000))))
        .map((line) => line.trim());
    });
}
