import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Mutant } from '../mutant.ts';
import type { SourceFile } from '../source-file.ts';

/** The white space in front of a node on its line. */
export function indentOf(file: SourceFile, node: SyntaxNode): string {
  const { text } = file.tree;
  const lineStart = text.lastIndexOf('\n', node.start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, node.start))?.[0] ?? '';
}

const described = (text: string): string => `\`${text.replace(/\s+/g, ' ').slice(0, 60)}\``;

/** A new statement in front of another. */
export const before = (file: SourceFile, node: SyntaxNode, text: string, fit: number): Mutant => ({
  edits: [{ start: node.start, end: node.start, text: `${text}\n${indentOf(file, node)}` }],
  fit,
  what: `inserted ${described(text)} before \`${file.textOf(node).split('\n')[0]?.slice(0, 50)}\``,
});

/** A new statement behind another. */
export const after = (file: SourceFile, node: SyntaxNode, text: string, fit: number): Mutant => ({
  edits: [{ start: node.end, end: node.end, text: `\n${indentOf(file, node)}${text}` }],
  fit,
  what: `inserted ${described(text)} after \`${file.textOf(node).split('\n')[0]?.slice(0, 50)}\``,
});
