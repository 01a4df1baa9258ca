import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** An installed binary, in this folder or one above it, as packages of a workspace share them. */
export function localBinary(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules/.bin', name);
    if (existsSync(path)) return relative(from, path);
    if (folder === dirname(folder)) return undefined;
  }
}
