import { basename, dirname } from 'node:path/posix';
import { isSource } from './relevance.ts';

/** Files that tests read are named in quotes, with or without their folder. */
const QUOTED = /(['"`])([^'"`\n]{1,200})\1/g;

/**
 * The repository's data files that a test's source names: what it feeds to the
 * code under test. Of several with one name, the nearest to the test.
 */
export function dataNamedIn(
  test: string,
  source: string,
  files: readonly string[],
): readonly string[] {
  const named = new Set(
    [...source.matchAll(QUOTED)].map(([, , text = '']) => basename(text)).filter(isFileName),
  );
  if (named.size === 0) return [];
  const nearest = new Map<string, string>();
  for (const file of files) {
    const name = basename(file);
    if (isSource(file) || !named.has(name)) continue;
    const known = nearest.get(name);
    if (known === undefined || shared(file, test) > shared(known, test)) nearest.set(name, file);
  }
  return [...nearest.values()];
}

const isFileName = (name: string): boolean => /^[\w-].*\.\w+$/.test(name);

/** How many folders two paths have in common. */
function shared(one: string, other: string): number {
  const [a, b] = [dirname(one).split('/'), dirname(other).split('/')];
  const parting = a.findIndex((folder, at) => folder !== b[at]);
  return parting === -1 ? a.length : parting;
}
