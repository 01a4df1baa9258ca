import { join } from 'node:path';

/** The built program, of which chunks are loaded when they are needed. */
export const distFolder = join(import.meta.dirname, '..', 'dist');

/**
 * Absolute path of a file that `npm run build` puts into `dist/assets/`:
 * grammars and the small scripts that run inside test processes. `src/` and
 * `dist/` lie side by side, so one expression serves both.
 */
export const assetPath = (name: string): string => join(distFolder, 'assets', name);
