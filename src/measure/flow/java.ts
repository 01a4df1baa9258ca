import type { ControlFlow } from './control-flow.ts';

const SHARED = [
  'if_statement',
  'ternary_expression',
  'for_statement',
  'enhanced_for_statement',
  'while_statement',
  'do_statement',
  'catch_clause',
];

export const JAVA: ControlFlow = {
  // An assertion is off unless somebody asks for it, and decides nothing.
  decisions: new Set([...SHARED, 'switch_label', 'guard']),
  // The grammar calls a switch so wherever it stands.
  breaks: new Set([...SHARED, 'switch_expression']),
  ifs: new Set(['if_statement']),
  elses: new Set(),
  words: new Map([['switch_label', 'case']]),
  exhaustive: new Set(),
  operators: new Set(['&&', '||']),
  labels: new Set(['identifier']),
};
