import { posix } from 'node:path';
import type { Checkout } from '../checkout.ts';
import type { Project } from '../measure/detection.ts';
import { readAt, sizesAt } from '../workspace/commits.ts';
import { dirtyFiles } from '../workspace/git.ts';

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
    dirty.map((path) => [posix.relative(directory, path), texts.get(path)] as const),
  );
  return {
    ...project,
    read: async (path) => (committed.has(path) ? committed.get(path) : project.read(path)),
    async files() {
      const others = (await project.files()).filter((path) => !committed.has(path));
      const there = [...committed].flatMap(([path, text]) => (text === undefined ? [] : [path]));
      return [...others, ...there].filter((path) => !path.startsWith('../')).sort();
    },
  };
}
