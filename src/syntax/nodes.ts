import type { SyntaxNode, SyntaxTree } from './tree.ts';

export const textOf = (tree: SyntaxTree, node: SyntaxNode): string =>
  tree.text.slice(node.start, node.end);

/** The node and everything below it, in source order. `enter` false skips what is below a node. */
export function* descendants(
  root: SyntaxNode,
  enter: (node: SyntaxNode) => boolean = () => true,
): Generator<SyntaxNode> {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    if (node !== root && !enter(node)) continue;
    for (let i = node.children.length - 1; i >= 0; i--) {
      const child = node.children[i];
      if (child !== undefined) pending.push(child);
    }
  }
}

/** The child with this role, if any. */
export const childBy = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);
