import { constants, existsSync } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BrokenEnvironment } from './errors.ts';

/** The first folder made, or `undefined` if all were there. */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    const made = await makeStepwise(path);
    await access(path, constants.W_OK);
    return made;
  } catch (cause) {
    throw new BrokenEnvironment(
      `Cannot ${existsSync(path) ? 'write to' : 'make'} the folder ${path} (${(cause as NodeJS.ErrnoException).code}).`,
      'Choose a writable folder with --out.',
      { cause },
    );
  }
}

/** Not `recursive`: that never returns on file systems which answer ENOENT to every attempt. */
async function makeStepwise(path: string): Promise<string | undefined> {
  if (existsSync(path)) return undefined;
  const above = await makeStepwise(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // Another run may have made it just now.
    if (error.code !== 'EEXIST') throw error;
  });
  return above ?? path;
}

/** Never through a link that lies there: a checkout is what strangers have written. */
export async function writeAnew(path: string, content: string): Promise<void> {
  await rm(path, { force: true });
  await writeFile(path, content, { flag: 'wx' });
}

/** A file that is there whole or not at all. */
export async function writeWhole(folder: string, name: string, content: string): Promise<void> {
  const draft = join(folder, `.${name}.part`);
  try {
    await writeAnew(draft, content);
    await rename(draft, join(folder, name));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
