import { basename } from 'node:path/posix';
import { isSource } from './relevance.ts';

/** Files that tests read are named in quotes, with or without their folder. */
const QUOTED = /(['"`])([^'"`\n]{1,200})\1/g;

/** The repository's data files that a test's source names: what it feeds to the code under test. */
export function dataNamedIn(source: string, files: readonly string[]): readonly string[] {
  const named = new Set(
    [...source.matchAll(QUOTED)].map(([, , text = '']) => basename(text)).filter(isFileName),
  );
  if (named.size === 0) return [];
  return files.filter((file) => !isSource(file) && named.has(basename(file)));
}

const isFileName = (name: string): boolean => /^[\w-].*\.\w+$/.test(name);
