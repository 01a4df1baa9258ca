import type { Suspicion } from '../../measure/ochiai.ts';
import type { ChainLink } from '../../ports.ts';
import { functionsOf } from '../../syntax/functions.ts';
import { parse } from '../../syntax/tree.ts';
import { type ChangedSpan, compareTexts, type TextChange } from './changed-spans.ts';
import type { RankedMutant } from './ranking.ts';
import { explained } from './reasoning.ts';

/** What a first patch means for a second edit. */
export interface Continuation {
  /** Suspicion of the base, moved to the lines of the patched files. */
  moved(suspicion: Suspicion): Suspicion;
  /** 0 for whatever would undo the first edit; more where a second edit belongs to it. */
  adjust(mutant: RankedMutant): number;
}

interface PatchedFile {
  readonly change: TextChange;
  /** Functions that the patch touches. 1-based lines, inclusive. */
  readonly functions: readonly { readonly firstLine: number; readonly lastLine: number }[];
}

const SAME_FUNCTION = 1.5;
const SAME_OPERATOR = 1.5;
const SAME_CHANGE = 4;

async function patchedFile(path: string, base: string, head: string): Promise<PatchedFile> {
  const change = compareTexts(base, head);
  const tree = await parse(path, head);
  const functions = tree === undefined ? [] : functionsOf(tree);
  const touched = functions.filter(({ node }) => change.spans.some((span) => meets(span, node)));
  return { change, functions: touched };
}

const meets = (a: ChangedSpan, b: ChangedSpan): boolean => a.start <= b.end && b.start <= a.end;

export async function continuationOf(
  parent: ChainLink,
  readBase: (path: string) => Promise<string | undefined>,
): Promise<Continuation> {
  const patched = new Map<string, PatchedFile>();
  for (const [path, head] of parent.proposal.changes) {
    patched.set(path, await patchedFile(path, (await readBase(path)) ?? '', head ?? ''));
  }
  const first = explained(parent.proposal.reasoning);
  return {
    moved: (suspicion) => movedSuspicion(suspicion, patched),
    adjust: (ranked) => {
      const { mutant, file, line, operator, score } = ranked;
      const known = patched.get(file.tree.path);
      const spans = known?.change.spans ?? [];
      if (mutant.edits.some((edit) => spans.some((span) => meets(span, edit)))) return 0;
      const near = known?.functions.some((f) => f.firstLine <= line && line <= f.lastLine);
      const alike = operator === first.operator ? SAME_OPERATOR : 1;
      const same = mutant.what === first.what ? SAME_CHANGE : alike;
      return score * same * (near === true ? SAME_FUNCTION : 1);
    },
  };
}

const movedSuspicion = (
  suspicion: Suspicion,
  patched: ReadonlyMap<string, PatchedFile>,
): Suspicion =>
  new Map(
    [...suspicion].map(([path, lines]) => {
      const change = patched.get(path)?.change;
      if (change === undefined) return [path, lines];
      return [path, new Map([...lines].map(([line, score]) => [change.lineAfter(line), score]))];
    }),
  );
