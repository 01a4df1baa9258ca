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

const MOST_FILES = 500;
/** No person writes as much code into a file, and grammars take seconds for it. */
const MOST_BYTES = 1024 * 1024;

/** The changed sources; `undefined` where they are more, or larger, than is read. */
export async function changedSources(
  toplevel: string,
  changed: readonly string[],
  base: string,
  head: string | undefined,
): Promise<readonly ChangedSource[] | undefined> {
  const paths = changed.filter((path) => languageOf(path) !== undefined && !path.includes('\n'));
  if (paths.length > MOST_FILES) return undefined;
  const [before, after] = await Promise.all(
    [base, head].map((sha) => (sha === undefined ? [] : sizesAt(toplevel, sha, paths))),
  );
  if ([...(before ?? []), ...(after ?? [])].some((bytes) => bytes > MOST_BYTES)) return undefined;
  const sources: ChangedSource[] = [];
  for (const path of paths) {
    sources.push({
      path,
      before: await readAt(toplevel, base, path),
      after: head === undefined ? undefined : await readAt(toplevel, head, path),
    });
  }
  return sources;
}
