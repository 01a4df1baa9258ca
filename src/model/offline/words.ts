import type { Language } from '../../syntax/language.ts';

/** How one language spells what the operators write. */
export interface Words {
  readonly and: string;
  readonly or: string;
  readonly none: string;
  readonly true: string;
  readonly false: string;
  readonly pass: string;
  /** The operand must bind tighter than `not`. */
  not(operand: string): string;
  isNone(operand: string): string;
  isEmpty(operand: string): string;
  length(operand: string): string;
  list(elements: string): string;
  /** `indent` is the white space in front of the guard. */
  guard(condition: string, statement: string, indent: string): string;
  slice(object: string, from: string): string;
  return(value: string): string;
  assign(target: string, value: string): string;
  statement(expression: string): string;
}

const STEP = '    ';

const PYTHON: Words = {
  and: 'and',
  or: 'or',
  none: 'None',
  true: 'True',
  false: 'False',
  pass: 'pass',
  not: (operand) => `not ${operand}`,
  isNone: (operand) => `${operand} is None`,
  isEmpty: (operand) => `not ${operand}`,
  length: (operand) => `len(${operand})`,
  list: (elements) => `[${elements}]`,
  guard: (condition, statement, indent) => `if ${condition}:\n${indent}${STEP}${statement}`,
  slice: (object, from) => `${object}[${from}:]`,
  return: (value) => (value === '' ? 'return' : `return ${value}`),
  assign: (target, value) => `${target} = ${value}`,
  statement: (expression) => expression,
};

const JAVASCRIPT: Words = {
  and: '&&',
  or: '||',
  none: 'null',
  true: 'true',
  false: 'false',
  pass: '{}',
  not: (operand) => `!${operand}`,
  isNone: (operand) => `${operand} == null`,
  isEmpty: (operand) => `!${operand}`,
  length: (operand) => `${operand}.length`,
  list: (elements) => `[${elements}]`,
  guard: (condition, statement) => `if (${condition}) ${statement}`,
  slice: (object, from) => `${object}.slice(${from})`,
  return: (value) => (value === '' ? 'return;' : `return ${value};`),
  assign: (target, value) => `${target} = ${value};`,
  statement: (expression) => `${expression};`,
};

export const wordsOf = (language: Language): Words => (language === 'python' ? PYTHON : JAVASCRIPT);
