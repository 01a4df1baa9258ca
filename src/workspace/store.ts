import type { FileChanges, Isolation } from '../ports.ts';
import type { ViewFiles } from '../sandbox/view.ts';
import type { Restoration } from './restoration.ts';

/** What is common to all candidates: the user's checkout, which nobody writes to. */
export interface Base {
  /** Real absolute path of the toplevel. */
  readonly toplevel: string;
  /** Our own folder, on the host only. */
  readonly scratch: string;
}

/** How the files of candidates are kept apart. */
export interface FileStore {
  readonly kind: Isolation['workspace'];
  /** Puts the base with these changes, relative to the toplevel, into `folder`, which exists and is empty. */
  create(folder: string, changes: FileChanges): Promise<CandidateFiles>;
}

/** The files of one candidate. */
export interface CandidateFiles {
  /** For one process; asked anew for each. */
  view(): Promise<ViewFiles>;
  /** Undoes what processes did to guarded files. */
  readonly restoration: Restoration;
}
