import { constants } from 'node:fs';
import { cp, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A runner's cache, filled by the first good run on the base and copied for every later
 * one: a cold cache costs seconds a candidate, a shared one would carry one
 * candidate's writes to the next.
 */
export interface WarmCache {
  /** Copies what is kept into a folder that does not exist yet. */
  lend(folder: string): Promise<void>;
  /** Keeps a copy of this folder, unless there is one already. */
  keep(folder: string): Promise<void>;
}

/** `scratch`: an existing folder of ours; its owner removes it. */
export function createWarmCache(scratch: string): WarmCache {
  const kept = join(scratch, 'runner-cache');
  let keeping: Promise<boolean> | undefined;
  const copy = async (from: string, to: string): Promise<boolean> => {
    if ((await readdir(from).catch(() => [])).length === 0) return false;
    await cp(from, to, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      preserveTimestamps: true,
      // Links could lead a later copy out of the folder.
      filter: isPlain,
    });
    return true;
  };
  return {
    async lend(folder) {
      if (await keeping) await copy(kept, folder);
    },
    async keep(folder) {
      keeping ??= copy(folder, kept).catch(async () => {
        await rm(kept, { recursive: true, force: true });
        return false;
      });
      await keeping;
    },
  };
}

async function isPlain(source: string): Promise<boolean> {
  const status = await lstat(source);
  return status.isDirectory() || status.isFile();
}
