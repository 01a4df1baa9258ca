import { fullDisk } from '../disk.ts';
import { OrpsError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import type { Remote } from '../github/remote.ts';
import type { Observer } from '../ports.ts';
import { asInputs } from '../report/input-words.ts';
import type { ActionSettings } from './inputs.ts';
import type { Runner } from './runner.ts';

/** Everything that a piece of the action's work may need, composed once. */
export interface Work {
  readonly runner: Runner;
  readonly settings: ActionSettings;
  readonly github: GitHub;
  readonly remote: Remote;
  /** The log. */
  readonly observe: Observer;
  readonly warn: (text: string) => void;
  /** Aborts when the runner cancels the job. */
  readonly signal: AbortSignal;
  readonly now: Date;
  /** Folder for the files of the run. */
  readonly out: string;
  readonly cores: number;
}

/** What a program printed that failed. */
export const printedBy = (error: unknown): string =>
  error instanceof OrpsError ? error.output : '';

/** What happened and what to do next. */
export const wordsOf = (thrown: unknown): string => {
  const error = fullDisk(thrown) ?? thrown;
  if (error instanceof OrpsError) return asInputs(`${error.message} ${error.remedy}`.trim());
  return error instanceof Error ? error.message : String(error);
};
