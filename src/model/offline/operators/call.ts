import { childBy } from '../../../syntax/nodes.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { assignmentOf, callOf, memberOf } from '../constructs.ts';
import { type Mutant, type Operator, replacement } from '../mutant.ts';
import { inPlaceOf, isValue } from '../positions.ts';
import { Shape } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';
import { similarity } from './similarity.ts';

/** `f(x)` becomes `x`, `x.f()` becomes `x`. */
export const callUnwrap: Operator = function* (node, file) {
  const call = callOf(node);
  if (call === undefined || node.parent?.kind === 'expression_statement') return;
  const receiver = memberOf(call.callee)?.object;
  if (receiver !== undefined) yield replacement(file, node, file.textOf(receiver), 0.7);
  for (const argument of call.arguments.slice(0, 2)) {
    if (/splat|spread|^generator_expression$/.test(argument.kind)) continue;
    // What a method is given seldom stands for what it gives.
    const fit = (receiver === undefined ? 1 : 0.5) / call.arguments.length;
    yield replacement(file, node, inPlaceOf(node, file.textOf(argument)), fit);
  }
};

/** Opposites and near namesakes, with how easily they are taken for each other. */
const SIBLINGS: readonly (readonly [number, ...string[]])[] = [
  [1, 'any', 'all'],
  [1, 'some', 'every'],
  [1, 'min', 'max'],
  [0.7, 'floor', 'ceil', 'round'],
  [0.8, 'startsWith', 'endsWith', 'includes'],
  [0.8, 'startswith', 'endswith'],
  [0.7, 'indexOf', 'lastIndexOf'],
  [0.7, 'find', 'rfind'],
  [0.7, 'index', 'rindex'],
  [0.4, 'push', 'unshift'],
  [0.6, 'pop', 'shift'],
  [0.6, 'pop', 'popleft'],
  [0.6, 'append', 'extend'],
  [0.4, 'append', 'appendleft', 'add'],
  [0.5, 'lstrip', 'rstrip', 'strip'],
  [0.5, 'trimStart', 'trimEnd', 'trim'],
  [0.7, 'upper', 'lower'],
  [0.7, 'toUpperCase', 'toLowerCase'],
  [0.6, 'keys', 'values', 'items'],
  [0.6, 'keys', 'values', 'entries'],
  [0.4, 'sorted', 'reversed'],
  [0.5, 'slice', 'splice'],
  [0.7, 'union', 'intersection', 'difference'],
  [0.8, 'issubset', 'issuperset'],
  [0.3, 'filter', 'map'],
  [0.6, 'find', 'filter'],
  [0.7, 'findIndex', 'findLastIndex'],
  [0.6, 'replace', 'replaceAll'],
  [0.8, 'match', 'fullmatch', 'search'],
  [0.6, 'split', 'rsplit'],
  [0.6, 'update', 'extend'],
];

export const calleeReplacement: Operator = function* (node, file) {
  const call = callOf(node);
  if (call === undefined) return;
  const name = memberOf(call.callee)?.property ?? call.callee;
  const own = file.textOf(name);
  const tried = new Set([own]);
  for (const [fit, ...names] of SIBLINGS) {
    if (!names.includes(own)) continue;
    for (const other of names) {
      if (!tried.has(other)) yield replacement(file, name, other, fit);
      tried.add(other);
    }
  }
  if (call.callee.kind !== 'identifier') return;
  const functions = file.namesAt(node, 'function').filter((other) => !tried.has(other));
  for (const [at, other] of functions.slice(0, 6).entries()) {
    yield replacement(
      file,
      call.callee,
      other,
      (0.2 + 0.4 * similarity(own, other)) / (1 + at / 2),
    );
  }
};

