import { Parser, type Tree, Language as WasmLanguage } from 'web-tree-sitter';
import { assetPath } from '../assets.ts';
import { BrokenEnvironment } from '../errors.ts';
import type { Language } from './language.ts';

let runtime: Promise<void> | undefined;
const parsers = new Map<Language, Promise<Parser>>();

async function load(language: Language): Promise<Parser> {
  try {
    runtime ??= Parser.init({ locateFile: assetPath });
    await runtime;
    const grammar = await WasmLanguage.load(assetPath(`tree-sitter-${language}.wasm`));
    return new Parser().setLanguage(grammar);
  } catch (cause) {
    runtime = undefined;
    parsers.delete(language);
    throw new BrokenEnvironment(
      `The ${language} grammar could not be loaded from ${assetPath('')}`,
      'Run `npm run build`, which copies the grammars, or reinstall orps.',
      { cause },
    );
  }
}

/**
 * Parses with tree-sitter's WebAssembly build and hands the tree to `use`; the
 * tree's memory, which no garbage collector sees, is freed before this returns.
 */
export async function withTree<T>(
  language: Language,
  text: string,
  use: (tree: Tree) => T,
): Promise<T> {
  let parser = parsers.get(language);
  if (parser === undefined) {
    parser = load(language);
    parsers.set(language, parser);
  }
  const tree = (await parser).parse(text);
  // `null` only without a language or after cancelling, and neither happens here.
  if (tree === null) throw new Error(`tree-sitter gave no tree for ${language}`);
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}
