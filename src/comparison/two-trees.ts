import { join } from 'node:path';
import type { Checkout } from '../checkout.ts';
import type { Workspaces } from '../ports.ts';
import {
  changedPaths,
  changedSubmodules,
  commitOf,
  hasFolder,
  writeDifference,
} from '../workspace/commits.ts';
import { snapshotOf } from './base-tests.ts';
import type { Opening } from './side.ts';
import { openTree } from './trees.ts';

/** The two commits of a comparison, over one checkout. */
export interface TwoTrees {
  readonly base: string;
  /** `undefined`: the working tree as it is, with uncommitted changes. */
  readonly head: string | undefined;
  /** Sides that do not have the project's folder. */
  readonly lacking: ReadonlySet<'base' | 'head'>;
  /** Submodules whose commit differs: neither side's is brought, both have what is checked out. */
  readonly submodules: readonly string[];
  /** Paths that differ, relative to the toplevel. */
  readonly changed: readonly string[];
  /** Lays either of them over the checkout. */
  readonly open: (workspaces: Workspaces) => Opening;
}

/** Finds both commits, and keeps what makes the checkout each of them in `folder`. */
export async function twoTrees(
  { toplevel, directory, sha, dirty }: Checkout,
  names: { readonly base: string; readonly head: string | undefined },
  folder: string,
): Promise<TwoTrees> {
  const [base, named] = await Promise.all([
    commitOf(toplevel, names.base, '--base'),
    names.head === undefined ? undefined : commitOf(toplevel, names.head, '--head'),
  ]);
  const checkedOut = dirty ? undefined : sha;
  const head = named ?? checkedOut;
  const patches = { base: join(folder, 'base.diff'), head: join(folder, 'head.diff') };
  await writeDifference(toplevel, checkedOut, base, patches.base);
  if (head !== undefined) await writeDifference(toplevel, checkedOut, head, patches.head);
  const [hasBase, hasHead] = await Promise.all(
    [base, head].map((commit) => commit === undefined || hasFolder(toplevel, commit, directory)),
  );
  const lacking = new Set([
    ...(hasBase ? [] : (['base'] as const)),
    ...(hasHead ? [] : (['head'] as const)),
  ]);
  const changed = await changedPaths(toplevel, base, head);
  return {
    ...{ base, head, lacking, changed },
    submodules: await changedSubmodules(toplevel, base, head ?? sha),
    open: (workspaces) => {
      const heads = head === undefined ? [] : [patches.head];
      return {
        base: () => openTree(workspaces, patches.base),
        head: () => openTree(workspaces, ...heads),
        async headWithBaseTests(files) {
          const patch = join(folder, 'tests.diff');
          const paths = new Set(
            [...files, ...files.map(snapshotOf)].map((path) => join(directory, path)),
          );
          const others = changed.filter((path) => paths.has(path));
          await writeDifference(toplevel, head, base, patch, others);
          return openTree(workspaces, ...heads, patch);
        },
      };
    },
  };
}
