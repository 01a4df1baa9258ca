import { createHash } from 'node:crypto';
import type { FileChanges } from '../ports.ts';

/** A short name for equal changes, for the journal. */
export const changesHash = (changes: FileChanges): string =>
  createHash('sha256')
    .update(JSON.stringify([...changes].sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 24);
