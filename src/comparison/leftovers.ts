import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

export async function watch(workspace: Workspace): Promise<Watch> {
  const folder = await newFolder(workspace);
  const [stamp, list] = [join(folder, 'stamp'), join(folder, 'list')];
  await writeFile(stamp, '');
  return {
    async left(signal) {
      const line = findLine(workspace.outbox, stamp, list);
      await workspace.exec({ line, timeoutMs: FIND_MS, aside: true }, signal);
      // It ends with 1 where a test made a folder that cannot be read, and names that folder.
      const text = await readLeft(list, MOST_BYTES);
      await removeFolder(folder);
      return text
        ?.split('\0')
        .filter((path) => path !== '')
        .map((path) => path.replace(workspace.outbox, './outbox').replace(/^\.\//, ''));
    },
  };
}

/**
 * No program can set its files' times of change (ctime) back. Yet linking to a file changes it
 * too, which is how copies share what is installed: of such files the content's time has to do.
 * The list appears when it is complete.
 */
const findLine = (outbox: string, stamp: string, list: string): string => {
  const [reports, before, begun, whole] = [outbox, stamp, `${list}~`, list].map(shellQuote);
  const isNew = `\\( -newer ${before} -o -links 1 -cnewer ${before} \\)`;
  const isShown = '\\( ! -type d -o ! -readable -o ! -executable \\)';
  const find = `find . ${reports} ${isShown} ${isNew} -print0 > ${begun}`;
  return `cd "$(git rev-parse --show-toplevel)" && { ${find}; [ $? -le 1 ]; } && mv ${begun} ${whole}`;
};

/** Compiled from a module that lies beside it; both sides compile what they run. */
const BYTECODE = /(^|\/)__pycache__\/[^/]+\.pyc$/;

/**
 * What only the head's runs leave behind: a later run can read what an earlier one kept there,
 * and is faster than a first one. Not what is made from a file of code that only the head has
 * (`added`), and not where both sides leave names of their own, which vary from run to run.
 */
export function leftByHeadOnly(
  base: readonly string[],
  head: readonly string[],
  added: readonly string[],
): readonly string[] {
  const stems = new Set(added.map(stemOf));
  const names = new Set(added.map(nameOf));
  const [ofBase, ofHead] = [treeOf(base), treeOf(head)];
  const isMade = (path: string): boolean =>
    BYTECODE.test(path) || (stems.has(stemOf(path)) && !names.has(nameOf(path)));
  const varying = new Set(
    base.filter((path) => !ofHead.paths.has(plain(path))).map((path) => branching(path, ofHead)),
  );
  return head
    .filter((path) => !ofBase.paths.has(plain(path)) && !isMade(path))
    .filter((path) => !varying.has(branching(path, ofBase)))
    .sort();
}

/** Without numbers and hashes, which differ from run to run; caches spread their files by two digits of one. */
const plain = (path: string): string =>
  path.replace(/[0-9a-f]{6,}|(?<=\/)[0-9a-f]{2}(?=\/)|\d+/gi, '#');

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

/** `lexer` of `src/lexer.c`, of `build/lexer.o` and of `cache/lexer_4f1c09aa`. */
const stemOf = (path: string): string =>
  /^.[^.]*/.exec(nameOf(plain(path)))?.[0].replace(/[_-]#$/, '') ?? '';

interface Tree {
  readonly paths: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

const treeOf = (paths: readonly string[]): Tree => ({
  paths: new Set(paths.map(plain)),
  folders: new Set(paths.flatMap(foldersOf)),
});

/** From the outermost to the innermost. */
const foldersOf = (path: string): readonly string[] => {
  const names = plain(path).split('/').slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
};

/** The deepest folder of a path in which the other side left something too; '' for the toplevel. */
const branching = (path: string, { folders }: Tree): string =>
  foldersOf(path).findLast((folder) => folders.has(folder)) ?? '';
