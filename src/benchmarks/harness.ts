import type { RunFolder } from '../measure/run-folder.ts';
import type { BenchmarkKind } from './benchmark-suite.ts';
import { criterion } from './criterion.ts';
import { go } from './go.ts';
import { googleBenchmark } from './google-benchmark.ts';
import { jmh } from './jmh.ts';
import { nodeHarness } from './node-harness.ts';
import { pytestBenchmark } from './pytest-benchmark.ts';
import type { Finding } from './readings.ts';
import type { Recipe } from './recipe.ts';
import type { Source, Written } from './sources.ts';
import { vitest } from './vitest.ts';

/** What is to be run, and a folder that all runs in one workspace share. */
export interface Place {
  readonly recipe: Recipe;
  readonly outbox: string;
}

/** One run: where its report goes. */
export interface Request extends Place {
  readonly folder: RunFolder;
  /** Where the repository is inside the sandbox. */
  readonly root: string;
}

/** How one harness is told where to write, and how its report reads. */
export interface Harness {
  /** Files of `src/benchmarks/assets` that it needs in the run folder. */
  readonly assets?: readonly string[];
  /** Commands before any of the harness's own. */
  prelude?(place: Place): readonly string[];
  /** The words that only compile, once in a workspace: the first run then takes no longer than others. */
  compile?(place: Place): readonly string[];
  /** `NAME=value` words for the shell, after those of the recipe. */
  environment?(request: Request): readonly string[];
  /** The words of the command that runs it, quoted for a shell. */
  words(request: Request): readonly string[];
  /** A line that gathers what it left into the run folder, when it has ended. */
  gather?(request: Request): string;
  /** What its report says; `undefined` where there is none or it is malformed. */
  read(request: Request): Promise<readonly Finding[] | undefined>;
  /** Those that its report names as failed, as they would have been read. */
  failing?(request: Request): Promise<readonly Finding[]>;
  /**
   * Which benchmarks are written in one of these files, where their own `file` is not the path
   * of one. Of a file that was not read, all that may be.
   */
  writtenIn?(sources: readonly Source[]): Written;
  /** What it printed, where that went into the report instead. */
  printed?(request: Request): Promise<string>;
}

export const HARNESSES: Readonly<Record<BenchmarkKind, Harness>> = {
  vitest,
  'pytest-benchmark': pytestBenchmark,
  go,
  criterion,
  jmh,
  'google-benchmark': googleBenchmark,
  tinybench: nodeHarness,
  mitata: nodeHarness,
};
