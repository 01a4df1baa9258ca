import { callOf } from '../constructs.ts';
import type { Operator } from '../mutant.ts';
import { replacement } from '../mutant.ts';
import { isStatement } from '../positions.ts';
import { functionAround } from '../scope.ts';
import { Shape } from '../shape.ts';
import { indentOf } from './insertion.ts';

const returnedValue = (node: Parameters<Operator>[0]) =>
  node.kind === 'return_statement' ? node.children.find((child) => child.named) : undefined;

/** A fixed answer becomes one that looks at a variable: `return True` becomes `return depth == 0`. */
export const returnReplacement: Operator = function* (node, file) {
  const value = returnedValue(node);
  if (value === undefined) return;
  const constant = /^(true|false|none|null|integer|number|string|list|array|unary_operator)$/.test(
    value.kind,
  );
  const equals = file.isPython ? '==' : '===';
  const own = file.textOf(value);
  for (const [rank, name] of file.namesAt(node).entries()) {
    if (name === own || name === 'self') continue;
    const closeness = (constant ? 1 : 0.4) / (1 + rank / 4);
    const shape = file.shapeOfNameAt(name, node);
    if (value.kind === 'true' || value.kind === 'false') {
      if ((shape & Shape.number) !== 0)
        yield replacement(file, value, `${name} ${equals} 0`, closeness);
      yield replacement(file, value, file.words.not(name), closeness * 0.6);
    }
    const fits = (shape & file.shapeOf(value)) !== 0;
    if (value.kind !== 'identifier' && callOf(value) === undefined) {
      yield replacement(file, value, name, closeness * (fits ? 0.6 : 0.3));
    }
  }
};

/** The last statement computes what the function should have returned. */
export const missingReturn: Operator = function* (node, file) {
  if (node.kind !== 'expression_statement' || !isStatement(node)) return;
  const siblings = (node.parent?.children ?? []).filter(
    (child) => child.named && child.kind !== 'comment',
  );
  const value = node.children[0];
  if (siblings.at(-1) !== node || value === undefined || functionAround(node).parent === undefined)
    return;
  if (callOf(value) === undefined && value.kind !== 'await') return;
  const edits = [{ start: node.start, end: node.start, text: 'return ' }];
  yield {
    edits,
    fit: 1,
    what: `returned \`${file.textOf(value).slice(0, 60)}\`, whose value was dropped`,
  };
};

/** A comparison that stands alone does nothing: it was meant to decide. */
export const idleComparison: Operator = function* (node, file) {
  const value = node.kind === 'expression_statement' ? node.children[0] : undefined;
  if (value === undefined || file.shapeOf(value) !== Shape.boolean || callOf(value) !== undefined)
    return;
  const { words } = file;
  const text = file.textOf(value);
  for (const answer of [words.false, words.true]) {
    const condition = answer === words.false ? words.not(`(${text})`) : text;
    const guard = words.guard(condition, words.return(answer), indentOf(file, node));
    yield {
      ...replacement(file, node, guard, 1),
      what: `let the idle comparison \`${text}\` decide`,
    };
  }
};
