import { randomBytes } from 'node:crypto';
import { constants, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import type { Workspace } from '../ports.ts';
import { unlock } from '../workspace/unlock.ts';

/**
 * A new folder in the outbox, which whatever ran in this workspace could write to:
 * under a name that nobody could know, and never one that lies there already, where
 * a link would lead what the host writes to any place. All names are equally long,
 * since a longer path is more work for those who handle it.
 */
export async function newFolder({ outbox }: Pick<Workspace, 'outbox'>): Promise<string> {
  const path = join(outbox, randomBytes(8).toString('hex'));
  await unlock(outbox);
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    throw new BrokenEnvironment(
      `The folder for reports of the code under test cannot be written any more (${error.code}).`,
      'See whether a test changes the rights of temporary folders, and whether the disk is full.',
    );
  });
  return path;
}

/**
 * A file in the outbox, at most `limit` bytes; `undefined` where there is none or it is larger.
 * Never through a link and never waiting: what lies there was left by strangers.
 */
export async function readLeft(path: string, limit: number): Promise<string | undefined> {
  try {
    await using file = await open(
      path,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    const status = await file.stat();
    if (!status.isFile() || status.size > limit) return undefined;
    const { bytesRead, buffer } = await file.read(Buffer.alloc(status.size), 0, status.size, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  }
}
