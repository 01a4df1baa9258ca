import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignmentOf, binaryOf, callOf, memberOf, subscriptOf } from './constructs.ts';

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
const SIZED = S.list | S.string | S.map | S.set;

const LITERALS: ReadonlyMap<string, number> = new Map([
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

/** What a method tells about the value that it is called on. */
const RECEIVERS: ReadonlyMap<string, number> = new Map([
  ['append', S.list | S.object],
  ['extend', S.list | S.object],
  ['insert', S.list],
  ['sort', S.list],
  ['popleft', S.list | S.object],
  ['push', S.list],
  ['shift', S.list],
  ['unshift', S.list],
  ['splice', S.list],
  ['concat', S.list | S.string],
  ['forEach', S.list | S.map | S.set],
  ['pop', S.list | S.map | S.set],
  ['add', S.set | S.object],
  ['discard', S.set],
  ['has', S.set | S.map],
  ['update', S.set | S.map | S.object],
  ['items', S.map | S.object],
  ['keys', S.map | S.object],
  ['values', S.map | S.object],
  ['setdefault', S.map],
  ['get', S.map | S.object],
  ['issuperset', S.set],
  ['issubset', S.set],
  ['union', S.set],
  ['strip', S.string],
  ['split', S.string],
  ['join', S.string | S.list],
  ['lower', S.string],
  ['upper', S.string],
  ['find', S.string | S.list],
  ['rfind', S.string],
  ['replace', S.string | S.object],
  ['startswith', S.string],
  ['endswith', S.string],
  ['startsWith', S.string],
  ['endsWith', S.string],
  ['trim', S.string],
  ['charCodeAt', S.string],
  ['toLowerCase', S.string],
  ['length', S.list | S.string],
  ['match', S.string | S.object],
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
const NUMERIC = new Set(['-', '/', '//', '**', '&', '|', '^', '<<', '>>', '>>>']);

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
  if (binary === undefined) return slicedShape(node, text, known);
  const sign = text(binary.operator);
  if (COMPARISONS.has(sign)) return S.boolean;
  const left = shapeOf(binary.left, text, known);
  const right = shapeOf(binary.right, text, known);
  if (sign === 'and' || sign === 'or' || sign === '&&' || sign === '||' || sign === '??')
    return left | right;
  if (sign === '+') return meet(meet(left, right), S.number | S.string | S.list);
  if (sign === '-') return meet(left, S.number | S.set);
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

/** What both say, or anything where they contradict each other. */
export const meet = (a: number, b: number): number => a & b || a || b;

/** What a place asks of the value that stands there. */
export function expectedAt(node: SyntaxNode, text: (node: SyntaxNode) => string): number {
  const parent = node.parent;
  if (parent === undefined) return ANY;
  const member = memberOf(parent);
  if (member?.object === node) {
    return (
      RECEIVERS.get(text(member.property)) ?? S.object | S.map | S.string | S.list | S.function
    );
  }
  const subscript = subscriptOf(parent);
  if (subscript !== undefined) {
    if (subscript.object === node) {
      const sliced = subscript.indexes[0]?.kind === 'slice';
      return sliced ? S.list | S.string : S.list | S.string | S.map | S.object;
    }
    return ANY & ~(S.list | S.none);
  }
  if (parent.kind === 'slice') return S.number;
  if (parent.kind === 'for_in_clause' || parent.kind.startsWith('for_')) {
    return node.field === 'right' ? SIZED | S.object : ANY;
  }
  const binary = binaryOf(parent);
  if (binary !== undefined) {
    const isRight = binary.right === node;
    const sign = text(binary.operator);
    const other = LITERALS.get((isRight ? binary.left : binary.right).kind) ?? ANY;
    if (/^[=!]==?$/.test(sign)) return other & (S.number | S.string) || ANY;
    return operandShape(sign, isRight);
  }
  const assignment = assignmentOf(parent);
  if (assignment?.operator !== undefined)
    return operandShape(text(assignment.operator).slice(0, -1), true);
  return argumentShape(node, text);
}

function operandShape(sign: string, isRight: boolean): number {
  if (sign === '<' || sign === '<=' || sign === '>' || sign === '>=')
    return S.number | S.string | S.list;
  if (sign === '+') return S.number | S.string | S.list;
  if (sign === '*' || sign === '%') return S.number | S.string | S.list;
  if (sign === 'in' || sign === 'not in') return isRight ? SIZED | S.object : ANY & ~S.none;
  if (sign === '-') return S.number | S.set;
  if (NUMERIC.has(sign)) return S.number | S.set;
  return ANY;
}

const ARGUMENTS: ReadonlyMap<string, number> = new Map([
  ['len', SIZED],
  ['range', S.number],
  ['enumerate', SIZED],
  ['sorted', SIZED],
  ['reversed', S.list | S.string],
  ['sum', S.list | S.set],
  ['abs', S.number],
  ['chr', S.number],
  ['ord', S.string],
  ['any', SIZED],
  ['all', SIZED],
  ['set', SIZED],
  ['extend', SIZED | S.object],
  ['issuperset', SIZED],
  ['update', SIZED | S.object],
  ['charCodeAt', S.number],
  ['charAt', S.number],
  ['parseInt', S.string],
  ['isNaN', S.number],
]);

function argumentShape(node: SyntaxNode, text: (node: SyntaxNode) => string): number {
  const call = node.parent?.parent === undefined ? undefined : callOf(node.parent.parent);
  if (call === undefined || !call.arguments.includes(node)) return ANY;
  const name = memberOf(call.callee)?.property ?? call.callee;
  return ARGUMENTS.get(text(name)) ?? ANY;
}
