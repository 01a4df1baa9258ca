import type { SyntaxNode } from '../../../syntax/tree.ts';
import { assignmentOf, callOf, memberOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { isStatement } from '../positions.ts';
import type { SourceFile } from '../source-file.ts';

export const siblingsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  (node.parent?.children ?? []).filter(
    (child) => child.named && child.kind !== 'comment' && isStatement(child),
  );

const isPlain = (node: SyntaxNode): boolean =>
  /^(expression_statement|delete_statement|raise_statement|throw_statement|return_statement|continue_statement|break_statement)$/.test(
    node.kind,
  );

/** A docstring or a directive such as 'use strict'. */
const isText = ({ children: [only] }: SyntaxNode): boolean => only?.kind === 'string';

/** Gives a name its first value: without it, whatever reads the name fails. */
function introduces(node: SyntaxNode, file: SourceFile): boolean {
  const value = node.kind === 'expression_statement' ? node.children[0] : undefined;
  const target = value === undefined ? undefined : assignmentOf(value)?.target;
  if (target?.kind !== 'identifier') return false;
  const name = file.textOf(target);
  return !file.namesAt(node).includes(name) && !file.isUnread(name, node);
}

/** The lines of a statement that has them to itself: a clean patch leaves no blank one behind. */
function wholeLines(
  node: SyntaxNode,
  { tree: { text } }: SourceFile,
): { readonly start: number; readonly end: number } | undefined {
  const start = text.lastIndexOf('\n', node.start - 1) + 1;
  const last = text.indexOf('\n', node.end);
  const isAlone = (text.slice(start, node.start) + text.slice(node.end, last)).trim() === '';
  return last !== -1 && isAlone ? { start, end: last + 1 } : undefined;
}

/** The statement should not be there. */
export const statementRemoval: Operator = function* (node, file) {
  if (!isStatement(node) || !isPlain(node) || isText(node)) return;
  if (introduces(node, file)) return;
  const alone = siblingsOf(node).length === 1 && file.isPython;
  const text = alone ? file.words.pass : '';
  const jump = /^(return|continue|break)/.test(node.kind) ? 0.5 : 1;
  const what = `removed \`${file.textOf(node).replace(/\s+/g, ' ').slice(0, 60)}\``;
  const line = alone ? undefined : wholeLines(node, file);
  if (line !== undefined) {
    yield { edits: [{ ...line, text: '' }], fit: jump, what };
    return;
  }
  yield { ...replacement(file, node, text, jump), what };
};

/** A statement and its successor in the wrong order. */
export const statementMove: Operator = function* (node, file) {
  if (!isStatement(node) || node.kind !== 'expression_statement') return;
  const siblings = siblingsOf(node);
  const next = siblings[siblings.indexOf(node) + 1];
  if (next === undefined) return;
  const [first, second] = [file.textOf(node), file.textOf(next)];
  if (first === second || next.kind.includes('function')) return;
  const edits = [
    { start: node.start, end: node.end, text: second },
    { start: next.start, end: next.end, text: first },
  ];
  yield {
    edits,
    fit: next.kind === 'expression_statement' ? 1 : 0.5,
    what: `moved \`${first.slice(0, 60)}\` behind its successor`,
  };
};

/** `a.update(b)` changes a shared object in place: `a = b` rebinds instead. */
export const rebinding: Operator = function* (node, file) {
  const value = node.kind === 'expression_statement' ? node.children[0] : undefined;
  const call = value === undefined ? undefined : callOf(value);
  const member = call === undefined ? undefined : memberOf(call.callee);
  const argument = call?.arguments[0];
  if (member === undefined || argument === undefined || call?.arguments.length !== 1) return;
  if (!/^(update|extend|append|add|push|assign|concat)$/.test(file.textOf(member.property))) return;
  yield replacement(
    file,
    node,
    file.words.assign(file.textOf(member.object), file.textOf(argument)),
  );
};
