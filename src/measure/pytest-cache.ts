import { join } from 'node:path';
import type { Word } from './shell-line.ts';

/**
 * Failures of one run are no business of the next: a cache in its own folder.
 * Without pytest's cache plugin this option is unknown, and under `--strict-config` a fault.
 */
export const ownPytestCache = (args: readonly Word[], folder: string): readonly string[] =>
  args.some(({ text }) => /^(?:-p)?no:cacheprovider$/.test(text))
    ? []
    : ['-o', `cache_dir=${join(folder, 'pytest-cache')}`];
