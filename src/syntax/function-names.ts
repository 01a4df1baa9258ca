import { FUNCTION_KINDS } from './function-kinds.ts';
import { childBy, descendants, textOf } from './nodes.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

/** Kinds that name the functions inside. */
const SCOPES: ReadonlySet<string> = new Set([
  'class_definition',
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'impl_item',
  'trait_item',
  'mod_item',
  'namespace_definition',
  'class_specifier',
  'struct_specifier',
  'union_specifier',
]);

/** Parts of a name that tell nothing of its place. */
const UNNAMED_PARTS = new Set(['type_arguments', 'template_argument_list', 'parameter_list']);

/** `const f = () => …`, `{ f: function () … }` and `x.f = function …` name their function too. */
const NAMING_FIELDS = ['name', 'key', 'left'];

/** The same where that field may be something else in other nodes. */
const NAMING_PARENTS: ReadonlyMap<string, string> = new Map([
  ['let_declaration', 'pattern'],
  ['init_declarator', 'declarator'],
  ['field_initializer', 'field'],
]);

/** Go wraps even a single value: `f := func() {}`. */
const WRAPPERS = new Set(['expression_list', 'literal_element']);

/** `a::Foo<T>::bar` as `a.Foo.bar`. */
function pathIn(tree: SyntaxTree, node: SyntaxNode): string {
  let path = '';
  for (const part of descendants(node, ({ kind }) => !UNNAMED_PARTS.has(kind))) {
    if (part.children.length === 0) path += part.kind === '::' ? '.' : textOf(tree, part);
  }
  return path;
}

/** C and C++ wind a declarator around the name: `int *(&f)(int)`. */
function declaredName(node: SyntaxNode): SyntaxNode | undefined {
  let at = childBy(node, 'declarator');
  while (at?.kind.endsWith('_declarator')) {
    at = childBy(at, 'declarator') ?? at.children.find((child) => child.named);
  }
  return at;
}

/** Nodes whose name is a path that may hold type arguments. */
const PATHS: ReadonlyMap<string, (node: SyntaxNode) => SyntaxNode | undefined> = new Map([
  ['impl_item', (node) => childBy(node, 'type')],
  ['function_definition', declaredName],
]);

/** What a value is given to, be it a variable, a field or a key. */
function surroundingName(node: SyntaxNode): SyntaxNode | undefined {
  let value = node;
  while (value.parent !== undefined && WRAPPERS.has(value.parent.kind)) value = value.parent;
  if (value.children.filter((child) => child.named).length > 1 && value !== node) return undefined;
  const { parent } = value;
  if (parent === undefined) return undefined;
  const special = NAMING_PARENTS.get(parent.kind);
  for (const field of special === undefined ? NAMING_FIELDS : [special]) {
    const name = childBy(parent, field);
    if (name !== undefined && name !== value) return name;
  }
  return undefined;
}

/** The type of a Go method's receiver: `(s *Stack[T])`. */
function receiverOf(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const receiver = childBy(node, 'receiver');
  if (receiver === undefined) return undefined;
  const type = [...descendants(receiver)].find(({ kind }) => kind === 'type_identifier');
  return type && textOf(tree, type);
}

/**
 * What a function or a scope adds to the path of names; undefined where it has
 * no name, neither of its own nor from what it is given to.
 */
function ownName(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const path = PATHS.get(node.kind)?.(node);
  if (path !== undefined) return pathIn(tree, path);
  const name = childBy(node, 'name') ?? surroundingName(node);
  if (name === undefined) return undefined;
  const receiver = receiverOf(tree, node);
  const own = textOf(tree, name).replaceAll('::', '.');
  return receiver === undefined ? own : `${receiver}.${own}`;
}

/** Dotted path through scopes and functions; `<anonymous>` where one has no name. */
export function dottedName(tree: SyntaxTree, node: SyntaxNode): string {
  const names: string[] = [];
  for (let at: SyntaxNode | undefined = node; at !== undefined; at = at.parent) {
    if (!SCOPES.has(at.kind) && !FUNCTION_KINDS.has(at.kind)) continue;
    names.unshift(ownName(tree, at) ?? '<anonymous>');
  }
  return names.join('.');
}
