import { languageOf } from '../syntax/language.ts';
import { readAt, sizesAt } from '../workspace/commits.ts';

/** A file in a language that is known, which base and head hold differently. */
export interface ChangedSource {
  /** Relative to the toplevel. */
  readonly path: string;
  /** `undefined` on the side that does not have it. */
  readonly before: string | undefined;
  /** Also `undefined` where the head is no commit. */
  readonly after: string | undefined;
}

/** The changed files in languages that are known. */
export interface ChangedSources {
  readonly read: readonly ChangedSource[];
  /** What is more, or larger, than is read; relative to the toplevel. */
  readonly unread: readonly string[];
}

const MOST_FILES = 500;
/** No person writes as much code into a file, and grammars take seconds for it. */
const MOST_BYTES = 1024 * 1024;
const MOST_BYTES_IN_ALL = 8 * MOST_BYTES;

export async function changedSources(
  toplevel: string,
  changed: readonly string[],
  base: string,
  head: string | undefined,
): Promise<ChangedSources> {
  const known = changed.filter((path) => languageOf(path) !== undefined && !path.includes('\n'));
  const paths = known.slice(0, MOST_FILES);
  const [before, after] = await Promise.all([
    sizesAt(toplevel, base, paths),
    head === undefined ? [] : sizesAt(toplevel, head, paths),
  ]);
  const chosen: string[] = [];
  const unread = known.slice(MOST_FILES);
  let bytes = 0;
  for (const [at, path] of paths.entries()) {
    const size = Math.max(before[at] ?? 0, after[at] ?? 0);
    bytes += size;
    (size > MOST_BYTES || bytes > MOST_BYTES_IN_ALL ? unread : chosen).push(path);
  }
  const there = (sizes: readonly (number | undefined)[]): readonly string[] => {
    const has = new Set(paths.filter((_, at) => sizes[at] !== undefined));
    return chosen.filter((path) => has.has(path));
  };
  const [old, fresh] = await Promise.all([
    readAt(toplevel, base, there(before)),
    head === undefined ? undefined : readAt(toplevel, head, there(after)),
  ]);
  const read = chosen.map((path) => ({
    ...{ path, before: old.get(path), after: fresh?.get(path) },
  }));
  return { read, unread };
}
