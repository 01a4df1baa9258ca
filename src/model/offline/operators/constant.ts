import { assignmentOf, binaryOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { isCondition, isValue } from '../positions.ts';

/** Among whole numbers `x < 1` is `x <= 0`: what a boundary swap offers is not offered twice. */
const SAME_AS_BOUNDARY: ReadonlyMap<string, number> = new Map([
  ['<', 1],
  ['>=', 1],
  ['<=', -1],
  ['>', -1],
]);

/** A number is one too many or too few, or has the wrong sign. */
export const numberChange: Operator = function* (node, file) {
  if (!/^(integer|number)$/.test(node.kind) || !isValue(node)) return;
  const value = Number(file.textOf(node));
  if (!Number.isInteger(value)) return;
  const parent = node.parent ?? node;
  const sign = binaryOf(parent)?.operator ?? assignmentOf(parent)?.operator;
  const written = sign === undefined ? '' : file.textOf(sign);
  const same = SAME_AS_BOUNDARY.get(written);
  const signed = parent.kind.startsWith('unary');
  if (same !== 1) yield replacement(file, node, String(value + 1));
  // `x += 0` is no step at all: removing the statement says so.
  if (value === 1 && written.endsWith('=') && same === undefined) return;
  if (value > 0 && same !== -1) yield replacement(file, node, String(value - 1), 0.9);
  if (value === 0 && same !== -1 && !signed) yield replacement(file, node, '-1', 0.6);
  if (value > 1) yield replacement(file, node, '0', 0.3);
  if (value > 0 && !signed) yield replacement(file, node, `-${value}`, 0.2);
};

/** True for false and the like. */
export const truthChange: Operator = function* (node, file) {
  const { words } = file;
  if (isCondition(node)) return;
  if (node.kind === 'true') yield replacement(file, node, words.false);
  if (node.kind === 'false') yield replacement(file, node, words.true);
};

const EMPTY = /^(\[\]|''|""|\{\}|None|null|undefined)$/;

/** An empty value of the wrong kind: `[]` where `[[]]` is meant, `None` where 0 is. */
export const emptyChange: Operator = function* (node, file) {
  if (!isValue(node)) return;
  const text = file.textOf(node);
  if (!EMPTY.test(text)) return;
  if (text === '[]') {
    yield replacement(file, node, '[[]]', 0.7);
    for (const [rank, name] of file.namesAt(node).entries()) {
      yield replacement(file, node, `[${name}]`, 1 / (1.4 + rank / 2));
    }
  }
  for (const other of ['[]', "''", file.words.none, '0', '{}']) {
    if (other !== text) yield replacement(file, node, other, 0.3);
  }
};
