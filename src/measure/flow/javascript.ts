import type { ControlFlow } from './control-flow.ts';

const LOOPS = ['for_statement', 'for_in_statement', 'while_statement', 'do_statement'];

/** TypeScript too. */
export const JAVASCRIPT: ControlFlow = {
  decisions: new Set([
    ...LOOPS,
    'if_statement',
    'ternary_expression',
    'switch_case',
    'catch_clause',
  ]),
  breaks: new Set([
    ...LOOPS,
    'if_statement',
    'ternary_expression',
    'switch_statement',
    'catch_clause',
  ]),
  ifs: new Set(['if_statement']),
  elses: new Set(['else_clause']),
  words: new Map(),
  exhaustive: new Set(),
  operators: new Set(['&&', '||', '??']),
  labels: new Set(['statement_identifier']),
};
