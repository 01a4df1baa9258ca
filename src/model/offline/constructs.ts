import { childBy } from '../../syntax/nodes.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/**
 * One view of the constructs that the grammars of Python and JavaScript name
 * differently. Kinds do not clash between them, so one table serves both.
 */

/** `left operator right`: arithmetic, comparison, logic. */
export interface Binary {
  readonly left: SyntaxNode;
  readonly operator: SyntaxNode;
  readonly right: SyntaxNode;
}

const BINARY = new Set(['binary_operator', 'boolean_operator', 'binary_expression']);

export function binaryOf(node: SyntaxNode): Binary | undefined {
  if (BINARY.has(node.kind)) {
    const [left, operator, right] = [
      childBy(node, 'left'),
      childBy(node, 'operator'),
      childBy(node, 'right'),
    ];
    return left && operator && right ? { left, operator, right } : undefined;
  }
  if (node.kind !== 'comparison_operator' || node.children.length !== 3) return undefined;
  const [left, operator, right] = node.children;
  return left && operator && right ? { left, operator, right } : undefined;
}

/** `target = value`, `target += value`, `const target = value`. */
export interface Assignment {
  readonly target: SyntaxNode;
  readonly value: SyntaxNode;
  /** Present for `+=` and its like. */
  readonly operator?: SyntaxNode;
}

const AUGMENTED = new Set(['augmented_assignment', 'augmented_assignment_expression']);
const PLAIN = new Set(['assignment', 'assignment_expression']);

export function assignmentOf(node: SyntaxNode): Assignment | undefined {
  const declares = node.kind === 'variable_declarator';
  if (!declares && !AUGMENTED.has(node.kind) && !PLAIN.has(node.kind)) return undefined;
  const target = childBy(node, declares ? 'name' : 'left');
  const value = childBy(node, declares ? 'value' : 'right');
  if (target === undefined || value === undefined) return undefined;
  const operator = AUGMENTED.has(node.kind) ? childBy(node, 'operator') : undefined;
  return operator === undefined ? { target, value } : { target, value, operator };
}

export interface Call {
  readonly callee: SyntaxNode;
  /** Positional and spread arguments; `keyword=value` arguments are not among them. */
  readonly arguments: readonly SyntaxNode[];
  readonly argumentList: SyntaxNode;
}

export function callOf(node: SyntaxNode): Call | undefined {
  if (node.kind !== 'call' && node.kind !== 'call_expression') return undefined;
  const callee = childBy(node, 'function');
  const list = childBy(node, 'arguments');
  if (callee === undefined || list === undefined) return undefined;
  if (list.kind === 'generator_expression') {
    return { callee, arguments: [list], argumentList: list };
  }
  const positional = list.children.filter(
    (child) => child.named && child.kind !== 'comment' && child.kind !== 'keyword_argument',
  );
  return { callee, arguments: positional, argumentList: list };
}

export interface Subscript {
  readonly object: SyntaxNode;
  readonly indexes: readonly SyntaxNode[];
}

export function subscriptOf(node: SyntaxNode): Subscript | undefined {
  if (node.kind !== 'subscript' && node.kind !== 'subscript_expression') return undefined;
  const object = childBy(node, node.kind === 'subscript' ? 'value' : 'object');
  const indexes = node.children.filter((c) => c.field === 'subscript' || c.field === 'index');
  return object === undefined ? undefined : { object, indexes: indexes.filter((c) => c.named) };
}

export interface Member {
  readonly object: SyntaxNode;
  readonly property: SyntaxNode;
}

export function memberOf(node: SyntaxNode): Member | undefined {
  if (node.kind !== 'attribute' && node.kind !== 'member_expression') return undefined;
  const object = childBy(node, 'object');
  const property = childBy(node, node.kind === 'attribute' ? 'attribute' : 'property');
  return object && property ? { object, property } : undefined;
}

/** What a negation negates: `not x`, `!x`. */
export function negationOf(node: SyntaxNode): SyntaxNode | undefined {
  const negates =
    node.kind === 'not_operator' ||
    (node.kind === 'unary_expression' && childBy(node, 'operator')?.kind === '!');
  return negates ? childBy(node, 'argument') : undefined;
}
