import { join } from 'node:path';
import type { RunFolder } from './run-folder.ts';
import { shellQuote } from './shell-line.ts';

/** A `NAME=value` word that has every Node process load an asset first, after what the user has it load. */
export const preload = ({ path }: Pick<RunFolder, 'path'>, asset: string): string =>
  // Double quotes belong to the value: Node takes the path apart at spaces without them.
  `NODE_OPTIONS="\${NODE_OPTIONS:+$NODE_OPTIONS }"${shellQuote(`--require "${join(path, asset)}"`)}`;
