import type { ControlFlow } from './control-flow.ts';

const SHARED = [
  'if_statement',
  'conditional_expression',
  'for_statement',
  'for_range_loop',
  'while_statement',
  'do_statement',
  'catch_clause',
];

/** C too. What the preprocessor decides is decided before anything runs. */
export const CPP: ControlFlow = {
  decisions: new Set([...SHARED, 'case_statement']),
  breaks: new Set([...SHARED, 'switch_statement']),
  ifs: new Set(['if_statement']),
  elses: new Set(['else_clause']),
  words: new Map([['case_statement', 'case']]),
  exhaustive: new Set(),
  operators: new Set(['&&', '||', 'and', 'or']),
  labels: new Set(['statement_identifier']),
};
