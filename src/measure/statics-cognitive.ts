import { FUNCTION_KINDS } from '../syntax/functions.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** Cost 1 plus their nesting, and whatever they contain is nested deeper. */
const NESTING_BREAKS = new Set([
  'if_statement',
  'conditional_expression',
  'ternary_expression',
  'switch_statement',
  'match_statement',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'catch_clause',
  'except_clause',
  'except_group_clause',
]);

/** Cost 1 however deep they are. */
const FLAT_BREAKS = new Set(['elif_clause', 'else_clause']);

const LOGIC = new Set(['&&', '||', 'and', 'or', '??']);

const logicOf = (node: SyntaxNode): string | undefined => {
  if (node.kind !== 'boolean_operator' && node.kind !== 'binary_expression') return undefined;
  const operator = node.children.find((child) => child.field === 'operator')?.kind ?? '';
  return LOGIC.has(operator) ? operator : undefined;
};

/** `a && b && c` costs 1, and every change of the operator 1 more. */
function startsLogic(node: SyntaxNode): boolean {
  const own = logicOf(node);
  if (own === undefined) return false;
  let above = node.parent;
  while (above?.kind === 'parenthesized_expression') above = above.parent;
  return above === undefined || logicOf(above) !== own;
}

/** `else if` is one break in the flow, not an else with an if inside. */
const isElseIf = (node: SyntaxNode): boolean =>
  node.kind === 'if_statement' && node.parent?.kind === 'else_clause';

/** An else is as deep as its if, and so is the if of an `else if`. */
const isLevel = (parent: SyntaxNode, child: SyntaxNode): boolean =>
  FLAT_BREAKS.has(child.kind) || (parent.kind === 'else_clause' && isElseIf(child));

const isLabelledJump = (node: SyntaxNode): boolean =>
  (node.kind === 'break_statement' || node.kind === 'continue_statement') &&
  node.children.some((child) => child.field === 'label');

function costOf(node: SyntaxNode, nesting: number): number {
  if (isElseIf(node)) return 0;
  if (NESTING_BREAKS.has(node.kind)) return 1 + nesting;
  return FLAT_BREAKS.has(node.kind) || startsLogic(node) || isLabelledJump(node) ? 1 : 0;
}

/**
 * Cognitive Complexity of a function, or of a file outside its functions (G. Ann Campbell, SonarSource
 * 2018): breaks in the linear flow, more the deeper they are nested. Recursion
 * is left out, since a name alone does not prove it.
 */
export function cognitiveComplexity(root: SyntaxNode): number {
  let total = 0;
  const pending = [{ node: root, nesting: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, nesting } = next;
    if (!node.named) continue;
    total += costOf(node, nesting);
    const isInner = FUNCTION_KINDS.has(node.kind) && node !== root;
    if (isInner && root.parent === undefined) continue;
    const nests = NESTING_BREAKS.has(node.kind) || FLAT_BREAKS.has(node.kind) || isInner;
    const deeper = nests ? 1 : 0;
    for (const child of node.children) {
      pending.push({ node: child, nesting: nesting + (isLevel(node, child) ? 0 : deeper) });
    }
  }
  return total;
}
