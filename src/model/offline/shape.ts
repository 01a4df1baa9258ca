import type { SyntaxNode } from '../../syntax/tree.ts';
import { type Binary, binaryOf, callOf, memberOf, subscriptOf } from './constructs.ts';

/**
 * What a value may be, as a set of bits: a coarse guess from how it is written
 * and used, enough to leave out changes that cannot make sense.
 */
export const Shape = {
  number: 1,
  string: 2,
  boolean: 4,
  list: 8,
  map: 16,
  set: 32,
  object: 64,
  function: 128,
  none: 256,
} as const;

const S = Shape;
export const ANY = 511;

/** Literals and what is written like one, by node kind. */
export const LITERALS: ReadonlyMap<string, number> = new Map([
  ['integer', S.number],
  ['float', S.number],
  ['number', S.number],
  ['string', S.string],
  ['template_string', S.string],
  ['true', S.boolean],
  ['false', S.boolean],
  ['none', S.none],
  ['null', S.none],
  ['undefined', S.none],
  ['list', S.list],
  ['array', S.list],
  ['tuple', S.list],
  ['list_comprehension', S.list],
  ['generator_expression', S.list],
  ['dictionary', S.map],
  ['dictionary_comprehension', S.map],
  ['object', S.map | S.object],
  ['set', S.set],
  ['set_comprehension', S.set],
  ['lambda', S.function],
  ['arrow_function', S.function],
  ['function_expression', S.function],
  ['not_operator', S.boolean],
  ['regex', S.object],
]);

const RESULTS: ReadonlyMap<string, number> = new Map([
  ['len', S.number],
  ['int', S.number],
  ['float', S.number],
  ['abs', S.number],
  ['ord', S.number],
  ['sum', S.number],
  ['round', S.number],
  ['range', S.list],
  ['list', S.list],
  ['sorted', S.list],
  ['reversed', S.list],
  ['enumerate', S.list],
  ['zip', S.list],
  ['map', S.list],
  ['filter', S.list],
  ['tuple', S.list],
  ['set', S.set],
  ['frozenset', S.set],
  ['dict', S.map],
  ['str', S.string],
  ['repr', S.string],
  ['bool', S.boolean],
  ['any', S.boolean],
  ['all', S.boolean],
  ['isinstance', S.boolean],
  ['Number', S.number],
  ['parseInt', S.number],
  ['String', S.string],
  ['keys', S.list],
  ['values', S.list],
  ['items', S.list],
  ['split', S.list],
  ['join', S.string],
  ['strip', S.string],
  ['lower', S.string],
  ['upper', S.string],
  ['toLowerCase', S.string],
  ['toUpperCase', S.string],
  ['trim', S.string],
  ['slice', S.list | S.string],
  ['find', ANY],
  ['indexOf', S.number],
  ['charCodeAt', S.number],
  ['startswith', S.boolean],
  ['endswith', S.boolean],
  ['startsWith', S.boolean],
  ['endsWith', S.boolean],
  ['includes', S.boolean],
  ['isArray', S.boolean],
  ['index', S.number],
  ['count', S.number],
  ['rfind', S.number],
  ['lastIndexOf', S.number],
]);

export const COMPARISONS: ReadonlySet<string> = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  'is',
  'is not',
  'in',
  'not in',
  'instanceof',
]);

/** What both say, or anything where they contradict each other. */
export const meet = (a: number, b: number): number => a & b || a || b;

/** The shape of an expression by itself; `known` answers for names. */
export function shapeOf(
  node: SyntaxNode,
  text: (node: SyntaxNode) => string,
  known: (name: string, node: SyntaxNode) => number,
): number {
  const literal = LITERALS.get(node.kind);
  if (literal !== undefined) return literal;
  if (node.kind === 'identifier') return known(text(node), node);
  const call = callOf(node);
  if (call !== undefined) {
    const name = memberOf(call.callee)?.property ?? call.callee;
    return RESULTS.get(text(name)) ?? ANY;
  }
  const inner = node.kind === 'parenthesized_expression' ? node.children[1] : undefined;
  if (inner !== undefined) return shapeOf(inner, text, known);
  if (node.kind === 'unary_operator') return S.number;
  if (node.kind === 'unary_expression') {
    const sign = node.children[0]?.kind;
    return sign === '!' ? S.boolean : sign === '-' || sign === '+' || sign === '~' ? S.number : ANY;
  }
  const member = memberOf(node);
  if (member !== undefined) return text(member.property) === 'length' ? S.number : ANY;
  const binary = binaryOf(node);
  return binary === undefined
    ? slicedShape(node, text, known)
    : binaryShape(binary, text(binary.operator), (operand) => shapeOf(operand, text, known));
}

function binaryShape(
  binary: Binary,
  sign: string,
  shapeOfOperand: (operand: SyntaxNode) => number,
): number {
  if (COMPARISONS.has(sign)) return S.boolean;
  const left = shapeOfOperand(binary.left);
  const right = shapeOfOperand(binary.right);
  if (/^(and|or|&&|\|\||\?\?)$/.test(sign)) return left | right;
  if (sign === '+') return meet(meet(left, right), S.number | S.string | S.list);
  if (sign === '-') return meet(meet(left, right), S.number | S.set);
  if (sign === '*' || sign === '%') return meet(left | right, S.number | S.string | S.list);
  return S.number | (left & S.set);
}

function slicedShape(
  node: SyntaxNode,
  text: (node: SyntaxNode) => string,
  known: (name: string, node: SyntaxNode) => number,
): number {
  const subscript = subscriptOf(node);
  if (subscript?.indexes[0]?.kind !== 'slice') return ANY;
  return meet(shapeOf(subscript.object, text, known), S.list | S.string);
}
