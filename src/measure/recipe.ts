import type { TestRunner } from '../ports.ts';
import type { Word } from './shell-line.ts';

export type RunnerKind = TestRunner['kind'];

/** How a project runs its tests: one program with its flags, taken from what a person would type. */
export interface Recipe {
  readonly kind: Exclude<RunnerKind, 'command'>;
  /** What changes the shell that it runs in, such as `cd pkg`, as one line; `''` for nothing. */
  readonly prelude: string;
  /** `NAME=value` words, as written. */
  readonly env: readonly string[];
  /** The words that start the runner, quoted for a shell, such as `python3 -m pytest`. */
  readonly program: readonly string[];
  readonly args: readonly Word[];
  /** Program and arguments as a person would type them, where these are none of theirs. */
  readonly typed?: string;
}

/** The line that a person would type. */
export const recipeLine = (recipe: Recipe): string =>
  [
    ...(recipe.prelude === '' ? [] : [`${recipe.prelude} &&`]),
    ...recipe.env,
    ...(recipe.typed === undefined
      ? [...recipe.program, ...recipe.args.map((word) => word.raw)]
      : [recipe.typed]),
  ].join(' ');
