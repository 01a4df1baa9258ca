import { createHash } from 'node:crypto';
import type { Suspicion } from '../../measure/ochiai.ts';
import { hasSyntaxError } from '../../syntax/syntax-error.ts';
import { parse, type SyntaxTree } from '../../syntax/tree.ts';
import { applyEdits, type Edit } from './mutant.ts';
import type { OperatorName } from './operators/catalogue.ts';
import { byPromise, type RankedMutant, rankedMutants } from './ranking.ts';
import { SourceFile } from './source-file.ts';

/** A mutant that is known to parse, to change something and to be new. */
export interface ValidMutant extends RankedMutant {
  /** The whole file after the change. */
  readonly text: string;
}

export interface StreamOptions {
  readonly suspicion: Suspicion;
  readonly read: (path: string) => Promise<string | undefined>;
  readonly favour: (operator: OperatorName) => number;
  /** Decides between equally promising mutants. */
  readonly seed: number;
  /** Leaves out or reweights a mutant: its new score, or 0. */
  readonly adjust?: (mutant: RankedMutant) => number;
}

/** So many suspicious lines are mutated at once: enough to rank, and bounded however large the program is. */
const LINES_A_WAVE = 150;

type Wave = ReadonlyMap<string, ReadonlyMap<number, number>>;

function wavesOf(suspicion: Suspicion): readonly Wave[] {
  const lines = [...suspicion].flatMap(([path, scores]) =>
    [...scores].map(([line, score]) => ({ path, line, score })),
  );
  lines.sort(
    (a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line),
  );
  const waves: Map<string, Map<number, number>>[] = [];
  for (const [at, { path, line, score }] of lines.entries()) {
    if (at % LINES_A_WAVE === 0) waves.push(new Map());
    const wave = waves.at(-1);
    const scores = wave?.get(path) ?? new Map<number, number>();
    wave?.set(path, scores.set(line, score));
  }
  return waves;
}

/** Parses only the statements of the file that are edited: whole files of thousands of lines take long. */
async function breaksGrammar(tree: SyntaxTree, edits: readonly Edit[]): Promise<boolean> {
  const [first, last] = [edits[0]?.start ?? 0, edits.at(-1)?.end ?? 0];
  const touched = tree.root.children.filter((child) => child.end >= first && child.start <= last);
  const from = Math.min(first, ...touched.map((child) => child.start));
  const to = Math.max(last, ...touched.map((child) => child.end));
  const text = tree.text.slice(from, to);
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }));
  return (await hasSyntaxError(tree.path, applyEdits(text, moved))) === true;
}

/** Mutants, most promising first. Only edits are kept; texts are made when they are asked for. */
export async function* mutantStream(options: StreamOptions): AsyncGenerator<ValidMutant> {
  const seen = new Set<string>();
  for (const wave of wavesOf(options.suspicion)) {
    for (const ranked of await rankWave(wave, options)) {
      const { tree } = ranked.file;
      const text = applyEdits(tree.text, ranked.mutant.edits);
      const digest = createHash('sha1')
        .update(tree.path)
        .update('\0')
        .update(text)
        .digest('base64');
      if (text === tree.text || seen.has(digest)) continue;
      seen.add(digest);
      // A base that the grammar does not know entirely cannot be held against its mutants.
      if (!tree.hasError && (await breaksGrammar(tree, ranked.mutant.edits))) continue;
      yield { ...ranked, text };
    }
  }
}

async function rankWave(wave: Wave, options: StreamOptions): Promise<readonly RankedMutant[]> {
  const { read, favour, adjust, seed } = options;
  const ranked: RankedMutant[] = [];
  for (const [path, lines] of wave) {
    const tree = await parse(path, (await read(path)) ?? '');
    if (tree === undefined) continue;
    for (const mutant of rankedMutants(new SourceFile(tree), lines, favour, seed)) {
      const score = adjust === undefined ? mutant.score : adjust(mutant);
      if (score > 0) ranked.push(score === mutant.score ? mutant : { ...mutant, score });
    }
  }
  return ranked.sort(byPromise(seed));
}
