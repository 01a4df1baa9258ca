import { applyEdits, type Mutant } from '../../../src/model/offline/mutant.ts';
import { CATALOGUE, type OperatorName } from '../../../src/model/offline/operators/catalogue.ts';
import { SourceFile } from '../../../src/model/offline/source-file.ts';
import { descendants } from '../../../src/syntax/nodes.ts';
import { parse } from '../../../src/syntax/tree.ts';

export interface Offer extends Mutant {
  readonly text: string;
}

/** Everything that one operator offers for a text, with the whole new text. */
export async function offersOf(
  operator: OperatorName,
  path: string,
  text: string,
): Promise<readonly Offer[]> {
  const tree = await parse(path, text);
  if (tree === undefined) throw new Error(`no grammar for ${path}`);
  const file = new SourceFile(tree);
  const { mutate } = CATALOGUE[operator];
  return [...descendants(tree.root)]
    .filter((node) => node.named)
    .flatMap((node) => [...mutate(node, file)])
    .map((mutant) => ({ ...mutant, text: applyEdits(text, mutant.edits) }));
}
