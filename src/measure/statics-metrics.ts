import { FUNCTION_KINDS } from '../syntax/functions.ts';
import { descendants } from '../syntax/nodes.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { cognitiveComplexity } from './statics-cognitive.ts';

/** Sizes and complexities of one function. */
export interface Statics {
  readonly lines: number;
  /** Named nodes of the syntax tree without comments. */
  readonly nodes: number;
  /** McCabe: decisions + 1. */
  readonly cyclomatic: number;
  /** SonarSource's Cognitive Complexity. */
  readonly cognitive: number;
}

const DECISIONS = new Set([
  'if_statement',
  'elif_clause',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'switch_case',
  'case_clause',
  'catch_clause',
  'except_clause',
  'except_group_clause',
  'conditional_expression',
  'ternary_expression',
  'boolean_operator',
  'for_in_clause',
  'if_clause',
  'assert_statement',
]);

const SHORT_CIRCUIT = new Set(['&&', '||', '??']);

const decides = (node: SyntaxNode): boolean =>
  DECISIONS.has(node.kind) ||
  (node.kind === 'binary_expression' &&
    node.children.some((child) => child.field === 'operator' && SHORT_CIRCUIT.has(child.kind)));

/** What a file says outside its functions is measured without them. */
const outsideFunctions = (node: SyntaxNode): boolean => !FUNCTION_KINDS.has(node.kind);

/** Measures a function with all that it contains, or a file without its functions. */
export function staticsOf(root: SyntaxNode): Statics {
  const isFile = root.parent === undefined;
  let nodes = 0;
  let cyclomatic = 1;
  let lines = root.lastLine - root.line + 1;
  for (const node of descendants(root, isFile ? outsideFunctions : undefined)) {
    if (!node.named || node.kind === 'comment') continue;
    if (isFile && FUNCTION_KINDS.has(node.kind)) {
      lines -= node.lastLine - node.line;
      continue;
    }
    nodes++;
    if (decides(node)) cyclomatic++;
  }
  return { lines, nodes, cyclomatic, cognitive: cognitiveComplexity(root) };
}
