import type { BigIntStats } from 'node:fs';
import { chmod, copyFile, lstat, readdir, readlink, rm, symlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { imitateParents } from './write-changes.ts';

/**
 * Gives files, relative to the toplevel, their content back: the base's, or
 * that in the folder `from`, whose files the base lacks.
 */
export type Restore = (paths: readonly string[], from?: string) => Promise<void>;

const look = (path: string): Promise<BigIntStats | undefined> =>
  lstat(path, { bigint: true }).catch(() => undefined);

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

/** Replaces whatever lies at `path`, unless it is as this left it the last time. */
function replacer(tree: string, base: string): (path: string, from?: string) => Promise<void> {
  const stamps = new Map<string, string>();
  return async (path, from = base) => {
    const target = join(tree, path);
    const before = await look(target);
    if (before !== undefined && stampOf(before) === stamps.get(path)) return;
    await rm(target, { recursive: true, force: true });
    await imitateParents(tree, base, path);
    await copyEntry(join(from, path), target);
    const after = await look(target);
    if (after !== undefined) stamps.set(path, stampOf(after));
  };
}

const parentsOf = (path: string): readonly string[] => {
  const parent = dirname(path);
  return parent === '.' ? [] : [...parentsOf(parent), parent];
};

/** The first thing above `path` that is no folder, removed if it is anything at all. */
async function clearWay(tree: string, path: string): Promise<string | undefined> {
  for (const parent of parentsOf(path)) {
    const found = await look(join(tree, parent));
    if (found?.isDirectory()) continue;
    if (found !== undefined) await rm(join(tree, parent));
    return parent;
  }
  return undefined;
}

/**
 * For the upper folder of an overlay, where what is missing shows the base. Only
 * in a folder that a process made may it be hidden instead (`rm -r x; mkdir x`),
 * so those that are there before the first process are remembered.
 */
export async function restoreUpper(upper: string, base: string): Promise<Restore> {
  const replace = replacer(upper, base);
  const births = new Set<string>();
  const entries = await readdir(upper, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  for (const folder of [upper, ...folders.map((entry) => join(entry.parentPath, entry.name))]) {
    const found = await look(folder);
    if (found !== undefined) births.add(birthOf(found));
  }
  /** Whether nothing on the way can hide the base's file. */
  const transparent = async (path: string): Promise<boolean> => {
    for (const folder of ['.', ...parentsOf(path)]) {
      const found = await look(join(upper, folder));
      if (found === undefined) return true;
      if (!births.has(birthOf(found))) return false;
    }
    return (await look(join(upper, path))) === undefined;
  };
  return async (paths, from) => {
    for (const path of paths) {
      await clearWay(upper, path);
      // Below there is nothing of a file that the base lacks.
      if (from !== undefined || !(await transparent(path))) await replace(path, from);
    }
  };
}

/** For a complete copy, made by now. */
export function restoreCopy(tree: string, base: string): Restore {
  const replace = replacer(tree, base);
  const made = BigInt(Date.now()) * 1_000_000n;
  return async (paths, from) => {
    for (const path of paths) {
      const blocked = await clearWay(tree, path);
      const found = blocked === undefined ? await look(join(tree, path)) : undefined;
      if (found === undefined || found.ctimeNs > made) await replace(path, from);
    }
  };
}
