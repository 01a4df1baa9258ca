import { chmod, chown, lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Gives a new file or folder the mode of the one that it stands for, and its owner where we may. */
export async function imitate(original: string, copy: string): Promise<void> {
  const found = await lstat(original).catch(() => undefined);
  if (found === undefined) return;
  await chmod(copy, (found.mode & 0o7777) | 0o200);
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (uid === 0 && (found.uid !== uid || found.gid !== gid))
    await chown(copy, found.uid, found.gid);
}

/** Makes the folders above `path` below `tree` where they are missing, like those below `base`. */
export async function imitateParents(tree: string, base: string, path: string): Promise<void> {
  const parent = dirname(path);
  if (parent === '.') return;
  const made = await mkdir(join(tree, parent)).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (made === false) return;
  if (made === undefined) {
    await imitateParents(tree, base, parent);
    await mkdir(join(tree, parent));
  }
  await imitate(join(base, parent), join(tree, parent));
}

/** Writes one changed file below `tree` as it would be if it had been edited below `base`. */
export async function writeChange(
  tree: string,
  base: string,
  path: string,
  content: string,
): Promise<void> {
  await imitateParents(tree, base, path);
  const target = join(tree, path);
  // Never through a file that is there already: it may be linked to from elsewhere.
  await rm(target, { force: true });
  await writeFile(target, content);
  await imitate(join(base, path), target);
}
