import type { Feedback } from '../ports.ts';

/** Everything a run tells while it goes on. Texts may come from strangers; views neutralise them. */
export type SearchEvent =
  | { readonly kind: 'stage'; readonly name: string }
  | {
      readonly kind: 'baseline';
      readonly failing: number;
      readonly passing: number;
      readonly flaky: number;
    }
  /** A round begins, with this many candidates planned. */
  | { readonly kind: 'round'; readonly round: number; readonly candidates: number }
  | {
      readonly kind: 'proposed';
      readonly id: string;
      readonly parent: string | null;
      readonly strategy: string;
    }
  | ({ readonly kind: 'evaluated'; readonly id: string } & Pick<
      Feedback,
      'verdict' | 'reason' | 'failToPass' | 'passToPass'
    >)
  /** ρ on [1, 5], ω on [0, 2], step score on [0, 1]. */
  | {
      readonly kind: 'scored';
      readonly id: string;
      readonly processReward: number;
      readonly outcomeReward: number;
      readonly stepScore: number;
    }
  | { readonly kind: 'failed'; readonly id: string; readonly reason: string }
  | { readonly kind: 'selected'; readonly round: number; readonly beam: readonly string[] }
  /** Totals so far. `costUsd` is `null` without a price, `budgetMs` without a limit. */
  | {
      readonly kind: 'usage';
      readonly calls: number;
      readonly tokens: number;
      readonly costUsd: number | null;
      readonly elapsedMs: number;
      readonly budgetMs: number | null;
    }
  /** The `run`th (from 1) of `of` clean runs of the chosen patch ended. */
  | {
      readonly kind: 'verification';
      readonly run: number;
      readonly of: number;
      readonly passed: boolean;
    }
  | { readonly kind: 'note'; readonly text: string };

/** Told of every event, in order. Never throws, never waits. */
export type Observer = (event: SearchEvent) => void;

/** A place to watch a run from. Disposing leaves it in its final state. */
export interface ProgressView extends Disposable {
  readonly observe: Observer;
}

/** Shows nothing. */
export const silentView = (): ProgressView => ({
  observe: () => {},
  [Symbol.dispose]: () => {},
});
