import type { SyntaxNode } from '../../syntax/tree.ts';

const PATTERNS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'array_pattern',
  'object_pattern',
  'rest_pattern',
  'as_pattern_target',
  'typed_parameter',
  'default_parameter',
  'typed_default_parameter',
  'assignment_pattern',
  'pair_pattern',
  'required_parameter',
  'optional_parameter',
  'type',
]);

const PARAMETER_LISTS = new Set(['parameters', 'lambda_parameters', 'formal_parameters']);

const NAME_FIELDS = new Set(['name', 'parameter', 'alias', 'attribute', 'property', 'label']);
const BINDERS = new Set([
  'assignment',
  'augmented_assignment',
  'assignment_expression',
  'augmented_assignment_expression',
  'for_statement',
  'for_in_statement',
  'for_in_clause',
]);

/** The node that binds this name or pattern (assignment, loop, parameter list, `++`, `del`, …), if any. */
export function binderOf(node: SyntaxNode): SyntaxNode | undefined {
  let at = node;
  for (let above = at.parent; above !== undefined; at = above, above = at.parent) {
    if (PARAMETER_LISTS.has(above.kind)) return above;
    if (PATTERNS.has(above.kind)) {
      if (at.field === 'value' && above.kind !== 'pair_pattern') return undefined;
      if (above.kind === 'assignment_pattern' && at.field === 'right') return undefined;
      continue;
    }
    if (above.kind === 'update_expression' || above.kind === 'delete_statement') return above;
    if (at.field === 'left' && BINDERS.has(above.kind)) return above;
    return NAME_FIELDS.has(at.field) && at.kind !== 'call' ? above : undefined;
  }
  return undefined;
}
