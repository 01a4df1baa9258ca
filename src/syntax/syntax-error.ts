import { withTree } from './grammar.ts';
import { type Language, languageOf } from './language.ts';

/**
 * Languages whose grammar keeps up with them. That of C and C++ stumbles over
 * macros, those of Rust and Java over their newest syntax: there the compiler
 * has the word, which costs a build and never a good patch.
 */
const JUDGED: ReadonlySet<Language> = new Set(['javascript', 'typescript', 'tsx', 'python', 'go']);

/**
 * Does this text break its language's grammar? `undefined` where no grammar can
 * tell. Whoever judges an edit asks for the base as well: a file that did
 * not parse before (a newer syntax than the grammar's) is not the edit's fault.
 */
export async function hasSyntaxError(path: string, text: string): Promise<boolean | undefined> {
  const language = languageOf(path);
  if (language === undefined || !JUDGED.has(language)) return undefined;
  return withTree(language, text, (tree) => tree.rootNode.hasError);
}

/** Did an edit break a file that parsed before? `base` is `undefined` for a new file. */
export async function introducesSyntaxError(
  path: string,
  base: string | undefined,
  head: string,
): Promise<boolean> {
  if ((await hasSyntaxError(path, head)) !== true) return false;
  return base === undefined || (await hasSyntaxError(path, base)) === false;
}
