import { childBy } from './nodes.ts';
import type { SyntaxNode } from './tree.ts';

/** Node kinds that are functions, in all grammars. */
export const FUNCTION_KINDS: ReadonlySet<string> = new Set([
  'function_definition',
  'lambda',
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
  'method_declaration',
  'func_literal',
  'function_item',
  'closure_expression',
  'constructor_declaration',
  'compact_constructor_declaration',
  'lambda_expression',
]);

/** Is it a function with a body of its own? Interfaces and headers only announce theirs. */
export const isFunction = (node: SyntaxNode): boolean =>
  node.named && FUNCTION_KINDS.has(node.kind) && childBy(node, 'body') !== undefined;
