import type { SyntaxNode } from '../../../syntax/tree.ts';
import { assignmentOf, binaryOf, callOf, memberOf, subscriptOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { inPlaceOf, isValue, statementOf } from '../positions.ts';
import { Shape } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';
import { similarity } from './similarity.ts';

const CONSTANTS = /^(integer|float|number|string|true|false|none|null|undefined|list|array)$/;

/** Can every name of `donor` be read at `node`? */
export const readableAt = (file: SourceFile, donor: SyntaxNode, node: SyntaxNode): boolean => {
  const visible = new Set(file.namesAt(node));
  const known = new Set([...file.namesAt(node, 'function'), ...file.namesAt(node, 'import')]);
  return file
    .namesIn(donor)
    .every((name) => visible.has(name) || known.has(name) || !isBoundHere(file, donor, name));
};

/** Is the name bound somewhere in the donor's function (else it is a builtin or a global)? */
const isBoundHere = (file: SourceFile, donor: SyntaxNode, name: string): boolean =>
  file.namesAt(donor).includes(name);

const inside = (inner: SyntaxNode, outer: SyntaxNode): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

function donorFit(file: SourceFile, node: SyntaxNode, donor: SyntaxNode): number {
  const own = file.textOf(node);
  const text = file.textOf(donor);
  const shapes = file.shapeOf(donor) & file.shapeOf(node) & file.expectedAt(node);
  if (shapes === 0 || text.length > 60) return 0;
  // `b` for a `b[1:]` that stands elsewhere: the same value, further processed.
  const extends_ = node.kind === 'identifier' && file.namesIn(donor).includes(own);
  if (extends_) return statementOf(donor) === statementOf(node) ? 1 : 0.7;
  if (CONSTANTS.test(node.kind) || CONSTANTS.test(donor.kind)) return 0.15;
  return 0.15 + 0.45 * similarity(own, text);
}

/** An expression becomes another of the same function; names are `variableReplacement`'s. */
export const expressionReplacement: Operator = function* (node, file) {
  if (!isValue(node) || node.kind === 'parenthesized_expression' || isDropped(node)) return;
  const own = file.textOf(node);
  if (node.parent !== undefined && childIsCallee(node)) return;
  const seen = new Set([own]);
  for (const donor of file.valuesNear(node)) {
    const text = file.textOf(donor);
    if (seen.has(text) || donor.kind === 'identifier' || donor.kind === 'parenthesized_expression')
      continue;
    if (childIsCallee(donor) || (inside(node, donor) && statementOf(node) === statementOf(donor)))
      continue;
    seen.add(text);
    const fit = donorFit(file, node, donor);
    if (fit === 0 || !readableAt(file, donor, node)) continue;
    yield replacement(file, node, simple(donor) ? text : inPlaceOf(node, text), fit);
  }
};

/** A computed value becomes a variable that already holds it: `get(xs, y)` becomes `distance`. */
export const expressionToVariable: Operator = function* (node, file) {
  if (!isValue(node) || node.kind === 'identifier' || CONSTANTS.test(node.kind)) return;
  if (node.kind === 'parenthesized_expression' || childIsCallee(node) || isDropped(node)) return;
  const asked = file.expectedAt(node) & file.shapeOf(node);
  const inner = new Set(file.namesIn(node));
  const size = file.textOf(node).length > 50 ? 0.4 : 1;
  for (const [rank, name] of file.namesAt(node).entries()) {
    const shape = file.shapeOfNameAt(name, node);
    if ((shape & asked) === 0) continue;
    const own = inner.has(name) ? 0.6 : 1;
    yield replacement(file, node, name, (own * size) / (1 + rank / 5));
  }
};

/** A value that nobody uses: changing it into another changes nothing. */
const isDropped = (node: SyntaxNode): boolean => node.parent?.kind === 'expression_statement';

const childIsCallee = (node: SyntaxNode): boolean =>
  node.parent !== undefined && callOf(node.parent)?.callee === node;

const simple = (node: SyntaxNode): boolean =>
  callOf(node) !== undefined || memberOf(node) !== undefined || subscriptOf(node) !== undefined;

/** The result goes to the wrong place: another target of the same statement or function. */
export const targetReplacement: Operator = function* (node, file) {
  const target = assignmentOf(node)?.target;
  if (target === undefined || node.kind === 'variable_declarator') return;
  const own = file.textOf(target);
  const seen = new Set([own]);
  for (const donor of file.valuesNear(node)) {
    const text = file.textOf(donor);
    if (seen.has(text)) continue;
    const place = memberOf(donor) !== undefined || subscriptOf(donor) !== undefined;
    if (!place || childIsCallee(donor) || !readableAt(file, donor, node)) continue;
    if (subscriptOf(donor)?.indexes[0]?.kind === 'slice' || text.includes('(')) continue;
    seen.add(text);
    yield replacement(file, target, text, statementOf(donor) === statementOf(node) ? 1 : 0.4);
  }
  if (target.kind !== 'identifier') return;
  for (const [rank, name] of file.namesAt(node).entries()) {
    if (seen.has(name)) continue;
    yield replacement(file, target, name, (0.4 + 0.4 * similarity(own, name)) / (1 + rank / 6));
  }
};

const GROWING = new Set([
  'list',
  'array',
  'list_comprehension',
  'call',
  'call_expression',
  'identifier',
  'binary_operator',
  'binary_expression',
  'string',
]);

/** A result that lacks a part: `return xs` becomes `return ys + xs`. */
export const combination: Operator = function* (node, file) {
  const parent = node.parent;
  if (parent === undefined || !isValue(node) || !GROWING.has(node.kind)) return;
  const assigned = assignmentOf(parent);
  const returned = parent.kind === 'return_statement';
  if (!returned && assigned?.value !== node) return;
  if (binaryOf(node) !== undefined && file.shapeOf(node) === Shape.boolean) return;
  const own = file.textOf(node);
  const shape = file.shapeOf(node) & (Shape.number | Shape.string | Shape.list);
  const place = returned ? 1 : 0.4;
  for (const [rank, name] of file.namesAt(node).entries()) {
    if (name === own || (file.shapeOfNameAt(name, node) & shape) === 0) continue;
    const fit = place / (1 + rank / 3);
    yield replacement(file, node, `${name} + ${own}`, fit);
    yield replacement(file, node, `${own} + ${name}`, fit * 0.9);
  }
};

/** A part of a sequence: `xs` becomes `xs[k:]`. */
export const slicing: Operator = function* (node, file) {
  if (node.kind !== 'identifier' || !isValue(node)) return;
  const shape = file.shapeOf(node) & file.expectedAt(node);
  if ((shape & (Shape.list | Shape.string)) === 0 || childIsCallee(node)) return;
  const parent = node.parent;
  if (
    parent !== undefined &&
    (subscriptOf(parent)?.object === node || memberOf(parent) !== undefined)
  )
    return;
  const own = file.textOf(node);
  const certain = (shape & ~(Shape.list | Shape.string | Shape.map | Shape.set)) === 0 ? 1 : 0.3;
  yield replacement(file, node, file.words.slice(own, '1'), certain);
  if (file.isPython) yield replacement(file, node, `${own}[:-1]`, certain * 0.5);
  for (const [rank, name] of file.namesAt(node).entries()) {
    if (name === own || file.shapeOfNameAt(name, node) !== Shape.number) continue;
    yield replacement(file, node, file.words.slice(own, name), certain / (1.2 + rank / 3));
  }
};
