import type { Settings } from './inputs.ts';
import type { Observer } from './ports.ts';

/** One run of the engine: what to do, and where it may show and keep things. */
export interface Run {
  readonly settings: Settings;
  /** The folder for journal, result and views. */
  readonly out: string;
  readonly resuming: boolean;
  /** Kept in the journal so that `--resume` needs no flags again. */
  readonly header: { readonly directory: string; readonly options: unknown };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly observe: Observer;
  readonly signal: AbortSignal;
  /** Ends the search like a spent budget: what was found is proven and reported. */
  readonly enough?: AbortSignal | undefined;
}
