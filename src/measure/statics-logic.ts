import type { SyntaxNode } from '../syntax/tree.ts';
import type { ControlFlow } from './flow/control-flow.ts';

/** Where short-circuit operators stand; the last one is Rust's `if let … && …`. */
const SEQUENCES = new Set(['binary_expression', 'boolean_operator', 'let_chain']);

const isParentheses = (node: SyntaxNode): boolean => node.kind === 'parenthesized_expression';

/** `#if A && B` is decided before anything runs. */
export const isDirective = (node: SyntaxNode): boolean =>
  node.field === 'condition' && node.parent?.kind.startsWith('preproc_') === true;

/** The short-circuit operators of this very node: one, or more in a chain. */
export const operatorsOf = (node: SyntaxNode, { operators }: ControlFlow): readonly string[] =>
  SEQUENCES.has(node.kind)
    ? node.children.flatMap(({ named, kind }) => (!named && operators.has(kind) ? [kind] : []))
    : [];

function isPart(node: SyntaxNode, flow: ControlFlow): boolean {
  let above = node.parent;
  while (above !== undefined && isParentheses(above)) above = above.parent;
  return above !== undefined && operatorsOf(above, flow).length > 0;
}

/** The operators of a whole condition in the order in which they are read. */
function operatorsBelow(root: SyntaxNode, flow: ControlFlow): readonly string[] {
  const read: string[] = [];
  const pending = [...root.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!node.named && flow.operators.has(node.kind)) read.push(node.kind);
    else if (isParentheses(node) || operatorsOf(node, flow).length > 0) {
      pending.push(...[...node.children].reverse());
    }
  }
  return read;
}

/** Runs of one operator in the condition that begins here: `a && b && c` is 1, `a && b || c` 2. */
export function runsOfLogic(node: SyntaxNode, flow: ControlFlow): number {
  if (operatorsOf(node, flow).length === 0 || isPart(node, flow)) return 0;
  const read = operatorsBelow(node, flow);
  return read.filter((operator, at) => operator !== read[at - 1]).length;
}
