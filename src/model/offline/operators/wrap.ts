import { childBy } from '../../../syntax/nodes.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { assignmentOf, callOf, memberOf, subscriptOf } from '../constructs.ts';
import { type Mutant, type Operator, replacement } from '../mutant.ts';
import { isValue } from '../positions.ts';
import { Shape } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';

/** A conversion, a clamp or a normalisation that may be missing: `%` stands for the value. */
interface Wrapper {
  readonly form: string;
  readonly takes: number;
  readonly gives: number;
  readonly fit: number;
}

const { number, list, string, set, map } = Shape;

const PYTHON: readonly Wrapper[] = [
  { form: 'max(0, %)', takes: number, gives: number, fit: 0.8 },
  { form: 'abs(%)', takes: number, gives: number, fit: 0.6 },
  { form: 'int(%)', takes: number | string, gives: number, fit: 0.5 },
  { form: 'list(%)', takes: list | set | map, gives: list, fit: 0.6 },
  { form: 'sorted(%)', takes: list | set, gives: list, fit: 0.5 },
  { form: 'set(%)', takes: list, gives: set, fit: 0.3 },
  { form: 'reversed(%)', takes: list | string, gives: list, fit: 0.3 },
  { form: 'len(%)', takes: list | string, gives: number, fit: 0.3 },
  { form: 'str(%)', takes: number, gives: string, fit: 0.3 },
  { form: '%.strip()', takes: string, gives: string, fit: 0.4 },
  { form: '%.lower()', takes: string, gives: string, fit: 0.3 },
];

const SCRIPT: readonly Wrapper[] = [
  { form: 'Math.max(0, %)', takes: number, gives: number, fit: 0.8 },
  { form: 'Math.abs(%)', takes: number, gives: number, fit: 0.6 },
  { form: 'Math.floor(%)', takes: number, gives: number, fit: 0.5 },
  { form: 'Number(%)', takes: string, gives: number, fit: 0.4 },
  { form: 'String(%)', takes: number, gives: string, fit: 0.4 },
  { form: '[...%]', takes: list | set, gives: list, fit: 0.5 },
  { form: '%.length', takes: list | string, gives: number, fit: 0.3 },
  { form: '%.trim()', takes: string, gives: string, fit: 0.4 },
  { form: '%.toLowerCase()', takes: string, gives: string, fit: 0.3 },
];

const LITERALS = /^(string|integer|float|number|true|false|none|null|list|array|template_string)$/;

const isWrappable = (node: SyntaxNode, parent: SyntaxNode): boolean =>
  isValue(node) &&
  !LITERALS.test(node.kind) &&
  parent.kind !== 'expression_statement' &&
  memberOf(parent) === undefined &&
  childBy(parent, 'function') !== node;

/** Results and operands on the right are wrapped more often than others. */
function placeFit(node: SyntaxNode, parent: SyntaxNode): number {
  if (parent.kind === 'return_statement' || assignmentOf(parent)?.value === node) return 1;
  return node.field === 'right' ? 0.6 : 0.4;
}

const isSimple = (node: SyntaxNode): boolean =>
  node.kind === 'identifier' || (callOf(node) ?? memberOf(node) ?? subscriptOf(node)) !== undefined;

function wrapped({ form }: Wrapper, node: SyntaxNode, file: SourceFile): string {
  const text = file.textOf(node);
  return form.replace('%', () => (form.startsWith('%') && !isSimple(node) ? `(${text})` : text));
}

/** `x` becomes `f(x)`. */
export const callWrap: Operator = function* (node, file): Generator<Mutant> {
  const { parent } = node;
  if (parent === undefined || !isWrappable(node, parent)) return;
  const shape = file.shapeOf(node);
  const asked = file.expectedAt(node);
  const certain = shape === number || shape === list || shape === string ? 1 : 0.45;
  const place = placeFit(node, parent) * certain;
  for (const wrapper of file.isPython ? PYTHON : SCRIPT) {
    if ((wrapper.takes & shape) === 0 || (wrapper.gives & asked) === 0) continue;
    yield replacement(file, node, wrapped(wrapper, node, file), wrapper.fit * place);
  }
  for (const [at, name] of file.namesAt(node, 'function').slice(0, 4).entries()) {
    yield replacement(file, node, `${name}(${file.textOf(node)})`, 0.3 / (1 + at));
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
