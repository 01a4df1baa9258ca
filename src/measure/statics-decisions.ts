import type { SyntaxNode } from '../syntax/tree.ts';
import type { ControlFlow, Kinds } from './flow/control-flow.ts';
import { operatorsOf } from './statics-logic.ts';

/** Is it of these kinds, and does it hold the word that makes it count? */
export function counts(node: SyntaxNode, kinds: Kinds, { words }: ControlFlow): boolean {
  if (!kinds.has(node.kind)) return false;
  const word = words.get(node.kind);
  return word === undefined || node.children.some(({ kind }) => kind === word);
}

/** Of n arms of which one has to match only n - 1 decide. */
const isRemainder = (node: SyntaxNode, { exhaustive }: ControlFlow): boolean =>
  exhaustive.has(node.kind) && node.parent?.children.findLast(({ named }) => named) === node;

/** McCabe: the ways that a node itself adds to those through its function. */
export const decisionsOf = (node: SyntaxNode, flow: ControlFlow): number =>
  operatorsOf(node, flow).length +
  (counts(node, flow.decisions, flow) && !isRemainder(node, flow) ? 1 : 0);
