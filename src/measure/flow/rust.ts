import type { ControlFlow } from './control-flow.ts';

const SHARED = [
  'if_expression',
  'for_expression',
  'while_expression',
  'loop_expression',
  // `let … else`: an if that has to leave.
  'let_declaration',
];

/** What stands in a macro's call is not parsed, and decides nothing. */
export const RUST: ControlFlow = {
  decisions: new Set([
    ...SHARED,
    'match_arm',
    // The guard of an arm.
    'match_pattern',
    // `?` returns early. It costs no reader anything, which is what it was made for.
    'try_expression',
  ]),
  breaks: new Set([...SHARED, 'match_expression']),
  ifs: new Set(['if_expression']),
  elses: new Set(['else_clause']),
  words: new Map([
    ['let_declaration', 'else'],
    ['match_pattern', 'if'],
  ]),
  exhaustive: new Set(['match_arm']),
  operators: new Set(['&&', '||']),
  labels: new Set(['label']),
};
