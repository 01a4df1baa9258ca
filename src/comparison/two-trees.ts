import { join } from 'node:path';
import type { Checkout } from '../checkout.ts';
import type { Workspace, Workspaces } from '../ports.ts';
import {
  changedPaths,
  changedSubmodules,
  commitOf,
  hasFolder,
  writeDifference,
} from '../workspace/commits.ts';
import type { TestsAsBase } from './base-tests.ts';
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
  /** Of files of the project, relative to it. */
  readonly testsAsBase: TestsAsBase;
  /** Lays either of them over the checkout. */
  readonly open: (workspaces: Workspaces) => {
    readonly base: () => Promise<Workspace>;
    readonly head: () => Promise<Workspace>;
  };
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
  return {
    ...{ base, head, lacking, changed: await changedPaths(toplevel, base, head) },
    async testsAsBase(files) {
      const file = join(folder, 'tests.diff');
      await writeDifference(
        toplevel,
        head,
        base,
        file,
        files.map((path) => join(directory, path)),
      );
      return file;
    },
    submodules: await changedSubmodules(toplevel, base, head ?? sha),
    open: (workspaces) => ({
      base: () => openTree(workspaces, patches.base),
      head: () =>
        head === undefined ? workspaces.open(new Map()) : openTree(workspaces, patches.head),
    }),
  };
}
