import type { Source } from '../benchmarks/sources.ts';
import type { Checkout } from '../checkout.ts';
import { presentAt } from '../workspace/commits.ts';
import type { ChangedSource } from './changed-sources.ts';
import type { TwoTrees } from './two-trees.ts';

/** A file of the project that base and head hold differently. */
export interface ChangedFile extends Source {
  /** Does the base have it? */
  readonly onBase: boolean;
}

/** As the project's own paths name them; what lies outside of its folder holds none of its tests. */
export async function changedFiles(
  { toplevel, directory }: Pick<Checkout, 'toplevel' | 'directory'>,
  { base, changed }: Pick<TwoTrees, 'base' | 'changed'>,
  sources: readonly ChangedSource[],
): Promise<readonly ChangedFile[]> {
  const folder = directory === '' ? '' : `${directory}/`;
  const onBase = await presentAt(toplevel, base, changed);
  const known = new Map(sources.map((source) => [source.path, source]));
  return changed
    .filter((path) => path.startsWith(folder))
    .map((path) => {
      const source = known.get(path);
      const text = source && [source.before, source.after].join('\n');
      return { path: path.slice(folder.length), text, onBase: onBase.has(path) };
    });
}
