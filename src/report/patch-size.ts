import { parsePatch } from 'diff';

export interface FileSize {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
}

const unprefixed = (name: string | undefined): string => (name ?? '').replace(/^[ab]\//, '');

const starting = (lines: readonly string[], mark: string): number =>
  lines.filter((line) => line.startsWith(mark)).length;

/** Lines added and removed in each file of a unified diff; empty when it cannot be read. */
export function patchSize(patch: string): readonly FileSize[] {
  try {
    return parsePatch(patch).map(({ oldFileName, newFileName, hunks }) => {
      const lines = hunks.flatMap((hunk) => hunk.lines);
      const path = newFileName === '/dev/null' ? oldFileName : newFileName;
      return {
        path: unprefixed(path),
        added: starting(lines, '+'),
        removed: starting(lines, '-'),
      };
    });
  } catch {
    return [];
  }
}

/** How many lines a patch adds and removes in all. */
export const changedLines = (patch: string): number =>
  patchSize(patch).reduce((sum, { added, removed }) => sum + added + removed, 0);
