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
): Project =>
  replacing(project, new Map(changed.map(({ path, onBase }) => [path, onBase])), async (path) => {
    const place = posix.join(directory, path);
    return (await readAt(toplevel, base, [place])).get(place);
  });

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
