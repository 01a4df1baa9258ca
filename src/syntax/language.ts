import { extname } from 'node:path';

/** Languages with a grammar in `dist/assets/`. */
export const LANGUAGES = [
  'javascript',
  'typescript',
  'tsx',
  'python',
  'go',
  'rust',
  'java',
  // C as well: it reads C no worse than C's own grammar, and a `.h` does not say which it is.
  'cpp',
] as const;

export type Language = (typeof LANGUAGES)[number];

const EXTENSIONS: Readonly<Record<Language, readonly string[]>> = {
  javascript: ['.js', '.mjs', '.cjs', '.jsx'],
  typescript: ['.ts', '.mts', '.cts'],
  tsx: ['.tsx'],
  python: ['.py'],
  go: ['.go'],
  rust: ['.rs'],
  java: ['.java'],
  cpp: ['.c', '.h', '.cc', '.cpp', '.cxx', '.hpp', '.hh', '.hxx'],
};

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.flatMap((language) =>
    EXTENSIONS[language].map((extension) => [extension, language] as const),
  ),
);

/**
 * The language of a file by its name; `undefined` where there is no grammar.
 * That there is one says nothing of what else is known of the language.
 */
export const languageOf = (path: string): Language | undefined =>
  BY_EXTENSION.get(extname(path).toLowerCase());
