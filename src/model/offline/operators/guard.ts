import { descendants } from '../../../syntax/nodes.ts';
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { binderOf } from '../binder.ts';
import { memberOf, subscriptOf } from '../constructs.ts';
import { type Mutant, type Operator, replacement } from '../mutant.ts';
import { isStatement, isValue } from '../positions.ts';
import { Shape } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';
import { before, indentOf } from './insertion.ts';

/** How functions and loops around this statement leave early. */
function exits(node: SyntaxNode, file: SourceFile): readonly string[] {
  const found: string[] = [];
  let inFunction = false;
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (/^(for|while|do)_/.test(at.kind))
      found.push(file.isPython ? 'continue' : 'continue;', file.isPython ? 'break' : 'break;');
    inFunction = /function|method|lambda|arrow/.test(at.kind);
    if (inFunction) break;
  }
  const { words } = file;
  if (!inFunction) return found;
  return [
    ...found,
    ...['', words.false, words.none, words.true, '0', '[]'].map((value) => words.return(value)),
  ];
}

/** Values that a statement takes apart and that may be missing. */
function relied(node: SyntaxNode, file: SourceFile): readonly string[] {
  const names = new Set<string>();
  for (const at of descendants(node, (child) => !isStatement(child))) {
    if (isStatement(at) && at !== node) continue;
    const base = memberOf(at)?.object ?? subscriptOf(at)?.object;
    if (base?.kind === 'identifier' && isValue(base)) names.add(file.textOf(base));
  }
  for (const name of ['self', 'this', 'cls']) names.delete(name);
  const visible = new Set(file.namesAt(node));
  return [...names].filter((name) => visible.has(name));
}

/** `if not x: return` before a statement that takes `x` apart. */
export const missingGuard: Operator = function* (node, file): Generator<Mutant> {
  if (!isStatement(node) || /^(function|class|import|decorated)/.test(node.kind)) return;
  const { words } = file;
  for (const [rank, name] of relied(node, file).entries()) {
    for (const [at, exit] of exits(node, file).entries()) {
      const text = words.guard(words.isEmpty(name), exit, indentOf(file, node));
      yield before(file, node, text, 1 / (1 + rank / 2 + at / 3));
    }
  }
};

/** Part of what is assigned to: no optional chain may stand there. */
function isInTarget(node: SyntaxNode): boolean {
  let at = node;
  while (at.parent !== undefined && /^(object|function)$/.test(at.field ?? '')) at = at.parent;
  return binderOf(at) !== undefined;
}

/** `x.y` becomes `x?.y`, or `(x or {}).y`: a value that may be missing. */
export const missingDefault: Operator = function* (node, file) {
  const member = memberOf(node);
  if (member !== undefined && !file.isPython && !file.textOf(node).includes('?.')) {
    const object = file.textOf(member.object);
    if (object !== 'this' && !isInTarget(node))
      yield replacement(file, node, `${object}?.${file.textOf(member.property)}`, 0.8);
  }
  if (
    !isValue(node) ||
    !/^(call|call_expression|identifier|attribute|member_expression)$/.test(node.kind)
  )
    return;
  const asked = file.expectedAt(node);
  const parent = node.parent;
  if (parent === undefined || asked === 511) return;
  const { or } = file.words;
  const text = file.textOf(node);
  if ((asked & Shape.list) !== 0) yield replacement(file, node, `(${text} ${or} [])`, 0.5);
  if ((asked & Shape.string) !== 0) yield replacement(file, node, `(${text} ${or} '')`, 0.4);
  if ((asked & Shape.map) !== 0) yield replacement(file, node, `(${text} ${or} {})`, 0.4);
};
