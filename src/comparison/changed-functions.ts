import type { Comparison } from '../report/comparison/comparison.ts';
import { functionsIn } from '../syntax/functions.ts';
import { readAt } from '../workspace/commits.ts';
import { isProtected } from '../workspace/protected.ts';

const MOST_FUNCTIONS = 50;

/** Functions whose text differs, or that are new, where grammar and head are known. */
export async function changedFunctions(
  toplevel: string,
  changed: readonly string[],
  base: string,
  head: string | undefined,
): Promise<Comparison['changedFunctions']> {
  if (head === undefined) return [];
  const found: { file: string; name: string; firstLine: number; lastLine: number }[] = [];
  for (const file of changed.filter((path) => !isProtected(path))) {
    const [before = '', after = ''] = await Promise.all([
      readAt(toplevel, base, file),
      readAt(toplevel, head, file),
    ]);
    const known = new Set(
      (await functionsIn(file, before)).map(({ node }) => textAt(before, node)),
    );
    for (const { name, firstLine, lastLine, node } of await functionsIn(file, after)) {
      if (known.has(textAt(after, node))) continue;
      found.push({ file, name, firstLine, lastLine });
    }
  }
  // One around another that changed is not itself another one.
  const inner = found.filter(
    (one) => !found.some((other) => other !== one && contains(one, other)),
  );
  return inner.slice(0, MOST_FUNCTIONS);
}

type Span = { readonly file: string; readonly firstLine: number; readonly lastLine: number };

const contains = (outer: Span, inner: Span): boolean =>
  outer.file === inner.file &&
  outer.firstLine <= inner.firstLine &&
  outer.lastLine >= inner.lastLine;

const textAt = (text: string, { start, end }: { readonly start: number; readonly end: number }) =>
  text.slice(start, end);
