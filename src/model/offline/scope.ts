import { FUNCTION_KINDS } from '../../syntax/function-kinds.ts';
import { descendants, textOf } from '../../syntax/nodes.ts';
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts';
import { binderOf } from './binder.ts';
import { statementOf } from './positions.ts';

/** A name and where it may be read. */
export interface Binding {
  readonly name: string;
  /** The bound identifier. */
  readonly node: SyntaxNode;
  /** Function, block, comprehension or file in which the name exists. */
  readonly owner: SyntaxNode;
  /** First offset at which it has a value (0 where it is hoisted or a parameter). */
  readonly from: number;
  readonly role: 'variable' | 'function' | 'class' | 'import';
}

const COMPREHENSIONS = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);
const SCRIPT_BLOCKS = new Set([
  'statement_block',
  'for_statement',
  'for_in_statement',
  'program',
  'catch_clause',
]);

const isFunction = (node: SyntaxNode): boolean => node.named && FUNCTION_KINDS.has(node.kind);

/** The innermost function around a node, or the whole file. */
export function functionAround(node: SyntaxNode): SyntaxNode {
  let at = node.parent ?? node;
  while (!isFunction(at) && at.parent !== undefined) at = at.parent;
  return at;
}

function ownerOf(binder: SyntaxNode, python: boolean): SyntaxNode {
  for (let at: SyntaxNode | undefined = binder; at !== undefined; at = at.parent) {
    if (isFunction(at)) {
      // A named function binds its name outside itself.
      if (at !== binder) return at;
      continue;
    }
    if (python ? COMPREHENSIONS.has(at.kind) : SCRIPT_BLOCKS.has(at.kind)) return at;
    if (at.parent === undefined || at.kind === 'class_body') return at;
  }
  return binder;
}

function roleOf(binder: SyntaxNode): Binding['role'] {
  if (isFunction(binder)) return 'function';
  if (binder.kind.startsWith('class')) return 'class';
  return binder.kind.includes('import') || binder.kind === 'aliased_import' ? 'import' : 'variable';
}

/** Where the name starts to have a value: after the statement that gives it one. */
function validFrom(binder: SyntaxNode, owner: SyntaxNode): number {
  if (COMPREHENSIONS.has(owner.kind) || isFunction(binder) || binder.kind.endsWith('parameters')) {
    return owner.start;
  }
  if (binder.kind === 'for_statement' || binder.kind === 'for_in_statement') {
    return binder.children.find((child) => child.field === 'right')?.end ?? binder.start;
  }
  const statement = statementOf(binder);
  const inHead =
    statement === undefined ||
    statement.kind.startsWith('for') ||
    statement.kind.startsWith('with');
  return inHead ? binder.end : statement.end;
}

function importBinder(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = node.parent;
  while (at !== undefined && !at.kind.startsWith('import_')) {
    if (!at.kind.includes('import') && at.kind !== 'dotted_name' && at.kind !== 'named_imports')
      return undefined;
    at = at.parent;
  }
  return at;
}

/** All names that a file binds itself. */
export function bindingsOf(tree: SyntaxTree): readonly Binding[] {
  const python = tree.language === 'python';
  const bindings: Binding[] = [];
  for (const node of descendants(tree.root)) {
    if (node.kind !== 'identifier' && node.kind !== 'shorthand_property_identifier_pattern')
      continue;
    const binder = importBinder(node) ?? binderOf(node);
    if (binder === undefined || binder.kind === 'keyword_argument') continue;
    const role = roleOf(binder);
    if (role === 'variable' && binder.kind.startsWith('augmented')) continue;
    if (binder.kind === 'attribute' || binder.kind === 'member_expression') continue;
    const owner = ownerOf(binder, python);
    const from = role === 'variable' ? validFrom(binder, owner) : 0;
    bindings.push({ name: textOf(tree, node), node, owner, from, role });
  }
  return bindings;
}

/** Bindings by the node that owns them, for looking names up from the inside out. */
export type Scopes = ReadonlyMap<SyntaxNode, readonly Binding[]>;

export const scopesOf = (tree: SyntaxTree): Scopes =>
  Map.groupBy(bindingsOf(tree), (binding) => binding.owner);

/** The names that have a value at this node, innermost and latest first, each once. */
export function visibleAt(
  scopes: Scopes,
  node: SyntaxNode,
  role: Binding['role'] = 'variable',
): readonly string[] {
  const names = new Set<string>();
  for (let at: SyntaxNode | undefined = node; at !== undefined; at = at.parent) {
    const owned = scopes.get(at) ?? [];
    for (const binding of owned.toReversed()) {
      if (binding.role === role && binding.from <= node.start) names.add(binding.name);
    }
  }
  return [...names];
}
