import { lstat, utimes, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { newFolder, readLeft } from '../measure/outbox.ts';
import { shellQuote } from '../measure/shell-line.ts';
import type { Workspace } from '../ports.ts';
import { removeFolder } from '../workspace/removal.ts';

const FIND_MS = 120_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** Tells what processes leave in a workspace, its outbox included, from now on. */
export interface Watch {
  /** Paths relative to the toplevel, or below `outbox/`; or `undefined` where they cannot be told. */
  left(signal: AbortSignal): Promise<readonly string[] | undefined>;
}

/** Nothing lies there meanwhile that a process could change: all that is kept is the time. */
export async function watch(workspace: Workspace): Promise<Watch> {
  const since = await timeIn(workspace);
  return {
    async left(signal) {
      const folder = await newFolder(workspace);
      const [stamp, list] = [join(folder, 'stamp'), join(folder, 'list')];
      await writeFile(stamp, '');
      await utimes(stamp, since, since);
      const line = findLine(workspace.outbox, stamp, list);
      await workspace.exec({ line, timeoutMs: FIND_MS, aside: true }, signal);
      const text = await readLeft(list, MOST_BYTES);
      await removeFolder(folder);
      return text
        ?.split('\0')
        .filter((path) => path !== '' && !path.startsWith(`${folder}/`))
        .map((path) => path.replace(workspace.outbox, './outbox').replace(/^\.\//, ''));
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

/**
 * What was written, and folders that hold nothing but may say something by their names. No
 * program can set its files' times of change (ctime) back. Yet linking to a file changes it
 * too, which is how copies, other than overlays, share what is installed: there the time of a
 * linked file's content has to do.
 * The list appears when it is complete; find ends with 1 where a test made a folder that cannot
 * be read, and names that folder.
 */
const findLine = (outbox: string, stamp: string, list: string): string => {
  const [reports, since, begun, whole] = [outbox, stamp, `${list}~`, list].map(shellQuote);
  const isNew = `\\( -newer ${since} -o \\( -fstype overlay -o -links 1 -o -type d \\) -cnewer ${since} \\)`;
  const isShown = '\\( ! -type d -o -empty -o ! -readable -o ! -executable \\)';
  const find = `find . ${reports} ${isShown} ${isNew} -print0 > ${begun}`;
  return `cd "$(git rev-parse --show-toplevel)" && { ${find}; [ $? -le 1 ]; } && mv ${begun} ${whole}`;
};

/** Compiled from a module that lies beside it; both sides compile what they run. */
const BYTECODE = /(^|\/)__pycache__\/[^/]+\.pyc$/;

/**
 * What only the head's runs leave behind: a later run can read what an earlier one kept there,
 * and is faster than a first one. Not what is made from a file of code that only the head has
 * (`added`), where the base leaves others of the kind; and not names by chance, where the base
 * leaves others in the same place that look like them.
 */
export function leftByHeadOnly(
  base: readonly string[],
  head: readonly string[],
  added: readonly string[],
): readonly string[] {
  const [before, after] = [base, head].map((paths) => new Set(paths.flatMap(placesOf)));
  const isOnlyIn = (places: ReadonlySet<string> | undefined) => (path: string) =>
    !places?.has(plain(path));
  const kinds = new Set(base.map(kindOf));
  const stems = new Set(added.map(stemOf));
  const isMade = (path: string): boolean =>
    BYTECODE.test(path) || (stems.has(stemOf(path)) && kinds.has(kindOf(path)));
  const byChance = new Set(base.filter(isOnlyIn(after)).map((path) => lookOf(path, after)));
  return head
    .filter((path) => isOnlyIn(before)(path) && !isMade(path))
    .filter((path) => !byChance.has(lookOf(path, before)))
    .sort();
}

/** Without numbers and hashes, which differ from run to run; caches spread their files by two digits of one. */
const plain = (path: string): string =>
  path.replace(/[0-9a-f]{6,}|(?<=\/)[0-9a-f]{2}(?=\/)|\d+/gi, '#');

/** A path and the folders above it, the outermost first. */
const placesOf = (path: string): readonly string[] => {
  const names = plain(path).split('/');
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
};

/** Where a path leaves what the other side has: that folder, and the length and ending of the next name. */
function lookOf(path: string, others: ReadonlySet<string> | undefined): string {
  const places = placesOf(path);
  const at = places.findIndex((place) => !others?.has(place));
  const name = path.split('/')[at] ?? '';
  return `${places[at - 1] ?? ''}/${name.length}${extname(name)}`;
}

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

/** Its folder and ending. */
const kindOf = (path: string): string => `${placesOf(path).at(-2) ?? ''}/${extname(nameOf(path))}`;

/** `lexer` of `src/lexer.c`, of `build/lexer.o` and of `cache/lexer_4f1c09aa`. */
const stemOf = (path: string): string =>
  /^.[^.]*/.exec(nameOf(plain(path)))?.[0].replace(/[_-]#$/, '') ?? '';
