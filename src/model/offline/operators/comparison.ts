import { binaryOf } from '../constructs.ts';
import { type Mutant, type Operator, replacement } from '../mutant.ts';

/** Off-by-one in a comparison: what happens when both sides are equal. */
const BOUNDARY: ReadonlyMap<string, string> = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
]);

export const comparisonBoundary: Operator = function* (node, file) {
  const comparison = binaryOf(node);
  if (comparison === undefined) return;
  const swapped = BOUNDARY.get(file.textOf(comparison.operator));
  if (swapped !== undefined) yield replacement(file, comparison.operator, swapped);
};

/** The comparison asks the wrong question. */
const OTHERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['<', ['>', '==', '>=']],
  ['<=', ['>=', '>', '==']],
  ['>', ['<', '<=', '==']],
  ['>=', ['<=', '<', '==']],
  ['==', ['!=', '<=', '>=']],
  ['!=', ['==', '<', '>']],
  ['===', ['!==', '==', '<=', '>=']],
  ['!==', ['===', '!=', '<', '>']],
  ['is', ['is not', '==']],
  ['is not', ['is', '!=']],
  ['in', ['not in']],
  ['not in', ['in']],
]);

export const comparisonKind: Operator = function* (node, file) {
  const comparison = binaryOf(node);
  if (comparison === undefined) return;
  const others = OTHERS.get(file.textOf(comparison.operator)) ?? [];
  for (const [at, other] of others.entries()) {
    const strictness = other === '==' && file.textOf(comparison.operator) === '===';
    yield replacement(file, comparison.operator, other, strictness ? 0.4 : 1 / (1 + at));
  }
};

/** `n == 0` where the smallest cases are meant: `n <= 1`, `n < 2`. */
export const comparisonRange: Operator = function* (node, file): Generator<Mutant> {
  const comparison = binaryOf(node);
  if (comparison === undefined || !/^===?$/.test(file.textOf(comparison.operator))) return;
  const limit = Number(file.textOf(comparison.right));
  if (!Number.isInteger(limit) || file.textOf(comparison.right) === '') return;
  const left = file.textOf(comparison.left);
  yield replacement(file, node, `${left} <= ${limit + 1}`, 1);
  yield replacement(file, node, `${left} >= ${limit - 1}`, 0.3);
};
