import { descendants } from '../../syntax/nodes.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignmentOf, callOf } from './constructs.ts';
import type { Mutant } from './mutant.ts';
import { CATALOGUE, type OperatorName } from './operators/catalogue.ts';
import { isStatement } from './positions.ts';
import type { SourceFile } from './source-file.ts';

/** A mutant with where it is and how promising it is. */
export interface RankedMutant {
  readonly file: SourceFile;
  readonly mutant: Mutant;
  readonly operator: OperatorName;
  /** 1-based line of the change. */
  readonly line: number;
  readonly suspicion: number;
  readonly score: number;
}

const OPERATORS = Object.entries(CATALOGUE) as [OperatorName, (typeof CATALOGUE)[OperatorName]][];

/** Where weighs more than what: squared, a line twice as suspicious beats a prior four times as high. */
const LOCATION = 2;

/** Each further mutant of the same operator on the same line is worth this much less. */
const REPEAT = 0.25;

/** The suspicion of a node: of its own line, else of the lines of its statement so far. */
function suspicionOf(node: SyntaxNode, lines: ReadonlyMap<number, number>): number {
  const own = lines.get(node.line);
  if (own !== undefined) return own;
  let at: SyntaxNode | undefined = node;
  while (at !== undefined && !isStatement(at)) at = at.parent;
  let highest = 0;
  for (let line = at?.line ?? node.line; line < node.line; line++) {
    highest = Math.max(highest, lines.get(line) ?? 0);
  }
  return highest;
}

const LOGGING =
  /^(debug|print|pprint|warn|trace|log|assert\w*|console\.\w+|log(ger|ging)?\.\w+|warnings\.warn)$/i;

/** A call for people to read: what it says is no behaviour, so nothing inside is mutated. */
function isLogging(node: SyntaxNode, file: SourceFile): boolean {
  if (node.parent?.kind !== 'expression_statement') return false;
  const callee = callOf(node)?.callee;
  return callee !== undefined && LOGGING.test(file.textOf(callee));
}

/** `x = f(x)` without its call is `x = x`: removing the statement says the same and reads better. */
function assignsItself(node: SyntaxNode, { edits }: Mutant, file: SourceFile): boolean {
  const assignment = node.parent === undefined ? undefined : assignmentOf(node.parent);
  return assignment?.value === node && edits[0]?.text === file.textOf(assignment.target);
}

function* offersOf(
  file: SourceFile,
  lines: ReadonlyMap<number, number>,
  favour: (operator: OperatorName) => number,
): Generator<RankedMutant> {
  for (const node of descendants(file.tree.root, (below) => !isLogging(below, file))) {
    const suspicion = node.named ? suspicionOf(node, lines) : 0;
    if (suspicion === 0) continue;
    for (const [operator, { prior, mutate }] of OPERATORS) {
      const promise = suspicion ** LOCATION * prior * favour(operator);
      for (const mutant of mutate(node, file)) {
        if (assignsItself(node, mutant, file)) continue;
        yield { file, mutant, operator, line: node.line, suspicion, score: promise * mutant.fit };
      }
    }
  }
}

/** All mutants of the suspicious lines of a file, most promising first. */
export function rankedMutants(
  file: SourceFile,
  lines: ReadonlyMap<number, number>,
  favour: (operator: OperatorName) => number,
  seed: number,
): readonly RankedMutant[] {
  const repeats = new Map<string, number>();
  const offers = [...offersOf(file, lines, favour)].sort(byPromise(seed));
  const spread = offers.map((offer) => {
    const key = `${offer.operator}:${offer.line}`;
    const before = repeats.get(key) ?? 0;
    repeats.set(key, before + 1);
    return { ...offer, score: offer.score / (1 + REPEAT * before) };
  });
  return spread.sort(byPromise(seed));
}

/** Spreads consecutive integers over 32 bits (a finaliser as in MurmurHash3). */
const scrambled = (value: number): number => {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (once ^ (once >>> 13)) >>> 0;
};

/** Best first. The seed decides between equals, then the place: the same on every machine. */
export const byPromise =
  (seed: number) =>
  (a: RankedMutant, b: RankedMutant): number => {
    if (a.score !== b.score) return b.score - a.score;
    const [startA, startB] = [a.mutant.edits[0]?.start ?? 0, b.mutant.edits[0]?.start ?? 0];
    const drawn = scrambled(startA + seed) - scrambled(startB + seed);
    if (drawn !== 0) return drawn;
    return a.file.tree.path < b.file.tree.path ? -1 : a.file.tree.path > b.file.tree.path ? 1 : 0;
  };
