import type { ControlFlow } from './control-flow.ts';

const SHARED = [
  'if_statement',
  'conditional_expression',
  'for_statement',
  'while_statement',
  'except_clause',
  'except_group_clause',
];

export const PYTHON: ControlFlow = {
  decisions: new Set([
    ...SHARED,
    'elif_clause',
    'case_clause',
    // In comprehensions, the second one as the guard of a case too.
    'for_in_clause',
    'if_clause',
    'assert_statement',
  ]),
  breaks: new Set([...SHARED, 'match_statement']),
  ifs: new Set(['if_statement']),
  elses: new Set(['elif_clause', 'else_clause']),
  words: new Map(),
  exhaustive: new Set(),
  operators: new Set(['and', 'or']),
  labels: new Set(),
};
