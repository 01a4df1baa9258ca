import type { Word } from '../measure/shell-line.ts';
import type { BenchmarkKind } from './benchmark-suite.ts';

/** How a project runs some benchmarks: one program with its flags, taken from what a person would type. */
export interface Recipe {
  readonly kind: BenchmarkKind;
  /** The steps before it that make what it runs, as one shell line. */
  readonly build?: string | undefined;
  /** Steps of the line behind it that are not run, as one shell line. */
  readonly omitted?: string | undefined;
  /** Folder to run in, as written after `cd`; `''` is the project's. */
  readonly folder: string;
  /** `NAME=value` words, as written. */
  readonly env: readonly string[];
  /** The words that start the harness, quoted for a shell, such as `cargo bench`. */
  readonly program: readonly string[];
  readonly args: readonly Word[];
}

/** The line that a person would type, once everything is built. */
export const recipeLine = (recipe: Recipe): string =>
  [
    ...(recipe.folder === '' ? [] : [`cd ${recipe.folder} &&`]),
    ...recipe.env,
    ...recipe.program,
    ...recipe.args.map((word) => word.raw),
  ].join(' ');
