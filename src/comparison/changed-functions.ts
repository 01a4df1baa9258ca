import { comparableFunctions, differences } from '../measure/statics-functions.ts';
import type { Comparison } from '../report/comparison/comparison.ts';
import { isProtected } from '../workspace/protected.ts';
import type { ChangedSource } from './changed-sources.ts';

const MOST_FUNCTIONS = 50;

/** Functions of the head whose own text, without the functions inside, differs, or that are new. */
export async function changedFunctions(
  sources: readonly ChangedSource[],
): Promise<Comparison['changedFunctions']> {
  const found: Comparison['changedFunctions'][number][] = [];
  for (const source of sources) {
    if (isProtected(source.path)) continue;
    found.push(...(await freshOf(source)).slice(0, MOST_FUNCTIONS));
    if (found.length >= MOST_FUNCTIONS) break;
  }
  return found.slice(0, MOST_FUNCTIONS);
}

async function freshOf({
  path,
  before = '',
  after = '',
}: ChangedSource): Promise<Comparison['changedFunctions']> {
  const base = await comparableFunctions(path, before);
  const head = await comparableFunctions(path, after);
  if (base === undefined || head === undefined) return [];
  return differences(base, head)
    .flatMap(({ name, after: fresh }) =>
      name === '' ? [] : fresh.map(({ node }) => ({ name, node })),
    )
    .sort((one, other) => one.node.start - other.node.start)
    .map(({ name, node }) => ({
      ...{ file: path, name, firstLine: node.line, lastLine: node.lastLine },
    }));
}
