import type { ControlFlow } from './control-flow.ts';

export const GO: ControlFlow = {
  // A default is a node of another kind.
  decisions: new Set([
    'if_statement',
    'for_statement',
    'expression_case',
    'type_case',
    'communication_case',
  ]),
  // A select waits where a switch compares, and reads like one.
  breaks: new Set([
    'if_statement',
    'for_statement',
    'expression_switch_statement',
    'type_switch_statement',
    'select_statement',
  ]),
  ifs: new Set(['if_statement']),
  elses: new Set(),
  words: new Map(),
  exhaustive: new Set(),
  operators: new Set(['&&', '||']),
  labels: new Set(['label_name']),
};
