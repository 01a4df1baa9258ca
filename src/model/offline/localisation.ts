import type { Suspicion } from '../../measure/ochiai.ts';
import type { TestCase } from '../../ports.ts';
import { functionsOf } from '../../syntax/functions.ts';
import { parse } from '../../syntax/tree.ts';
import { sourcesOf } from './built-from.ts';
import { importedBy } from './imports.ts';
import { isMutable } from './languages.ts';
import { fileOf, framesOf } from './stack-trace.ts';
import { isTestSupport } from './test-support.ts';

export interface Repository {
  read(path: string): Promise<string | undefined>;
  /** Files that may be edited and whose language the operators know. */
  readonly editable: ReadonlySet<string>;
  readonly files: readonly string[];
  /** Absolute path that stack traces start with, where it is known. */
  readonly root?: string | undefined;
}

/** What a stack trace adds to a spectrum that already knows which lines ran. */
const TRACE_WEIGHT = 0.2;

const SUPPORT_SHARE = 0.05;

/** A repository of so few source files can be searched without knowing where to look. */
const FEW_FILES = 12;

type Draft = Map<string, Map<number, number>>;

function raise(draft: Draft, path: string, line: number, by: number): void {
  const lines = draft.get(path) ?? new Map<number, number>();
  draft.set(path, lines);
  lines.set(line, Math.max(lines.get(line) ?? 0, by));
}

/** Lines of stack traces: 1 at the throw, less with every frame further out. */
function tracedLines(failures: readonly TestCase[], { editable, root }: Repository): Draft {
  const draft: Draft = new Map();
  for (const failure of failures) {
    let depth = 0;
    for (const frame of framesOf(failure.message ?? '')) {
      const path = fileOf(frame, editable, root);
      if (path !== undefined) raise(draft, path, frame.line, 1 / (1 + depth++ / 2));
    }
  }
  return draft;
}

/** The whole functions around lines, at a share of their suspicion: the cause is seldom where it throws. */
async function widened(lines: Draft, repository: Repository, share: number): Promise<Draft> {
  const wide: Draft = new Map();
  for (const [path, known] of lines) {
    const tree = await parse(path, (await repository.read(path)) ?? '');
    for (const [line, score] of known) {
      raise(wide, path, line, score);
      const around = (tree === undefined ? [] : functionsOf(tree)).findLast(
        (span) => span.firstLine <= line && line <= span.lastLine,
      );
      if (around === undefined) continue;
      for (let at = around.firstLine; at <= around.lastLine; at++)
        raise(wide, path, at, score * share);
    }
  }
  return wide;
}

/** Every line of every function of these files, all alike. */
async function wholeFiles(paths: Iterable<string>, repository: Repository): Promise<Draft> {
  const draft: Draft = new Map();
  for (const path of paths) {
    if (!repository.editable.has(path)) continue;
    const tree = await parse(path, (await repository.read(path)) ?? '');
    for (const span of tree === undefined ? [] : functionsOf(tree)) {
      for (let at = span.firstLine; at <= span.lastLine; at++) raise(draft, path, at, 0.3);
    }
  }
  return draft;
}

async function importedFiles(
  failures: readonly TestCase[],
  repository: Repository,
): Promise<readonly string[]> {
  const tests = new Set(failures.flatMap((failure) => (failure.file ? [failure.file] : [])));
  const imported: string[] = [];
  for (const test of tests) {
    const text = (await repository.read(test)) ?? '';
    imported.push(...importedBy(test, text, repository.files));
  }
  return imported;
}

/**
 * Where the defect may be: what the spectrum says, strengthened by stack
 * traces; without a spectrum stack traces and their functions; without those
 * the sources of built files that ran, then what the failing test files import,
 * at last all there is, if that is little. Only editable files.
 */
export async function localise(
  spectral: Suspicion,
  failures: readonly TestCase[],
  repository: Repository,
): Promise<Suspicion> {
  return withoutSupport(await located(spectral, failures, repository));
}

async function located(
  spectral: Suspicion,
  failures: readonly TestCase[],
  repository: Repository,
): Promise<Suspicion> {
  const traced = tracedLines(failures, repository);
  const draft: Draft = new Map();
  const weight = traced.size > 0 ? TRACE_WEIGHT : 0;
  for (const [path, lines] of spectral) {
    if (!repository.editable.has(path)) continue;
    for (const [line, score] of lines) {
      const thrown = traced.get(path)?.get(line) ?? 0;
      raise(draft, path, line, score * (1 - weight) + thrown * weight);
    }
  }
  if (draft.size > 0) return draft;
  if (traced.size > 0) return widened(traced, repository, 0.5);
  const guesses = [
    sourcesOf(spectral.keys(), repository),
    await importedFiles(failures, repository),
    repository.editable.size <= FEW_FILES ? repository.editable : [],
  ];
  for (const paths of guesses) {
    const lines = await wholeFiles(paths, repository);
    if (lines.size > 0) return lines;
  }
  return draft;
}

/** Files that only help tests are run by every test and seldom at fault: they come last. */
const withoutSupport = (suspicion: Suspicion): Suspicion =>
  new Map(
    [...suspicion].map(([path, lines]) => {
      if (!isTestSupport(path)) return [path, lines];
      return [path, new Map([...lines].map(([line, score]) => [line, score * SUPPORT_SHARE]))];
    }),
  );

export const editableFiles = (
  files: readonly string[],
  isProtected: (path: string) => boolean,
): ReadonlySet<string> => new Set(files.filter((path) => isMutable(path) && !isProtected(path)));
