import { dirname, extname } from 'node:path';
import { placesOf, plain, stemOf } from './left-paths.ts';

/** Compiled from a module that lies beside it; both sides compile what they run. */
const BYTECODE = /(^|\/)__pycache__\/[^/]+\.pyc$/;

/**
 * Is a file made from code that only the head has? It has the name of a file of `code`, and the
 * base leaves others with its ending in that folder for output, or anywhere below it.
 */
export function madeFrom(
  code: readonly string[],
  base: readonly string[],
): (path: string) => boolean {
  const sources = Map.groupBy(code.filter(hasName), stemOf);
  const endings = new Set(base.flatMap((path) => foldersOf(path).map(endingIn(path))));
  return (path) =>
    BYTECODE.test(path) ||
    (sources.get(stemOf(path)) ?? []).some((source) =>
      endings.has(endingIn(path)(outputFolder(path, source))),
    );
}

/** A number or a hash is the name of anything. */
const hasName = (path: string): boolean => /\p{L}/u.test(plain(stemOf(path)));

/** The toplevel is no folder for output: only what lies right there is in it. */
const foldersOf = (path: string): readonly string[] =>
  path.includes('/') ? placesOf(dirname(path)) : ['.'];

const endingIn =
  (path: string) =>
  (folder: string): string =>
    `${plain(folder)}/${extname(path)}`;

/** `pkg/dist` of `pkg/dist/sub/new.js` from `pkg/src/sub/new.ts`: the first that does not hold both. */
function outputFolder(path: string, source: string): string {
  const folders = foldersOf(path);
  return folders.find((folder) => !source.startsWith(`${folder}/`)) ?? folders.at(-1) ?? '.';
}
