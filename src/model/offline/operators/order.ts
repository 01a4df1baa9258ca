import type { SyntaxNode } from '../../../syntax/tree.ts';
import { binaryOf, callOf, subscriptOf } from '../constructs.ts';
import type { Mutant, Operator } from '../mutant.ts';
import type { SourceFile } from '../source-file.ts';

function swapped(file: SourceFile, first: SyntaxNode, second: SyntaxNode, fit: number): Mutant[] {
  const [a, b] = [file.textOf(first), file.textOf(second)];
  if (a === b) return [];
  const edits = [
    { start: first.start, end: first.end, text: b },
    { start: second.start, end: second.end, text: a },
  ];
  return [{ edits, fit, what: `exchanged \`${a}\` and \`${b}\`` }];
}

const LITERAL = /^(string|template_string|integer|float|number)$/;

/** Two arguments in the wrong order. */
export const argumentSwap: Operator = function* (node, file) {
  const list = callOf(node)?.arguments ?? [];
  for (const [at, first] of list.entries()) {
    for (const second of list.slice(at + 1)) {
      const alike = (file.shapeOf(first) & file.shapeOf(second)) !== 0 ? 1 : 0.3;
      const neighbours = list[at + 1] === second ? 1 : 0.4;
      // Nobody writes a literal where a variable belongs without seeing it.
      const literal = LITERAL.test(first.kind) || LITERAL.test(second.kind) ? 0.4 : 1;
      yield* swapped(file, first, second, alike * neighbours * literal);
    }
  }
};

/** `a[i, j]` for `a[j, i]`, `a[i][j]` for `a[j][i]`. */
export const indexSwap: Operator = function* (node, file) {
  const own = subscriptOf(node);
  if (own === undefined) return;
  const [first, second] = own.indexes;
  if (first !== undefined && second !== undefined) yield* swapped(file, first, second, 1);
  const inner = subscriptOf(own.object)?.indexes;
  if (inner?.length === 1 && inner[0] && first && !second)
    yield* swapped(file, inner[0], first, 0.7);
};

/** Comparisons are turned round by `comparisonKind`. */
const ORDERED = new Set(['-', '/', '//', '%', '**', '+', 'in', '<<', '>>']);

/** Operands in the wrong order, where the order matters (`+` joins strings and lists). */
export const operandSwap: Operator = function* (node, file) {
  const binary = binaryOf(node);
  if (binary === undefined) return;
  const sign = file.textOf(binary.operator);
  if (!ORDERED.has(sign) || (sign === '+' && file.shapeOf(node) === 1)) return;
  const literal = /^[\d.]+$/.test(file.textOf(binary.left) + file.textOf(binary.right)) ? 0 : 1;
  if (literal === 0) return;
  yield* swapped(
    file,
    binary.left,
    binary.right,
    sign === '+' ? 0.9 : sign === '-' || sign === '/' ? 0.7 : 0.6,
  );
};
