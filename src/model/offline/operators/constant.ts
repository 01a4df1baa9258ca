import { type Operator, replacement } from '../mutant.ts';
import { isCondition, isValue } from '../positions.ts';

/** A number is one too many or too few, or has the wrong sign. */
export const numberChange: Operator = function* (node, file) {
  if (!/^(integer|number)$/.test(node.kind) || !isValue(node)) return;
  const value = Number(file.textOf(node));
  if (!Number.isInteger(value)) return;
  const signed = node.parent?.kind.startsWith('unary') === true;
  yield replacement(file, node, String(value + 1));
  if (value > 0) yield replacement(file, node, String(value - 1), 0.9);
  else if (!signed) yield replacement(file, node, '-1', 0.6);
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
