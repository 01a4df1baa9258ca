import type { BigIntStats } from 'node:fs';
import { chmod, lstat } from 'node:fs/promises';

/** `undefined` only where there is nothing: what cannot be looked at may be anything. */
export async function look(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Lets us into a folder that a process locked, and into what is made in it again. */
export async function unlock(folder: string): Promise<void> {
  const found = await look(folder);
  if (found?.isDirectory() && (found.mode & 0o700n) !== 0o700n) {
    await chmod(folder, Number(found.mode & 0o7777n) | 0o700);
  }
}
