import { descendants } from '../../../syntax/nodes.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { binaryOf, memberOf, negationOf, subscriptOf } from '../constructs.ts';
import { type Mutant, type Operator, replacement } from '../mutant.ts';
import { inPlaceOf, isCondition, isValue } from '../positions.ts';
import { Shape } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';

const OPPOSITE: ReadonlyMap<string, string> = new Map([
  ['and', 'or'],
  ['or', 'and'],
  ['&&', '||'],
  ['||', '&&'],
  ['??', '||'],
]);

export const logicSwap: Operator = function* (node, file) {
  const logic = binaryOf(node);
  const opposite = logic && OPPOSITE.get(file.textOf(logic.operator));
  if (logic && opposite) yield replacement(file, logic.operator, opposite);
  if (logic && file.textOf(logic.operator) === '||')
    yield replacement(file, logic.operator, '??', 0.5);
};

/** `a and b` becomes `a` or `b`. */
export const conjunctRemoval: Operator = function* (node, file) {
  const logic = binaryOf(node);
  if (logic === undefined || !OPPOSITE.has(file.textOf(logic.operator))) return;
  yield replacement(file, node, file.textOf(logic.left), 0.9);
  yield replacement(file, node, file.textOf(logic.right), 1);
};

/** A condition that is asked the wrong way round. */
export const negation: Operator = function* (node, file) {
  const negated = negationOf(node);
  if (negated !== undefined) yield replacement(file, node, file.textOf(negated), 0.8);
  if (!isCondition(node) || negated !== undefined) return;
  const comparison = binaryOf(node);
  // Comparisons are negated by `comparisonKind`, in fewer words.
  if (comparison !== undefined && !OPPOSITE.has(file.textOf(comparison.operator))) return;
  const operand = comparison === undefined ? file.textOf(node) : `(${file.textOf(node)})`;
  yield replacement(file, node, file.words.not(operand));
};

/** What could be missing, empty or zero in a condition: the values that it, or what it guards, relies on. */
function* suspects(
  node: SyntaxNode,
  file: SourceFile,
): Generator<{ text: string; test: 'none' | 'empty'; fit: number }> {
  const seen = new Set<string>();
  for (const at of descendants(node)) {
    const base = memberOf(at)?.object ?? subscriptOf(at)?.object;
    if (base === undefined || !isValue(base)) continue;
    const text = file.textOf(base);
    if (seen.has(text) || /^(self|this)$/.test(text)) continue;
    seen.add(text);
    yield { text, test: memberOf(at) ? 'none' : 'empty', fit: 1 };
  }
  for (const [rank, text] of file.namesAt(node).entries()) {
    if (seen.has(text) || /^(self|this|cls)$/.test(text)) continue;
    const shape = file.shapeOfNameAt(text, node);
    if (shape === Shape.boolean || shape === Shape.number)
      yield { text, test: 'none', fit: 0.25 / (1 + rank / 4) };
    else yield { text, test: 'empty', fit: 0.8 / (1 + rank / 4) };
  }
}

/** Adds a conjunct or a disjunct about a value in scope: `c` becomes `x is None or c`, `x and c`, … */
export const conjunctAddition: Operator = function* (node, file): Generator<Mutant> {
  if (!isCondition(node)) return;
  const { words } = file;
  const own = file.textOf(node);
  const sign = binaryOf(node)?.operator;
  const spelled = sign === undefined ? '' : file.textOf(sign);
  const inAnd = spelled === words.or ? `(${own})` : own;
  const inOr = own;
  for (const { text, test, fit } of suspects(node, file)) {
    if (own === text || own === words.not(text)) continue;
    if (test === 'none')
      yield replacement(file, node, `${words.isNone(text)} ${words.or} ${inOr}`, fit);
    else yield replacement(file, node, `${inOr} ${words.or} ${words.isEmpty(text)}`, fit);
    yield replacement(file, node, `${text} ${words.and} ${inAnd}`, fit * 0.8);
    if (test === 'none')
      yield replacement(file, node, `${inOr} ${words.or} ${words.isEmpty(text)}`, fit * 0.4);
  }
};

/** A condition becomes one about a value in scope: `while True` becomes `while queue`. */
export const conditionReplacement: Operator = function* (node, file) {
  if (!isCondition(node)) return;
  const constant = node.kind === 'true' || node.kind === 'false';
  for (const [rank, name] of file.namesAt(node).entries()) {
    const shape = file.shapeOfNameAt(name, node);
    const sized =
      (shape & (Shape.list | Shape.map | Shape.set | Shape.string)) !== 0 && shape !== 511;
    const fit = ((constant ? 1 : 0.15) * (sized ? 1 : 0.5)) / (1 + rank / 6);
    const array = sized && !file.isPython;
    yield replacement(file, node, inPlaceOf(node, array ? file.words.length(name) : name), fit);
  }
  if (!constant) {
    yield replacement(file, node, file.words.true, 0.25);
    yield replacement(file, node, file.words.false, 0.25);
  }
};
