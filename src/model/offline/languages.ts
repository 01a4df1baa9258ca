import { type Language, languageOf } from '../../syntax/language.ts';

/** Languages whose constructs and words the operators know, which takes more than a grammar. */
const MUTABLE: ReadonlySet<Language> = new Set(['javascript', 'typescript', 'tsx', 'python']);

export function isMutable(path: string): boolean {
  const language = languageOf(path);
  return language !== undefined && MUTABLE.has(language);
}
