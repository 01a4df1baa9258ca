import { isFunction } from '../syntax/function-kinds.ts';
import type { Language } from '../syntax/language.ts';
import { descendants } from '../syntax/nodes.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { FLOWS } from './flow/flows.ts';
import { cognitiveComplexity } from './statics-cognitive.ts';
import { decisionsOf } from './statics-decisions.ts';
import { isDirective } from './statics-logic.ts';

/** Sizes and complexities of one function. */
export interface Statics {
  readonly lines: number;
  /** Named nodes of the syntax tree without comments. */
  readonly nodes: number;
  /** McCabe: decisions + 1. */
  readonly cyclomatic: number;
  /** SonarSource's Cognitive Complexity. */
  readonly cognitive: number;
}

const COMMENTS = new Set(['comment', 'line_comment', 'block_comment']);

const isSilent = (node: SyntaxNode): boolean => COMMENTS.has(node.kind) || isDirective(node);

/** Measures a function with all that it contains, or a file without its functions. */
export function staticsOf(root: SyntaxNode, language: Language): Statics {
  const flow = FLOWS[language];
  const isOutside = (node: SyntaxNode): boolean => root.parent === undefined && isFunction(node);
  let nodes = 0;
  let cyclomatic = 1;
  let lines = root.lastLine - root.line + 1;
  for (const node of descendants(root, (at) => !isSilent(at) && !isOutside(at))) {
    if (!node.named || isSilent(node)) continue;
    if (isOutside(node)) {
      lines -= node.lastLine - node.line;
      continue;
    }
    nodes++;
    cyclomatic += decisionsOf(node, flow);
  }
  return { lines, nodes, cyclomatic, cognitive: cognitiveComplexity(root, flow) };
}
