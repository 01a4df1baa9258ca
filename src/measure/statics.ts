import type { FileChanges, RelativeStatics } from '../ports.ts';
import { comparableFunctions, differences, type Functions } from './statics-functions.ts';
import { type Statics, staticsOf } from './statics-metrics.ts';

type ReadBase = (path: string) => Promise<string | undefined>;

const NONE: Functions = new Map();

/** The base of a run does not change, and every candidate asks for the same few files of it. */
const baseFunctions = new WeakMap<ReadBase, Map<string, Promise<Functions | undefined>>>();

function functionsOfBase(path: string, readBase: ReadBase): Promise<Functions | undefined> {
  const files = baseFunctions.get(readBase) ?? new Map<string, Promise<Functions | undefined>>();
  baseFunctions.set(readBase, files);
  const known = files.get(path) ?? readBase(path).then((text) => functionsOfText(path, text));
  files.set(path, known);
  return known;
}

const functionsOfText = async (
  path: string,
  text: string | undefined,
): Promise<Functions | undefined> => (text === undefined ? NONE : comparableFunctions(path, text));

const mean = (side: readonly Statics[], metric: keyof Statics): number =>
  side.reduce((sum, statics) => sum + statics[metric], 0) / side.length;

function ratio(base: readonly Statics[], head: readonly Statics[], metric: keyof Statics): number {
  // Code without a counterpart has nothing to be worse or better than.
  if (base.length === 0 || head.length === 0) return 1;
  const [before, after] = [mean(base, metric), mean(head, metric)];
  // Straight-line code has no cognitive complexity to divide by.
  return before === 0 ? 1 + after : after / before;
}

/**
 * Static metrics of the changed functions, head over base: the mean over the
 * head's changed functions divided by the mean over the base's. Code outside
 * functions counts as one function. A new function counts on its
 * side only; where one side has none, the ratio is 1. `null` where no changed
 * file can be measured.
 */
export async function relativeStatics(
  changes: FileChanges,
  readBase: ReadBase,
): Promise<RelativeStatics | null> {
  const [base, head]: [Statics[], Statics[]] = [[], []];
  let known = false;
  for (const [path, content] of changes) {
    const before = await functionsOfBase(path, readBase);
    const after = await functionsOfText(path, content ?? undefined);
    if (before === undefined || after === undefined) continue;
    known = true;
    for (const changed of differences(before, after)) {
      for (const { node, language } of changed.before) base.push(staticsOf(node, language));
      for (const { node, language } of changed.after) head.push(staticsOf(node, language));
    }
  }
  if (!known) return null;
  return {
    lines: ratio(base, head, 'lines'),
    nodes: ratio(base, head, 'nodes'),
    cyclomatic: ratio(base, head, 'cyclomatic'),
    cognitive: ratio(base, head, 'cognitive'),
  };
}
