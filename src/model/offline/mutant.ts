import type { SyntaxNode } from '../../syntax/tree.ts';
import type { SourceFile } from './source-file.ts';

/** Replaces [start, end) of a file's text; offsets in UTF-16 units of the base. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One small change that an operator offers for one place. */
export interface Mutant {
  /** Not overlapping, ascending. */
  readonly edits: readonly Edit[];
  /** How well the change suits the place among those of its operator, on (0, 1]. */
  readonly fit: number;
  /** What was done, to continue "Line 3 of a.py: …". */
  readonly what: string;
}

/** A family of changes. Reads one node (and its surroundings), offers what it would change there. */
export type Operator = (node: SyntaxNode, file: SourceFile) => Iterable<Mutant>;

export const applyEdits = (text: string, edits: readonly Edit[]): string => {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
};

const shown = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

/** `node` becomes `text`. */
export const replacement = (file: SourceFile, node: SyntaxNode, text: string, fit = 1): Mutant => ({
  edits: [{ start: node.start, end: node.end, text }],
  fit,
  what: `replaced \`${shown(file.textOf(node))}\` by \`${shown(text)}\``,
});
