import { parsePatch } from 'diff';

export interface FileSize {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
}

const unprefixed = (name: string | undefined): string => (name ?? '').replace(/^[ab]\//, '');

export interface FileLines {
  readonly path: string;
  /** Without their marks. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const marked = (lines: readonly string[], mark: '+' | '-'): readonly string[] =>
  lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));

/** The lines that a unified diff adds to and removes from each file; empty when it cannot be read. */
export function patchLines(patch: string): readonly FileLines[] {
  try {
    return parsePatch(patch).map(({ oldFileName, newFileName, hunks }) => {
      const lines = hunks.flatMap((hunk) => hunk.lines);
      const path = newFileName === '/dev/null' ? oldFileName : newFileName;
      return { path: unprefixed(path), added: marked(lines, '+'), removed: marked(lines, '-') };
    });
  } catch {
    return [];
  }
}

/** How many lines a patch adds to and removes from each file. */
export const patchSize = (patch: string): readonly FileSize[] =>
  patchLines(patch).map(({ path, added, removed }) => ({
    path,
    added: added.length,
    removed: removed.length,
  }));

/** How many lines a patch adds and removes in all. */
export const changedLines = (patch: string): number =>
  patchSize(patch).reduce((sum, { added, removed }) => sum + added + removed, 0);
