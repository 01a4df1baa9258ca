import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignmentOf, binaryOf, callOf, memberOf, subscriptOf } from './constructs.ts';
import { ANY, LITERALS, meet, Shape } from './shape.ts';

const S = Shape;
const SIZED = S.list | S.string | S.map | S.set;

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

const NUMERIC = new Set(['-', '/', '//', '**', '&', '|', '^', '<<', '>>', '>>>']);

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
    const asked = operandShape(sign, isRight);
    return sign.endsWith('in') ? asked : meet(asked, other);
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