/** Wrappers worth a try by what the value may be. */
function wrappers(file: SourceFile): readonly (readonly [number, (x: string) => string, number])[] {
  const { number, list, string, set, map } = Shape;
  return file.isPython
    ? [
        [number, (x) => `max(0, ${x})`, 0.8],
        [number, (x) => `abs(${x})`, 0.6],
        [number, (x) => `int(${x})`, 0.5],
        [list | set | map, (x) => `list(${x})`, 0.6],
        [list | string, (x) => `len(${x})`, 0.3],
        [list, (x) => `sorted(${x})`, 0.5],
        [list, (x) => `set(${x})`, 0.3],
        [list | string, (x) => `reversed(${x})`, 0.3],
        [string | number, (x) => `str(${x})`, 0.3],
        [string, (x) => `${x}.strip()`, 0.4],
        [string, (x) => `${x}.lower()`, 0.3],
      ]
    : [
        [number, (x) => `Math.max(0, ${x})`, 0.8],
        [number, (x) => `Math.abs(${x})`, 0.6],
        [number, (x) => `Math.floor(${x})`, 0.5],
        [string | number, (x) => `Number(${x})`, 0.3],
        [string | number, (x) => `String(${x})`, 0.4],
        [list, (x) => `[...${x}]`, 0.5],
        [string, (x) => `${x}.trim()`, 0.4],
        [string, (x) => `${x}.toLowerCase()`, 0.3],
        [list | string, (x) => `${x}.length`, 0.3],
      ];
}

const isWrappable = (node: SyntaxNode): boolean =>
  isValue(node) &&
  node.parent?.kind !== 'expression_statement' &&
  !/^(string|integer|number|true|false|none|null|list|array|template_string)$/.test(node.kind) &&
  node.parent?.kind !== 'attribute' &&
  node.parent?.kind !== 'member_expression' &&
  childBy(node.parent ?? node, 'function') !== node;

/** `x` becomes `f(x)`: a conversion, a clamp or a normalisation is missing. */
export const callWrap: Operator = function* (node, file): Generator<Mutant> {
  if (!isWrappable(node)) return;
  const shape = file.shapeOf(node) & file.expectedAt(node);
  const text = file.textOf(node);
  const assigned = node.parent !== undefined && assignmentOf(node.parent)?.value === node;
  const place =
    assigned || node.parent?.kind === 'return_statement' ? 1 : node.field === 'right' ? 0.6 : 0.4;
  const certain =
    shape === Shape.number || shape === Shape.list || shape === Shape.string ? 1 : 0.45;
  for (const [takes, wrap, fit] of wrappers(file)) {
    const operand =
      /\.\w+(\(\))?$/.test(wrap('')) && node.kind !== 'identifier' && callOf(node) === undefined
        ? `(${text})`
        : text;
    if ((takes & shape) !== 0) yield replacement(file, node, wrap(operand), fit * place * certain);
  }
  for (const [at, name] of file.namesAt(node, 'function').slice(0, 4).entries()) {
    yield replacement(file, node, `${name}(${text})`, 0.3 / (1 + at));
  }
};

/** An assignment that should only ever raise (or lower) its target: `x = e` becomes `x = max(x, e)`. */
export const runningExtreme: Operator = function* (node, file) {
  const assignment = assignmentOf(node);
  if (assignment === undefined || assignment.operator !== undefined) return;
  const { target, value } = assignment;
  // Before its first assignment a name has no value to compare with.
  const isFirst = target.kind === 'identifier' && !file.namesAt(node).includes(file.textOf(target));
  if (isFirst || node.kind === 'variable_declarator' || (file.shapeOf(value) & Shape.number) === 0)
    return;
  if (
    /^-?\d/.test(file.textOf(value)) ||
    value.kind === 'expression_list' ||
    target.kind.endsWith('pattern_list')
  )
    return;
  const prefix = file.isPython ? '' : 'Math.';
  for (const name of ['max', 'min']) {
    const text = `${prefix}${name}(${file.textOf(target)}, ${file.textOf(value)})`;
    yield replacement(file, value, text, name === 'max' ? 1 : 0.8);
  }
};
