import { BrokenEnvironment } from './errors.ts';
import { oneLine } from './report/plain.ts';

const ELSEWHERE = 'choose other folders for the temporary files (TMPDIR) and the results (--out).';
const FREE = `Free some space there, or ${ELSEWHERE}`;

interface Refusal {
  readonly why: string;
  readonly remedy: string;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ENOSPC: { why: 'there is no space left', remedy: FREE },
  EDQUOT: { why: 'the quota is used up', remedy: FREE },
  EROFS: {
    why: 'the file system is read-only',
    remedy: `Mount it so that it can be written to, or ${ELSEWHERE}`,
  },
};

/** What the system says of a disk that takes nothing more, wherever that shows; `undefined` for everything else. */
export function fullDisk(error: unknown): BrokenEnvironment | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', path, dest = path } = error as NodeJS.ErrnoException & { dest?: string };
  const refusal = REFUSALS[code];
  if (refusal === undefined) return undefined;
  // Of two names the second is the one that is written to.
  const where = dest === undefined ? 'to the disk' : oneLine(dest, 1_000);
  return new BrokenEnvironment(`Cannot write ${where} (${code}): ${refusal.why}.`, refusal.remedy, {
    cause: error,
  });
}
