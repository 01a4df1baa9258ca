/** What shapes one search; see PAPER.md for the symbols. */
export interface SearchSettings {
  /** N: samples a node. */
  readonly samples: number;
  /** K: beam width. */
  readonly beam: number;
  /** T: rounds at most. */
  readonly rounds: number;
  /** Weight of the critic's ρ̂ in the step score, before it adapts. */
  readonly alpha: number;
  /** Weight of the execution's ω̂ in the step score, before it adapts. */
  readonly beta: number;
  /** This many finished candidates end the search; `Infinity` never ends it early. */
  readonly enough: number;
  /** So many candidates behind the last of them, by order, may still prove to be better. */
  readonly rivals: number;
  /** Rounds without a better step score before the search stops. */
  readonly patience: number;
}

export type Preset = 'fast' | 'balanced' | 'paper';

/** `paper` is the reference's 20/3/5; the others stop as soon as the answer is good. */
export const PRESETS: Readonly<Record<Preset, SearchSettings>> = {
  fast: {
    samples: 4,
    beam: 2,
    rounds: 2,
    alpha: 0.5,
    beta: 0.5,
    enough: 1,
    rivals: 0,
    patience: 1,
  },
  balanced: {
    samples: 6,
    beam: 3,
    rounds: 4,
    alpha: 0.5,
    beta: 0.5,
    enough: 2,
    rivals: 0,
    patience: 2,
  },
  paper: {
    samples: 20,
    beam: 3,
    rounds: 5,
    alpha: 0.5,
    beta: 0.5,
    enough: Number.POSITIVE_INFINITY,
    rivals: 0,
    patience: Number.POSITIVE_INFINITY,
  },
};

/**
 * The offline programmer is free, and its guesses are single edits in order of
 * likelihood: many samples, and the first one that every test agrees with ends it,
 * but for its nearest rivals: of several such edits the plainest is mostly right.
 */
export const OFFLINE_PRESETS: Readonly<Record<Preset, SearchSettings>> = {
  fast: { ...PRESETS.fast, samples: 150, enough: 1, rivals: 4 },
  balanced: { ...PRESETS.balanced, samples: 400, rounds: 3, enough: 1, rivals: 4 },
  paper: { ...PRESETS.paper, samples: 400, enough: 1, rivals: 4 },
};
