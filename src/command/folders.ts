import { homedir } from 'node:os';
import { basename, join, resolve, sep } from 'node:path';
import { WrongUse } from '../errors.ts';
import type { Surroundings } from '../inputs.ts';

/** An empty argument is mostly a variable that was never set, and not the current folder. */
export function folderOf(directory = '.'): string {
  if (directory.trim() !== '') return resolve(directory);
  throw new WrongUse(
    'The folder is an empty text.',
    'Name it, or leave it out for the current folder.',
  );
}

/** What `--out` names; throws WrongUse where that is nothing, or git's own. */
export function outFolder(out: string): string {
  const path = out.trim() === '' ? undefined : resolve(out);
  if (path !== undefined && !path.split(sep).includes('.git')) return path;
  throw new WrongUse(
    path === undefined ? '--out is an empty text.' : `${path} is where git keeps its own files.`,
    'Name another folder with --out, or leave it out.',
  );
}

/** Outside the checkout, which is not ours to write to. */
export function defaultFolder(
  directory: string,
  { environment, now }: Surroundings & { readonly now: Date },
): string {
  const state = environment.XDG_STATE_HOME ?? join(environment.HOME ?? homedir(), '.local/state');
  const stamp = now
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.(\d+)Z$/, '-$1');
  return join(state, 'orps', `${basename(directory)}-${stamp}`);
}
