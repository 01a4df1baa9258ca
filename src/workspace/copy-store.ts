import { constants, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import { runTool } from '../sandbox/process.ts';
import type { Cover } from './overlay-store.ts';
import { restoreCopy } from './restoration.ts';
import type { Base, FileStore } from './store.ts';
import { writeChange } from './write-changes.ts';

/** Large, and written by installers only: linked from our snapshot, never from the checkout. */
const DEPENDENCIES = new Set(['node_modules', '.venv', 'venv', 'vendor', 'bower_components']);
/** Written by every run: copied even within dependencies. */
const CACHES = new Set(['.cache', '.vite', '.vite-temp', '__pycache__', '.pytest_cache']);

/** A part of the snapshot with the place that it has in the tree. */
interface Part {
  readonly path: string;
  readonly stored: string;
  readonly linked: boolean;
}

/** Copies what is in one folder into another one, by cp(1), which knows every kind of file. */
async function copyTree(flags: readonly string[], from: string, to: string): Promise<void> {
  const args = [...flags, '--', `${from}/.`, to];
  const result = await runTool('cp', args, { inheritEnv: true, timeoutMs: 600_000 });
  if (result.exitCode === 0) return;
  throw new BrokenEnvironment(
    `The checkout could not be copied: ${result.stderr.trim().slice(0, 500)}`,
    'Free some space in the temporary folder, or let TMPDIR name a larger one.',
  );
}

/** Whether the two folders share a file system that clones files (ioctl_ficlone(2)). */
async function clones(from: string, scratch: string): Promise<boolean> {
  const copy = join(scratch, 'clone');
  const cloned = await copyFile(from, copy, constants.COPYFILE_FICLONE_FORCE).then(
    () => true,
    () => false,
  );
  await rm(copy, { force: true });
  return cloned;
}

/** Every folder below `root` that is in `names`, but none inside of one that is. */
async function findFolders(root: string, names: ReadonlySet<string>): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const found = await Promise.all(
    folders.map(async ({ name }) => {
      const path = join(root, name);
      return names.has(name) ? [path] : await findFolders(path, names);
    }),
  );
  return found.flat();
}

/**
 * Copies the checkout once and takes the copy apart: what is linked into each
 * candidate and what is copied again.
 */
async function takeSnapshot(
  base: Base,
  cover: Cover,
  flags: readonly string[],
): Promise<readonly Part[]> {
  const folder = join(base.scratch, 'snapshot');
  const whole = join(folder, 'whole');
  await mkdir(whole, { recursive: true });
  await copyTree(flags, base.toplevel, whole);
  const parts: Part[] = [{ path: '', stored: whole, linked: false }];
  const detach = async (from: string, within: Part, linked: boolean): Promise<Part> => {
    const part = {
      path: join(within.path, relative(within.stored, from)),
      stored: join(folder, `part-${parts.length}`),
      linked,
    };
    await rename(from, part.stored);
    parts.push(part);
    return part;
  };
  const [all] = parts as [Part];
  if (cover.size > 0) {
    for (const [path, text] of cover) await writeChange(whole, base.toplevel, path, text);
    // Objects are never rewritten in place.
    await detach(join(whole, '.git/objects'), all, true);
  }
  for (const found of await findFolders(whole, DEPENDENCIES)) {
    const dependency = await detach(found, all, true);
    for (const cache of await findFolders(dependency.stored, CACHES)) {
      await detach(cache, dependency, false);
    }
  }
  return parts;
}

/**
 * What cp(1) needs to keep everything but the owner: copies belong to whom they
 * are for. Only GNU's knows `--version` and can leave the owner out.
 */
async function keepingFlags(cloning: boolean): Promise<readonly string[]> {
  const gnu = (await runTool('cp', ['--version'], { inheritEnv: true })).exitCode === 0;
  if (!gnu) return ['-a'];
  const keep = ['-dR', '--preserve=mode,timestamps,links'];
  return cloning ? [...keep, '--reflink=auto'] : keep;
}

/**
 * A candidate is a complete copy. Files are hard-linked only among candidates and
 * only within dependencies: nothing in a copy shares an inode with the checkout.
 */
export async function createCopyStore(base: Base, cover: Cover): Promise<FileStore> {
  const { scratch, toplevel } = base;
  const cloning = await clones(join(toplevel, '.git/HEAD'), scratch);
  const flags = await keepingFlags(cloning);
  let snapshot: Promise<readonly Part[]> | undefined;
  return {
    kind: cloning ? 'reflink' : 'copy',
    async create(folder, changes) {
      snapshot ??= takeSnapshot(base, cover, flags);
      const tree = join(folder, 'files');
      for (const part of await snapshot) {
        const place = join(tree, part.path);
        await mkdir(place, { recursive: true });
        await copyTree(part.linked ? ['-al'] : flags, part.stored, place);
      }
      for (const [path, content] of changes) {
        if (content === null) await rm(join(tree, path));
        else await writeChange(tree, toplevel, path, content);
      }
      const view = { kind: 'folder' as const, path: tree };
      return { view: async () => view, restoration: restoreCopy(tree, toplevel, folder) };
    },
  };
}
