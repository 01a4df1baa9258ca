import type { TestCase } from '../ports.ts';
import { definitionsOf, namesIn, namesInProse } from './definitions.ts';
import { framesIn } from './frames.ts';
import { importsOf } from './imports.ts';

/** What is known about where something is to be changed. */
export interface Evidence {
  readonly goal: string;
  /** The tests that the search is about: those that fail, or the slowest. */
  readonly subjects: readonly TestCase[];
  /** Absolute path of the repository as the tests saw it. */
  readonly root: string;
  readonly files: readonly string[];
  readonly read: (path: string) => Promise<string | undefined>;
  /** Suspicion on [0, 1] by line, from coverage; empty when there is none. */
  readonly suspicion: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly isTest: (path: string) => boolean;
}

export interface RelevantFile {
  readonly path: string;
  readonly score: number;
  /** 1-based lines worth seeing, most important first. */
  readonly lines: readonly number[];
}

const SOURCE =
  /\.(?:[cm]?[jt]sx?|py|go|rs|java|c|cc|cpp|h|hpp|rb|php|cs|kt|swift|scala|vue|svelte)$/;
/** Code in a language that people repair. */
export const isSource = (path: string): boolean => SOURCE.test(path);

const WEIGHTS = {
  frame: 4,
  suspicion: 3,
  definition: 2,
  directImport: 2,
  indirectImport: 1,
  word: 0.5,
} as const;

/**
 * Files worth reading, best first: those that stack traces name, that failing
 * tests execute or import, and whose names the task and the tests use.
 */
export async function relevantFiles(evidence: Evidence): Promise<readonly RelevantFile[]> {
  const known = new Set(evidence.files);
  const scores = new Map<string, number>();
  const lines = new Map<string, number[]>();
  const add = (path: string, score: number, line?: number) => {
    if (!SOURCE.test(path)) return;
    scores.set(path, (scores.get(path) ?? 0) + score);
    if (line !== undefined) lines.set(path, [...(lines.get(path) ?? []), line]);
  };

  addFrames(evidence, known, add);
  addSuspicion(evidence, add);
  await addDefinitions(evidence, add);
  await addImports(evidence, known, add);
  addWords(evidence, scores, add);
  return [...scores]
    .map(([path, score]) => ({ path, score, lines: [...new Set(lines.get(path) ?? [])] }))
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

type Add = (path: string, score: number, line?: number) => void;

/** Counted once a file and test, so that a deep recursion does not drown the rest. */
function addFrames({ subjects, root }: Evidence, known: ReadonlySet<string>, add: Add): void {
  for (const test of subjects.slice(0, 10)) {
    const paths = new Set<string>();
    for (const { path, line } of framesIn(test.message ?? '', root, known)) {
      add(path, paths.has(path) ? 0 : WEIGHTS.frame / Math.min(subjects.length, 10), line);
      paths.add(path);
    }
  }
}

/** The most suspicious line speaks for its file; the next few are worth seeing. */
function addSuspicion({ suspicion }: Evidence, add: Add): void {
  for (const [path, byLine] of suspicion) {
    const worst = [...byLine].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12);
    add(path, WEIGHTS.suspicion * (worst[0]?.[1] ?? 0));
    for (const [line] of worst) add(path, 0, line);
  }
}

/** So many files are searched for definitions. */
const SEARCHED_FILES = 600;

/** The defining line of what the failing tests speak of: the class under test, wherever it lives. Without any, the task speaks. */
async function addDefinitions(
  { goal, subjects, files, read, isTest }: Evidence,
  add: Add,
): Promise<void> {
  const words = subjects.map((test) => `${test.name}\n${test.message ?? ''}`).join('\n');
  const wanted = subjects.length === 0 ? namesInProse(goal) : namesIn(words);
  if (wanted.size === 0) return;
  const sources = new Map<string, string>();
  for (const path of files
    .filter((file) => SOURCE.test(file) && !isTest(file))
    .slice(0, SEARCHED_FILES)) {
    const text = await read(path);
    if (text !== undefined) sources.set(path, text);
  }
  const counted = new Set<string>();
  for (const { path, line } of definitionsOf(wanted, sources)) {
    add(path, counted.has(path) ? 0 : WEIGHTS.definition, line);
    counted.add(path);
  }
}

async function addImports(
  { subjects, read, isTest }: Evidence,
  known: ReadonlySet<string>,
  add: Add,
): Promise<void> {
  const tests = [...new Set(subjects.flatMap((test) => test.file ?? []))].slice(0, 10);
  for (const test of tests) add(test, WEIGHTS.directImport);
  const direct = await importedBy(tests, read, known);
  for (const path of direct) add(path, isTest(path) ? 0 : WEIGHTS.directImport);
  const indirect = await importedBy([...direct].slice(0, 50), read, known);
  for (const path of indirect) if (!direct.has(path)) add(path, WEIGHTS.indirectImport);
}

async function importedBy(
  paths: readonly string[],
  read: Evidence['read'],
  known: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const imports = await Promise.all(
    paths.map(async (path) => importsOf(path, (await read(path)) ?? '', known)),
  );
  return new Set(imports.flat());
}

/** Words of the task and the failing tests that name a file; only rank what else already speaks for, unless nothing does. */
function addWords(
  { goal, subjects, files, isTest }: Evidence,
  scores: ReadonlyMap<string, number>,
  add: Add,
): void {
  const words = new Set(
    wordsOf([goal, ...subjects.map((test) => `${test.name} ${test.file ?? ''}`)].join(' ')),
  );
  const pool = scores.size > 0 ? [...scores.keys()] : files.filter((path) => !isTest(path));
  for (const path of pool) {
    const own = wordsOf(path.replace(/\.\w+$/, ''));
    add(path, WEIGHTS.word * own.filter((word) => words.has(word)).length);
  }
}

/** `camelCase` and `snake_case` fall apart; short and common words say nothing. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 3 && !COMMON.has(word)),
  ),
];

const COMMON: ReadonlySet<string> = new Set(
  'test tests spec should index main when with that this from does returns return file'.split(' '),
);
