import { posix } from 'node:path';
import type { Checkout } from '../checkout.ts';
import type { Project } from '../measure/detection.ts';
import { readAt } from '../workspace/commits.ts';
import { dirtyFiles } from '../workspace/git.ts';

/**
 * The project as it is committed, though its checkout holds uncommitted changes: where
 * both sides are commits, these are to say nothing of what is run either.
 */
export async function committedProject(
  project: Project,
  { toplevel, directory, sha }: Pick<Checkout, 'toplevel' | 'directory' | 'sha'>,
): Promise<Project> {
  const committed = new Map<string, string | undefined>();
  for (const path of await dirtyFiles(toplevel)) {
    committed.set(posix.relative(directory, path), await readAt(toplevel, sha, path));
  }
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
