import { extname } from 'node:path';

/** Languages with a grammar in `dist/assets/`. */
export type Language = 'javascript' | 'typescript' | 'tsx' | 'python';

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map([
  ['.js', 'javascript'],
  ['.mjs', 'javascript'],
  ['.cjs', 'javascript'],
  ['.jsx', 'javascript'],
  ['.ts', 'typescript'],
  ['.mts', 'typescript'],
  ['.cts', 'typescript'],
  ['.tsx', 'tsx'],
  ['.py', 'python'],
]);

/** The language of a file by its name; `undefined` where there is no grammar. */
export const languageOf = (path: string): Language | undefined =>
  BY_EXTENSION.get(extname(path).toLowerCase());
