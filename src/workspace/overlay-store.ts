import { link, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import type { FileChanges } from '../ports.ts';
import { runTool } from '../sandbox/process.ts';
import { restoreUpper } from './restoration.ts';
import type { Base, CandidateFiles, FileStore } from './store.ts';
import { imitate, imitateParents, writeChange } from './write-changes.ts';

/** Files to show in place of others, by paths relative to the toplevel; mostly git's configuration. */
export type Cover = ReadonlyMap<string, string>;

/**
 * A candidate is the upper folder of an overlay and holds only what it changes.
 *
 * The layers below are the checkout and, on top of it, a cover with the harmless
 * configuration. Mount options name all of them relative to the scratch folder:
 * the checkout's own path might hold commas and colons.
 */
export async function createOverlayStore(base: Base, cover: Cover): Promise<FileStore> {
  const { scratch, toplevel } = base;
  await symlink(toplevel, join(scratch, 'lower'));
  const tree = join(scratch, 'cover');
  if (cover.size > 0) await mkdir(tree);
  for (const [path, text] of cover) await writeChange(tree, toplevel, path, text);
  const lower = cover.size === 0 ? ['lower'] : ['cover', 'lower'];
  const whiteout = lazyWhiteout(scratch);
  return {
    kind: 'overlay',
    async create(folder, changes) {
      const upper = join(folder, 'upper');
      await mkdir(upper);
      await imitate(toplevel, upper);
      for (const [path, content] of changes) {
        if (content !== null) await writeChange(upper, toplevel, path, content);
        else if (!becomesFolder(path, changes)) {
          await imitateParents(upper, toplevel, path);
          await link(await whiteout(), join(upper, path));
        }
      }
      return candidate(folder, upper, base, lower);
    },
  };
}

function candidate(
  folder: string,
  upper: string,
  base: Base,
  lower: readonly string[],
): CandidateFiles {
  const name = basename(folder);
  let processes = 0;
  return {
    async view() {
      // A volatile overlay leaves a mark in its work folder and refuses to use it again.
      const work = `work-${processes++}`;
      await mkdir(join(folder, work));
      return {
        ...{ kind: 'overlay' as const, folder: base.scratch, lower },
        ...{ upper: `${name}/upper`, work: `${name}/${work}` },
      };
    },
    restoration: restoreUpper(upper, base.toplevel, folder),
  };
}

const becomesFolder = (path: string, changes: FileChanges): boolean =>
  [...changes].some(([other, content]) => content !== null && other.startsWith(`${path}/`));

/** A character device 0/0 hides what lies below; one serves all by hard links, as in overlayfs itself. */
function lazyWhiteout(scratch: string): () => Promise<string> {
  let made: Promise<string> | undefined;
  const make = async (): Promise<string> => {
    const path = join(scratch, 'whiteout');
    const result = await runTool('mknod', [path, 'c', '0', '0'], { inheritEnv: true });
    if (result.exitCode === 0) return path;
    throw new BrokenEnvironment(
      `A file cannot be deleted in an overlay: ${result.stderr.trim()}`,
      'Run again with the isolation level "process", which works on copies.',
    );
  };
  return () => {
    made ??= make();
    return made;
  };
}
