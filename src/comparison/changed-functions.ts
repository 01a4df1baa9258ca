import type { Comparison } from '../report/comparison/comparison.ts';
import { type FunctionSpan, functionsIn } from '../syntax/functions.ts';
import { isProtected } from '../workspace/protected.ts';
import type { ChangedSource } from './changed-sources.ts';

const MOST_FUNCTIONS = 50;

/** Functions of the head whose text differs, or that are new. */
export async function changedFunctions(
  sources: readonly ChangedSource[],
): Promise<Comparison['changedFunctions']> {
  const found: { file: string; name: string; firstLine: number; lastLine: number }[] = [];
  for (const { path, before = '', after = '' } of sources) {
    if (isProtected(path)) continue;
    const known = new Set(
      (await functionsIn(path, before)).map(({ node }) => before.slice(node.start, node.end)),
    );
    const fresh = (await functionsIn(path, after)).filter(
      ({ node }) => !known.has(after.slice(node.start, node.end)),
    );
    for (const { name, firstLine, lastLine } of innermost(fresh)) {
      found.push({ file: path, name, firstLine, lastLine });
    }
    if (found.length >= MOST_FUNCTIONS) break;
  }
  return found.slice(0, MOST_FUNCTIONS);
}

/** One around another that changed is not itself another one. Outer ones come before inner ones. */
const innermost = (spans: readonly FunctionSpan[]): readonly FunctionSpan[] =>
  spans.filter(({ node }, at) => {
    const next = spans[at + 1]?.node;
    return next === undefined || next.start >= node.end;
  });
