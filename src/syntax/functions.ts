import { isFunction } from './function-kinds.ts';
import { dottedName } from './function-names.ts';
import { descendants } from './nodes.ts';
import type { SyntaxNode, SyntaxTree } from './tree.ts';

/** A function of a file. Lines are 1-based and inclusive. */
export interface FunctionSpan {
  /** Dotted path through namespaces, types and functions; `<anonymous>` where it has no name. */
  readonly name: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly node: SyntaxNode;
}

/** What is deeper belongs to the function around it: names of paths without end help nobody. */
const DEEPEST = 50;

/** All functions of a tree, outer before inner. */
export function functionsOf(tree: SyntaxTree): readonly FunctionSpan[] {
  const spans: FunctionSpan[] = [];
  const around: SyntaxNode[] = [];
  for (const node of descendants(tree.root)) {
    if (!isFunction(node)) continue;
    while ((around.at(-1)?.end ?? node.end) < node.end) around.pop();
    if (around.length === DEEPEST) continue;
    around.push(node);
    const name = dottedName(tree, node);
    spans.push({ name, firstLine: node.line, lastLine: node.lastLine, node });
  }
  return spans;
}
