import { lstat, realpath, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { WrongUse } from './errors.ts';
import { dirtyFiles, headOf, toplevelOf } from './workspace/git.ts';

/** The user's checkout: the immutable base of every candidate. */
export interface Checkout {
  /** Absolute, without symbolic links. */
  readonly toplevel: string;
  /** The project's folder in it, '' for the whole. */
  readonly directory: string;
  readonly sha: string;
  readonly branch?: string;
  readonly dirty: boolean;
}

/** Throws WrongUse when it is no folder, no repository, or holds changes that nobody vouched for. */
export async function examineCheckout(path: string, allowDirty: boolean): Promise<Checkout> {
  const folder = await existingFolder(resolve(path));
  const toplevel = await toplevelOf(folder);
  const [head, dirty] = await Promise.all([headOf(toplevel), dirtyFiles(toplevel)]);
  if (dirty.length > 0 && !allowDirty) {
    const shown = dirty.slice(0, 3).join(', ') + (dirty.length > 3 ? ', …' : '');
    throw new WrongUse(
      `The checkout has uncommitted changes (${shown}).`,
      'Commit or stash them, or pass --allow-dirty to take them as part of what is checked out.',
    );
  }
  return {
    toplevel,
    directory: relative(toplevel, folder),
    sha: head.sha,
    ...(head.branch !== undefined && { branch: head.branch }),
    dirty: dirty.length > 0,
  };
}

async function existingFolder(path: string): Promise<string> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return realpath(path);
  const isLink = (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true;
  const missing = isLink
    ? `${path} is a link to what is not there.`
    : `There is no folder ${path}.`;
  throw new WrongUse(
    there === undefined ? missing : `${path} is a file, not a folder.`,
    'Name a checkout, or run orps inside it.',
  );
}
