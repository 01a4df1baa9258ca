import { type FunctionSpan, functionsOf } from '../../src/syntax/functions.ts';
import { parse } from '../../src/syntax/tree.ts';

/** The functions of a file; empty where the language is unknown. */
export async function functionsIn(path: string, text: string): Promise<readonly FunctionSpan[]> {
  const tree = await parse(path, text);
  return tree === undefined ? [] : functionsOf(tree);
}
