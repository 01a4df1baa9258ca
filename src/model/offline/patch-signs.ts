import { diffLines } from 'diff';
import type { FileChanges } from '../../ports.ts';

/** What a patch looks like from outside, for judging whether it mends or merely silences. */
export interface PatchSigns {
  readonly addedLines: number;
  readonly removedLines: number;
  /** Checks (conditions, raises, assertions) that are gone. */
  readonly lostChecks: number;
  /** Results (return, yield) that are gone. */
  readonly lostResults: number;
  /** Functions that are called less often, where there are fewer calls altogether. */
  readonly lostCalls: readonly string[];
  /** Conditions that became a constant. */
  readonly fixedConditions: number;
  readonly deletedFiles: number;
}

export const NO_SIGNS: PatchSigns = {
  addedLines: 0,
  removedLines: 0,
  lostChecks: 0,
  lostResults: 0,
  lostCalls: [],
  fixedConditions: 0,
  deletedFiles: 0,
};

const CHECK = /\b(if|elif|assert|raise|throw|except|catch|guard|invariant)\b/g;
const RESULT = /\b(return|yield)\b/g;
const FIXED = /\b(if|elif|while|assert)\b[\s(]*(not\s+|!)?(true|false)\b/gi;

const CALLEE = /[A-Za-z_$][\w$]*(?=\()/g;
/** What stands before a parenthesis without calling anything. */
const NO_CALLEE = new Set([
  ...['if', 'elif', 'for', 'while', 'switch', 'catch', 'with', 'return', 'yield', 'await'],
  ...['and', 'or', 'not', 'in', 'is', 'typeof', 'function'],
]);

const calleesIn = (text: string): readonly string[] =>
  (text.match(CALLEE) ?? []).filter((name) => !NO_CALLEE.has(name));

/** A call that another one replaces is no loss. */
function lostCalls(removed: string, added: string): readonly string[] {
  const before = calleesIn(removed);
  const after = calleesIn(added);
  if (before.length <= after.length) return [];
  const timesIn = (names: readonly string[], name: string) =>
    names.filter((other) => other === name).length;
  return [...new Set(before)].filter((name) => timesIn(before, name) > timesIn(after, name));
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

export async function signsOf(
  changes: FileChanges,
  readBase: (path: string) => Promise<string | undefined>,
): Promise<PatchSigns> {
  let [added, removed, deletedFiles] = ['', '', 0];
  let [addedLines, removedLines] = [0, 0];
  for (const [path, head] of changes) {
    if (head === null) deletedFiles++;
    for (const part of diffLines((await readBase(path)) ?? '', head ?? '')) {
      if (part.added) [added, addedLines] = [added + part.value, addedLines + part.count];
      if (part.removed) [removed, removedLines] = [removed + part.value, removedLines + part.count];
    }
  }
  return {
    addedLines,
    removedLines,
    lostChecks: Math.max(0, count(removed, CHECK) - count(added, CHECK)),
    lostResults: Math.max(0, count(removed, RESULT) - count(added, RESULT)),
    lostCalls: lostCalls(removed, added),
    fixedConditions: Math.max(0, count(added, FIXED) - count(removed, FIXED)),
    deletedFiles,
  };
}
