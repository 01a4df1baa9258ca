import { constants } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../../ports.ts';
import { newFolder } from '../outbox.ts';

/** A folder for counts in the workspace's outbox; gone when disposed. */
export interface CountFolder extends AsyncDisposable {
  readonly path: string;
}

export async function openCountFolder(workspace: Workspace): Promise<CountFolder> {
  const path = await newFolder(workspace);
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

const MOST_FILES = 5_000;
const ENDS = 8 * 1024;

/** Beginning and end of each file of such a name; `undefined` where there are too many to be real. */
export async function readEnds(
  folder: string,
  named: RegExp,
): Promise<readonly string[] | undefined> {
  const names = (await readdir(folder)).filter((name) => named.test(name)).sort();
  if (names.length > MOST_FILES) return undefined;
  const texts: string[] = [];
  for (const name of names) texts.push(await endsOf(join(folder, name)));
  return texts;
}

/** Never through a link and never waiting: what was counted could put anything there. */
async function endsOf(path: string): Promise<string> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    await using file = await open(path, flags);
    const status = await file.stat();
    if (!status.isFile()) return '';
    const buffer = Buffer.alloc(ENDS);
    const head = await file.read(buffer, 0, ENDS, 0);
    const start = buffer.toString('latin1', 0, head.bytesRead);
    if (status.size <= ENDS) return start;
    const from = Math.max(ENDS, status.size - ENDS);
    const tail = await file.read(buffer, 0, ENDS, from);
    return `${start}\n${buffer.toString('latin1', 0, tail.bytesRead)}`;
  } catch {
    return '';
  }
}
