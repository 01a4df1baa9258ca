import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './alive.ts';
import { BrokenEnvironment } from './errors.ts';

export interface Scratch extends AsyncDisposable {
  readonly path: string;
}

const PREFIX = 'orps-';

/**
 * A folder of this process alone, gone when disposed. Folders that killed runs
 * left behind are removed on the way: their name holds the process id.
 */
export async function openScratch(temporary: string): Promise<Scratch> {
  await removeOrphans(temporary);
  try {
    const path = await mkdtemp(join(temporary, `${PREFIX}${process.pid}-`));
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
  } catch (cause) {
    throw new BrokenEnvironment(
      `Cannot make a temporary folder in ${temporary} (${(cause as NodeJS.ErrnoException).code}).`,
      'Free some space there, or point TMPDIR at a writable folder.',
      { cause },
    );
  }
}

async function removeOrphans(temporary: string): Promise<void> {
  const names = await readdir(temporary).catch(() => []);
  for (const name of names) {
    const pid = Number(name.match(/^orps-(\d+)-\w{6}$/)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await rm(join(temporary, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
