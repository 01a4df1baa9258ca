import { posix } from 'node:path';
import type { Checkout } from '../checkout.ts';
import type { Project } from '../measure/detection.ts';
import { readAt, sizesAt } from '../workspace/commits.ts';
import { dirtyFiles } from '../workspace/git.ts';
import type { ChangedFile } from './changed-files.ts';

/**
 * The project as it is committed, though its checkout holds uncommitted changes: where
 * both sides are commits, these are to say nothing of what is run either.
 */
export async function committedProject(
  project: Project,
  { toplevel, directory, sha }: Pick<Checkout, 'toplevel' | 'directory' | 'sha'>,
): Promise<Project> {
  const dirty = await dirtyFiles(toplevel);
  const nameable = dirty.filter((path) => !path.includes('\n'));
  const sizes = await sizesAt(toplevel, sha, nameable);
  const kept = nameable.filter((_, at) => sizes[at] !== undefined);
  const texts = await readAt(toplevel, sha, kept);
  const committed = new Map(
    dirty.map((path) => [posix.relative(directory, path), texts.has(path)] as const),
  );
  return replacing(project, committed, async (path) => texts.get(posix.join(directory, path)));
}

/** The project as the base has it, where what is checked out is the head. */
export const baseProject = (
  project: Project,
  { toplevel, directory }: Pick<Checkout, 'toplevel' | 'directory'>,
  base: string,
  changed: readonly ChangedFile[],
): Project => {
  const there = changed
    .filter(({ onBase }) => onBase)
    .map(({ path }) => posix.join(directory, path));
  let texts: Promise<ReadonlyMap<string, string>> | undefined;
  const others = new Map(changed.map(({ path, onBase }) => [path, onBase]));
  return replacing(project, others, async (path) => {
    // One process for all that may be asked for.
    texts ??= smallTexts(toplevel, base, there);
    return (await texts).get(posix.join(directory, path));
  });
};

/** No manifest, and hardly any code, is larger. */
const MOST_BYTES = 1024 * 1024;
const MOST_BYTES_IN_ALL = 32 * MOST_BYTES;

async function smallTexts(
  toplevel: string,
  base: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const sizes = await sizesAt(toplevel, base, paths);
  let left = MOST_BYTES_IN_ALL;
  const small = paths.filter((_, at) => {
    const size = sizes[at] ?? MOST_BYTES;
    if (size >= MOST_BYTES || size > left) return false;
    left -= size;
    return true;
  });
  return readAt(toplevel, base, small);
}

/** `others` are files that are there, or not, and read from elsewhere. */
const replacing = (
  project: Project,
  others: ReadonlyMap<string, boolean>,
  read: Project['read'],
): Project => ({
  ...project,
  async read(path) {
    const isThere = others.get(path);
    return isThere === undefined ? project.read(path) : isThere ? read(path) : undefined;
  },
  async files() {
    const same = (await project.files()).filter((path) => !others.has(path));
    const there = [...others].flatMap(([path, isThere]) => (isThere ? [path] : []));
    return [...same, ...there].filter((path) => !path.startsWith('../')).sort();
  },
});
