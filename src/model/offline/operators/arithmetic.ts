import { childBy } from '../../../syntax/nodes.ts';
import { assignmentOf, binaryOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { inPlaceOf } from '../positions.ts';
import { Shape } from '../shape.ts';

const SWAPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['+', ['-', '*']],
  ['-', ['+', '*']],
  ['*', ['+', '/', '**']],
  ['/', ['//', '*', '%']],
  ['//', ['/', '%']],
  ['%', ['//', '/']],
  ['**', ['*']],
]);

/** Few programs have these, and they are easily mixed up. */
const BITWISE: ReadonlyMap<string, readonly string[]> = new Map([
  ['&', ['|', '^', '&&']],
  ['|', ['&', '^', '||']],
  ['^', ['&', '|', '**']],
  ['<<', ['>>']],
  ['>>', ['<<', '>>>']],
  ['>>>', ['>>']],
]);

const swapWith = (table: ReadonlyMap<string, readonly string[]>): Operator =>
  function* (node, file) {
    const sign = binaryOf(node)?.operator ?? assignmentOf(node)?.operator;
    if (sign === undefined) return;
    const written = file.textOf(sign);
    const assigns = assignmentOf(node) !== undefined;
    const others = table.get(assigns ? written.slice(0, -1) : written) ?? [];
    for (const [at, other] of others.entries()) {
      if (file.isPython ? /&&|\|\||>>>/.test(other) : other === '//') continue;
      yield replacement(file, sign, assigns ? `${other}=` : other, 1 / (1 + at));
    }
    if (assigns && table.has(written.slice(0, -1))) yield replacement(file, sign, '=', 0.4);
  };

/** JavaScript's `++` counts the wrong way. */
const stepSwap: Operator = function* (node, file) {
  const sign = node.kind === 'update_expression' ? childBy(node, 'operator') : undefined;
  if (sign !== undefined) yield replacement(file, sign, file.textOf(sign) === '++' ? '--' : '++');
};

const signSwap = swapWith(SWAPS);

export const arithmeticSwap: Operator = function* (node, file) {
  yield* signSwap(node, file);
  yield* stepSwap(node, file);
};
export const bitwiseSwap: Operator = swapWith(BITWISE);

const LOGIC = new Set(['and', 'or', '&&', '||', '??']);

/** `a + b` becomes `b` or `a`: one part is too much. */
export const operandRemoval: Operator = function* (node, file) {
  const binary = binaryOf(node);
  if (binary === undefined || LOGIC.has(file.textOf(binary.operator))) return;
  if (file.shapeOf(node) === Shape.boolean) return;
  const sign = file.textOf(binary.operator);
  const literal = /^\d+$/;
  for (const [kept, gone] of [
    [binary.right, binary.left],
    [binary.left, binary.right],
  ] as const) {
    if (kept === binary.right && /^(-|\/|%|\*\*)/.test(sign)) continue;
    const fit = literal.test(file.textOf(gone)) ? 1 : literal.test(file.textOf(kept)) ? 0.3 : 0.6;
    yield replacement(file, node, inPlaceOf(node, file.textOf(kept)), fit);
  }
};

const SQUARABLE = new Set(['identifier', 'attribute', 'member_expression', 'subscript']);

/** `x` becomes `x * x` inside arithmetic. */
export const power: Operator = function* (node, file) {
  const outer = node.parent === undefined ? undefined : binaryOf(node.parent);
  if (outer === undefined || !SQUARABLE.has(node.kind)) return;
  if ((file.shapeOf(node) & Shape.number) === 0 || !/^[-+*/]$/.test(file.textOf(outer.operator)))
    return;
  yield replacement(file, node, `${file.textOf(node)} ** 2`, 1);
};
