import { childBy } from '../../../syntax/nodes.ts';
import { callOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { isStatement, isValue } from '../positions.ts';
import { functionAround } from '../scope.ts';

/** A promise or coroutine that nobody waits for. */
export const missingAwait: Operator = function* (node, file) {
  if (callOf(node) === undefined || /await/.test(node.parent?.kind ?? '')) return;
  const around = functionAround(node);
  if (!file.textOf(around).slice(0, 20).startsWith('async')) return;
  const inMember = /^(attribute|member_expression|subscript)/.test(node.parent?.kind ?? '');
  const text = `await ${file.textOf(node)}`;
  yield replacement(file, node, inMember ? `(${text})` : text);
};

const REGEX_TWEAKS: readonly (readonly [RegExp, string])[] = [
  [/\*(?!\?)/, '+'],
  [/\+(?!\?)/, '*'],
  [/([*+])(?!\?)/, '$1?'],
  [/^(?!\^)/, '^'],
  [/([^$\\])$/, '$1$'],
  [/^\^/, ''],
  [/\$$/, ''],
];

/** A pattern that takes too much, too little or at the wrong end. */
export const patternTweak: Operator = function* (node, file) {
  const python = node.kind === 'string' && /^r['"]/.test(file.textOf(node));
  const content =
    node.kind === 'regex'
      ? childBy(node, 'pattern')
      : python
        ? node.children.find((c) => c.kind === 'string_content')
        : undefined;
  if (content === undefined) return;
  const text = file.textOf(content);
  for (const [from, to] of REGEX_TWEAKS) {
    const tweaked = text.replace(from, to);
    if (tweaked !== text) yield replacement(file, content, tweaked);
  }
  if (node.kind !== 'regex') return;
  const flags = childBy(node, 'flags');
  const set = flags === undefined ? '' : file.textOf(flags);
  for (const flag of ['g', 'i']) {
    if (!set.includes(flag))
      yield {
        edits: [{ start: node.end, end: node.end, text: flag }],
        fit: 0.6,
        what: `added the flag \`${flag}\` to \`${file.textOf(node)}\``,
      };
  }
};

/** The statement belongs to its `else`, or to no condition at all: an `if` loses its condition's say. */
export const branchUnwrap: Operator = function* (node, file) {
  if (node.kind !== 'if_statement' || !isStatement(node)) return;
  const body = childBy(node, 'consequence');
  if (body === undefined || childBy(node, 'alternative') !== undefined || file.isPython) return;
  const inner =
    body.kind === 'statement_block'
      ? file.tree.text.slice(body.start + 1, body.end - 1).trim()
      : file.textOf(body);
  yield {
    ...replacement(file, node, inner),
    what: `did \`${inner.slice(0, 50)}\` without the condition`,
  };
};

/** `yield f(x)` for `yield from f(x)`, `continue` for `break`. */
export const jumpChange: Operator = function* (node, file) {
  if (node.kind === 'yield') {
    const value = node.children.find((child) => child.named);
    const delegates = node.children.some((child) => child.kind === 'from');
    if (value !== undefined && isValue(value))
      yield replacement(file, node, `yield ${delegates ? '' : 'from '}${file.textOf(value)}`);
  }
  if (node.kind === 'break_statement')
    yield replacement(file, node, file.textOf(node).replace('break', 'continue'));
  if (node.kind === 'continue_statement')
    yield replacement(file, node, file.textOf(node).replace('continue', 'break'));
};
