import type { SyntaxNode } from '../../syntax/tree.ts';
import { binderOf } from './binder.ts';

/** Where a node stands: statement, condition, value that is read, name that is bound. */

const BLOCKS = new Set(['block', 'statement_block', 'module', 'program', 'switch_case']);

export const isBlock = (node: SyntaxNode): boolean => BLOCKS.has(node.kind);

/** A direct child of a block. */
export const isStatement = (node: SyntaxNode): boolean =>
  node.named &&
  node.parent !== undefined &&
  isBlock(node.parent) &&
  node.field !== 'value' &&
  node.kind !== 'comment';

export function statementOf(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = node;
  while (at !== undefined && !isStatement(at)) at = at.parent;
  return at;
}

const EXPRESSIONS = new Set([
  'identifier',
  'attribute',
  'member_expression',
  'subscript',
  'subscript_expression',
  'call',
  'call_expression',
  'new_expression',
  'binary_operator',
  'boolean_operator',
  'binary_expression',
  'comparison_operator',
  'not_operator',
  'unary_operator',
  'unary_expression',
  'conditional_expression',
  'ternary_expression',
  'parenthesized_expression',
  'integer',
  'float',
  'number',
  'string',
  'template_string',
  'true',
  'false',
  'none',
  'null',
  'undefined',
  'list',
  'array',
  'tuple',
  'dictionary',
  'set',
  'object',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
  'await',
  'await_expression',
  'this',
  'regex',
]);

const isName = (node: SyntaxNode): boolean =>
  node.parent?.kind === 'keyword_argument' && node.field === 'name';

/** An expression whose value is read, so that another could stand there. */
export const isValue = (node: SyntaxNode): boolean =>
  node.named &&
  EXPRESSIONS.has(node.kind) &&
  !isName(node) &&
  !node.parent?.kind.startsWith('import') &&
  !node.parent?.kind.startsWith('dotted') &&
  binderOf(node) === undefined;

/** Parents inside which any expression may stand without parentheses. */
const LOOSE = new Set([
  'argument_list',
  'arguments',
  'return_statement',
  'assignment',
  'augmented_assignment',
  'assignment_expression',
  'augmented_assignment_expression',
  'variable_declarator',
  'expression_statement',
  'list',
  'array',
  'tuple',
  'expression_list',
  'parenthesized_expression',
  'if_statement',
  'elif_clause',
  'while_statement',
  'for_statement',
  'for_in_statement',
  'pair',
  'subscript_expression',
  'slice',
  'keyword_argument',
  'yield',
  'interpolation',
  'template_substitution',
  'dictionary',
  'set',
  'object',
  'default_parameter',
  'if_clause',
]);

/** A name, a literal, a member, a call or a subscript: binds tighter than any operator. */
const ATOM = /^[\w.$]+(\([^()]*\)|\[[^[\]]*\])*$/;

/** `text` as it may stand in the place of `node`: in parentheses where its parent could tear it apart. */
export function inPlaceOf(node: SyntaxNode, text: string): string {
  const parent = node.parent;
  if (ATOM.test(text)) return text;
  if (parent === undefined || LOOSE.has(parent.kind)) {
    return parent?.kind === 'subscript_expression' && node.field === 'object' ? `(${text})` : text;
  }
  if (parent.kind === 'subscript' && node.field === 'subscript') return text;
  if (parent.kind === 'list_comprehension' && node.field === 'body') return text;
  return `(${text})`;
}

const CONDITIONALS = new Set([
  'if_statement',
  'elif_clause',
  'while_statement',
  'conditional_expression',
  'ternary_expression',
  'for_statement',
  'do_statement',
]);

/** A condition of a branch or a loop (without JavaScript's parentheses). */
export function isCondition(node: SyntaxNode): boolean {
  if (!node.named) return false;
  const parent = node.parent;
  if (parent === undefined) return false;
  if (parent.kind === 'parenthesized_expression') {
    return parent.field === 'condition' && CONDITIONALS.has(parent.parent?.kind ?? '');
  }
  if (node.kind === 'parenthesized_expression') return false;
  if (parent.kind === 'if_clause') return true;
  if (parent.kind === 'conditional_expression') return parent.children[2] === node;
  return node.field === 'condition' && CONDITIONALS.has(parent.kind);
}
