import { childBy, descendants, textOf } from './nodes.ts';
import { parse, type SyntaxNode, type SyntaxTree } from './tree.ts';

/** Node kinds that are functions with a body of their own, in all grammars. */
export const FUNCTION_KINDS: ReadonlySet<string> = new Set([
  'function_definition',
  'lambda',
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
]);

/** A function of a file. Lines are 1-based and inclusive. */
export interface FunctionSpan {
  /** Dotted path through classes and functions; `<anonymous>` where it has no name. */
  readonly name: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly node: SyntaxNode;
}

const NAMING_KINDS = new Set([...FUNCTION_KINDS, 'class_definition', 'class_declaration']);

/** `const f = () => …`, `{ f: function () … }` and `x.f = function …` name their function too. */
function nameNode(node: SyntaxNode): SyntaxNode | undefined {
  const own = childBy(node, 'name');
  if (own !== undefined || node.parent === undefined) return own;
  for (const field of ['name', 'key', 'left']) {
    const name = childBy(node.parent, field);
    if (name !== undefined && name !== node) return name;
  }
  return undefined;
}

function dottedName(tree: SyntaxTree, node: SyntaxNode): string {
  const names: string[] = [];
  for (let at: SyntaxNode | undefined = node; at !== undefined; at = at.parent) {
    if (!NAMING_KINDS.has(at.kind)) continue;
    const name = nameNode(at);
    names.unshift(name === undefined ? '<anonymous>' : textOf(tree, name));
  }
  return names.join('.');
}

/** All functions of a tree, outer before inner. */
export function functionsOf(tree: SyntaxTree): readonly FunctionSpan[] {
  const spans: FunctionSpan[] = [];
  for (const node of descendants(tree.root)) {
    if (!node.named || !FUNCTION_KINDS.has(node.kind)) continue;
    const name = dottedName(tree, node);
    spans.push({ name, firstLine: node.line, lastLine: node.lastLine, node });
  }
  return spans;
}

/** The functions of a file; empty where the language is unknown. */
export async function functionsIn(path: string, text: string): Promise<readonly FunctionSpan[]> {
  const tree = await parse(path, text);
  return tree === undefined ? [] : functionsOf(tree);
}
