import { importsOf } from '../context/imports.ts';
import type { FileChanges, TestCase } from '../ports.ts';

/** Beyond this many files the imports are not worth reading. */
const MOST_FILES = 3_000;
const CODE = /\.(?:[cm]?[jt]sx?|py)$/;

export interface ImportReading {
  /** Repository-relative paths of the base. */
  readonly files: () => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<string | undefined>;
}

/** Test files that a patch most likely breaks: those that import a changed file, or import one that does. */
export type AffectedTests = (
  changes: FileChanges,
  tests: readonly TestCase[],
) => Promise<readonly string[]>;

/** The imports are read once, and only when somebody asks. */
export function affectedTests({ files, read }: ImportReading): AffectedTests {
  let known: Promise<Importers> | undefined;
  return async (changes, tests) => {
    known ??= files().then((all) => importersIn(all, read));
    const importers = await known;
    const direct = importersOf(changes.keys(), importers);
    const near = new Set([...changes.keys(), ...direct, ...importersOf(direct, importers)]);
    return [...new Set(tests.flatMap(({ file }) => file ?? []))].filter((file) => near.has(file));
  };
}

/** By file, who imports it. */
type Importers = ReadonlyMap<string, ReadonlySet<string>>;

const importersOf = (paths: Iterable<string>, importers: Importers): ReadonlySet<string> =>
  new Set([...paths].flatMap((path) => [...(importers.get(path) ?? [])]));

async function importersIn(
  files: readonly string[],
  read: ImportReading['read'],
): Promise<Importers> {
  const code = files.filter((file) => CODE.test(file));
  const importers = new Map<string, Set<string>>();
  if (code.length > MOST_FILES) return importers;
  const known = new Set(code);
  for (const path of code) {
    for (const target of importsOf(path, (await read(path)) ?? '', known)) {
      const own = importers.get(target) ?? new Set();
      importers.set(target, own.add(path));
    }
  }
  return importers;
}
