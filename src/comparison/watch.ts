import { lstat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder, readLeft } from '../measure/outbox.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Workspace } from '../ports.ts';
import { removeFolder } from '../workspace/removal.ts';
import { OUTBOX } from './left-paths.ts';
import type { Untold } from './untold.ts';

/** Some fifty thousand files; more are not compared in the time that anybody waits. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Paths relative to the toplevel, or below `OUTBOX`; or why they cannot be told. */
export type Look = readonly string[] | Untold;

/** Tells what processes leave in a workspace, its outbox included, from now on. */
export interface Watch {
  left(timeoutMs: number, signal?: AbortSignal): Promise<Look>;
}

/** Nothing lies there meanwhile that a process could change: all that is kept is the time. */
export async function watch(workspace: Workspace): Promise<Watch> {
  const since = await timeIn(workspace);
  return {
    async left(timeoutMs, signal) {
      const folder = await newFolder(workspace);
      const [stamp, list] = [join(folder, 'stamp'), join(folder, 'list')];
      await writeFile(stamp, '');
      await utimes(stamp, since, since);
      const line = findLine(workspace, stamp, list);
      const { end, exitCode } = await workspace.exec({ line, timeoutMs, aside: true }, signal);
      const text = await readLeft(list, MOST_BYTES);
      await removeFolder(folder);
      if (end !== 'exited') return 'out-of-time';
      if (text === undefined) return exitCode === 0 ? 'unreadable' : 'no-find';
      const found = text.split('\0');
      // Another program of that name ends as if a folder could not be read, and finds nothing.
      if (!found.includes(begunOf(list))) return 'no-find';
      const { outbox } = workspace;
      return found
        .filter((path) => path !== '' && !path.startsWith(`${folder}/`))
        .map((path) =>
          path.startsWith(`${outbox}/`)
            ? OUTBOX + path.slice(outbox.length + 1)
            : path.replace(/^\.\//, ''),
        );
    },
  };
}

/** By the clock of its file system, rounded up to what can be set again. */
async function timeIn(workspace: Workspace): Promise<Date> {
  const folder = await newFolder(workspace);
  const { mtimeMs } = await lstat(folder);
  await removeFolder(folder);
  return new Date(Math.ceil(mtimeMs));
}

/** The list while it is written: it is new, so that a whole one names it. */
const begunOf = (list: string): string => `${list}~`;

/**
 * What was written, and folders that hold nothing but may say something by their names. No
 * program can set its files' times of change (ctime) back. Yet linking to a file changes it
 * too, which is how copies, other than overlays, share what is installed: there the time of a
 * linked file's content has to do.
 * The list appears when it is complete; find ends with 1 where a test made a folder that cannot
 * be read, and names that folder.
 */
const findLine = ({ toplevel, outbox }: Workspace, stamp: string, list: string): string => {
  const given = [toplevel, outbox, stamp, begunOf(list), list];
  const [folder, reports, since, begun, whole] = given.map(shellQuote);
  const isNew = `\\( -newer ${since} -o \\( -fstype overlay -o -links 1 -o -type d \\) -cnewer ${since} \\)`;
  const isShown = '\\( ! -type d -o -empty -o ! -readable -o ! -executable \\)';
  const find = `find . ${reports} ${isShown} ${isNew} -print0 > ${begun}`;
  return `cd ${folder} && { ${find}; [ $? -le 1 ]; } && mv ${begun} ${whole}`;
};
