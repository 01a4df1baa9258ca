/** Of one test or benchmark: is it written there? */
export type Written = (part: {
  readonly name: string;
  readonly file?: string | undefined;
}) => boolean;

/** A file that tests or benchmarks may be written in. */
export interface Source {
  /** Relative to the project, POSIX. */
  readonly path: string;
  /** `undefined` where it was not read. */
  readonly text: string | undefined;
}

/** For all that name their file. */
export function writtenInFiles(sources: readonly Source[]): Written {
  const paths = new Set(sources.map(({ path }) => path));
  return ({ file }) => file !== undefined && paths.has(file);
}
