import { callOf, memberOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { inPlaceOf } from '../positions.ts';
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
