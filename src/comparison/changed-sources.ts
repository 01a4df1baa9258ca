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
  const paths = changed.filter((path) => languageOf(path) !== undefined && !path.includes('\n'));
  const [before, after] = await Promise.all([
    sizesAt(toplevel, base, paths),
    head === undefined ? [] : sizesAt(toplevel, head, paths),
  ]);
  const read: ChangedSource[] = [];
  const unread: string[] = [];
  let bytes = 0;
  for (const [at, path] of paths.entries()) {
    const sizes = [before[at] ?? 0, after[at] ?? 0];
    bytes += Math.max(...sizes);
    if (at >= MOST_FILES || Math.max(...sizes) > MOST_BYTES || bytes > MOST_BYTES_IN_ALL) {
      unread.push(path);
      continue;
    }
    read.push({
      path,
      before: await readAt(toplevel, base, path),
      after: head === undefined ? undefined : await readAt(toplevel, head, path),
    });
  }
  return { read, unread };
}
