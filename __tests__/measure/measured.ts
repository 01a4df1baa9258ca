import { type Statics, staticsOf } from '../../src/measure/statics-metrics.ts';
import { functionsOf } from '../../src/syntax/functions.ts';
import { parse } from '../../src/syntax/tree.ts';

/** Sizes and complexities of the first function of a text, with all that it contains. */
export async function measured(path: string, text: string): Promise<Statics> {
  const tree = await parse(path, text);
  const first = tree && functionsOf(tree)[0];
  if (tree === undefined || first === undefined) throw new Error('no function');
  return staticsOf(first.node, tree.language);
}
