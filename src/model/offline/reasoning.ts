import type { RankedMutant } from './ranking.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const REASON = ', because failing tests point there';

/** One plain sentence for a maintainer: what was changed where, and why there. */
export const explain = ({ file, line, operator, suspicion, mutant }: RankedMutant): string =>
  `In line ${line} of ${file.tree.path}: ${mutant.what}${REASON} (suspicion ${percent(suspicion)}) and this kind of slip (${operator}) is common.`;

/** `comparisonBoundary` as `Comparison boundary`. */
export const inWords = (operator: string): string => {
  const words = operator.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What an explanation says was done; a resumed run knows its first edits only by their reasoning. */
export function explained(reasoning: string): { readonly what: string; readonly operator: string } {
  const what = reasoning.slice(reasoning.indexOf(': ') + 2).split(REASON)[0] ?? '';
  const operator = /this kind of slip \((\w+)\)/.exec(reasoning)?.[1] ?? '';
  return { what, operator };
}
