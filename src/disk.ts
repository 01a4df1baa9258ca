import { BrokenEnvironment } from './errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left',
  EDQUOT: 'the quota is used up',
  EROFS: 'the file system is read-only',
};

/** What the system says of a disk that takes nothing more, wherever that shows; `undefined` for everything else. */
export function fullDisk(error: unknown): BrokenEnvironment | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', path } = error as NodeJS.ErrnoException;
  const why = REASONS[code];
  if (why === undefined) return undefined;
  return new BrokenEnvironment(
    `Cannot write ${path ?? 'to the disk'} (${code}): ${why}.`,
    'Free some space for the temporary files (TMPDIR) and the results (--out), or choose other folders.',
    { cause: error },
  );
}
