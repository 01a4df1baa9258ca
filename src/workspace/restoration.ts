import type { BigIntStats } from 'node:fs';
import {
  chmod,
  copyFile,
  lstat,
  mkdtemp,
  readdir,
  readlink,
  rm,
  rmdir,
  symlink,
  utimes,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { removeFolder } from './removal.ts';
import { look, unlock } from './unlock.ts';
import { imitateParents } from './write-changes.ts';

/** Processes may not change it for the next one. */
export interface GuardedFile {
  /** Relative to the toplevel. */
  readonly path: string;
  /** The folder that has its content at the same path, where the base lacks it. */
  readonly from?: string;
}

/** Keeps guarded files as they are over the processes of one candidate. */
export interface Restoration {
  /** Before the first process: notes these files of the base, which are as they have to be. */
  remember(paths: readonly string[]): Promise<void>;
  /** Before every other one: gives the files their content back. */
  restore(files: readonly GuardedFile[]): Promise<void>;
}

/** Differs once the file was touched; ctime of inode(7) is nothing that a process can set back. */
const stampOf = (found: BigIntStats): string => `${found.ino}:${found.ctimeNs}`;

/** Tells a folder from one made anew at its place, even with a recycled inode. */
const birthOf = (found: BigIntStats): string => `${found.ino}:${found.birthtimeNs}`;

async function copyEntry(from: string, to: string): Promise<void> {
  const found = await lstat(from).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return;
  if (found.isSymbolicLink()) return symlink(await readlink(from), to);
  await copyFile(from, to);
  await chmod(to, found.mode & 0o7777);
  await utimes(to, found.atime, found.mtime);
}

/** The time that the file system of `folder` would give to something that is touched now. */
async function timeOf(folder: string): Promise<bigint> {
  const made = await mkdtemp(join(folder, 'time-'));
  const { ctimeNs } = await lstat(made, { bigint: true });
  await rmdir(made);
  return ctimeNs;
}

/**
 * What is known of entries as they were left before a process. File systems give
 * times in ticks of some milliseconds, so a stamp tells nothing as long as a
 * change could still get the same one: only what is older than `seal` is known.
 */
function createMemory(folder: string) {
  const stamps = new Map<string, string>();
  let sealed = 0n;
  return {
    note: (path: string, stamp: string) => stamps.set(path, stamp),
    knows: (path: string, stamp: string, time: bigint): boolean =>
      time < sealed && stamps.get(path) === stamp,
    /** No more is noted before the next process. */
    async seal() {
      sealed = await timeOf(folder);
    },
  };
}

/** Gives entries of `tree` back, wherever they are not as they were left. */
function createReplacer(tree: string, base: string, folder: string) {
  const memory = createMemory(folder);
  const note = async (path: string): Promise<void> => {
    const found = await look(join(tree, path));
    if (found !== undefined) memory.note(path, stampOf(found));
  };
  return {
    note,
    seal: memory.seal,
    async replace({ path, from = base }: GuardedFile): Promise<void> {
      const target = join(tree, path);
      const found = await look(target);
      if (found !== undefined && memory.knows(path, stampOf(found), found.ctimeNs)) return;
      await removeFolder(target);
      await imitateParents(tree, base, path);
      await copyEntry(join(from, path), target);
      await note(path);
    },
  };
}

const parentsOf = (path: string): readonly string[] => {
  const parent = dirname(path);
  return parent === '.' ? [] : [...parentsOf(parent), parent];
};

/** Unlocks the folders above `path`, and removes the first thing there that is none. */
async function clearWay(tree: string, path: string): Promise<void> {
  for (const parent of parentsOf(path)) {
    const place = join(tree, parent);
    const found = await look(place);
    if (found === undefined) return;
    if (!found.isDirectory()) return rm(place);
    await unlock(place);
  }
}

/**
 * Bytecode that a process left beside guarded modules: Python and pytest take it
 * for the module's own where it names the same source.
 */
async function removeBytecode(tree: string, files: readonly GuardedFile[]): Promise<void> {
  const modules = files.filter(({ path }) => path.endsWith('.py'));
  for (const folder of new Set(modules.map(({ path }) => dirname(path)))) {
    const cache = join(tree, folder, '__pycache__');
    if ((await look(cache)) !== undefined) await removeFolder(cache);
  }
}

/** Gives every file back by `restore`, once its way is clear. */
async function restoreAll(
  tree: string,
  files: readonly GuardedFile[],
  restore: (file: GuardedFile) => Promise<void>,
): Promise<void> {
  await unlock(tree);
  for (const file of files) {
    await clearWay(tree, file.path);
    await restore(file);
  }
  await removeBytecode(tree, files);
}

/**
 * For the upper folder of an overlay, where what is missing shows the base. Only
 * in a folder that a process made may it be hidden instead (`rm -r x; mkdir x`),
 * so those that are there before the first process are remembered. `folder` is
 * ours, on the same file system.
 */
export function restoreUpper(upper: string, base: string, folder: string): Restoration {
  const replacer = createReplacer(upper, base, folder);
  const folders = createMemory(folder);
  /** Whether nothing on the way can hide the base's file. */
  const transparent = async (path: string): Promise<boolean> => {
    for (const parent of parentsOf(path)) {
      const found = await look(join(upper, parent));
      if (found === undefined) return true;
      if (!folders.knows(parent, birthOf(found), found.birthtimeNs)) return false;
    }
    return (await look(join(upper, path))) === undefined;
  };
  return {
    async remember() {
      const entries = await readdir(upper, { recursive: true, withFileTypes: true });
      for (const entry of entries.filter((entry) => entry.isDirectory())) {
        const path = join(entry.parentPath, entry.name);
        const found = await look(path);
        if (found !== undefined) folders.note(relative(upper, path), birthOf(found));
      }
      await Promise.all([folders.seal(), replacer.seal()]);
    },
    async restore(files) {
      await restoreAll(upper, files, async (file) => {
        // Below there is nothing of a file that the base lacks.
        if (file.from === undefined && (await transparent(file.path))) return;
        await replacer.replace(file);
      });
      await replacer.seal();
    },
  };
}

/** For a complete copy; `folder` is ours, on the same file system. */
export function restoreCopy(tree: string, base: string, folder: string): Restoration {
  const replacer = createReplacer(tree, base, folder);
  return {
    async remember(paths) {
      for (const path of paths) {
        const found = await look(join(tree, path));
        // What shares its inode with other workspaces is theirs to change too.
        if (found !== undefined && found.nlink > 1n) await replacer.replace({ path });
        else await replacer.note(path);
      }
      await replacer.seal();
    },
    async restore(files) {
      await restoreAll(tree, files, replacer.replace);
      await replacer.seal();
    },
  };
}
