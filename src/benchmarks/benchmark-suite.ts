import type { ResourceUsage, Workspace } from '../ports.ts';
import type { Source, Written } from './sources.ts';

export { type BenchmarkOptions, detectBenchmarks } from './detection.ts';

/** One reading of one benchmark: what its own harness says of one run. */
export interface Reading {
  /**
   * Unique in the suite and stable across runs: `file::name` where both are known. A second
   * quantity of the same benchmark has its unit behind it: `file::name [B/op]`.
   */
  readonly id: string;
  readonly name: string;
  /** Repository-relative path; for Go the package's import path, for JMH the class. */
  readonly file?: string;
  /** The harness's central value: median where it gives one, else mean. Finite, not negative. */
  readonly value: number;
  readonly unit: 'ns/op' | 'op/s' | 'B/op' | 'allocs/op';
  readonly better: 'lower' | 'higher';
}

export interface BenchmarkRun {
  /**
   * `reported`: the command succeeded and its report tells of benchmarks. One that broke is
   * missing from the readings: most harnesses (not Go's and pytest's) succeed nevertheless;
   * `failed`: the command, or the step that builds for it, did not succeed;
   * `timed-out`: the run was ended by its limit;
   * `unreadable`: the command succeeded, but its report is missing, empty or malformed.
   */
  readonly kind: 'reported' | 'failed' | 'timed-out' | 'unreadable';
  /** After `failed` and `timed-out` whatever could still be read. */
  readonly readings: readonly Reading[];
  /** Those that the report names as failed: Go's, pytest's, Google Benchmark's, tinybench's and mitata's do. */
  readonly failing: readonly Omit<Reading, 'value'>[];
  /** What was printed, cut in the middle. */
  readonly output: string;
  /** Of the benchmarks alone, not of a step that builds for them. */
  readonly usage: ResourceUsage;
  /** After `failed`: how the command ended, in a few words. */
  readonly ending?: string;
}

export type BenchmarkKind =
  | 'vitest'
  | 'pytest-benchmark'
  | 'go'
  | 'criterion'
  | 'jmh'
  | 'google-benchmark'
  | 'tinybench'
  | 'mitata';

export interface BenchmarkSuite {
  readonly kind: BenchmarkKind;
  /** The line a person would type. */
  readonly commandLine: string;
  /** What makes it, once a workspace. */
  readonly build: string | undefined;
  /** Steps of the line that was given that are not run. */
  readonly omitted: string | undefined;
  /** Whether a benchmark is written in one of these files, as far as names and text tell. */
  writtenIn(sources: readonly Source[]): Written;
  /**
   * Makes them, once a workspace; gives what was printed and how it ended where that fails.
   * What does not compile may be a part only: that is for the run to tell.
   */
  prepare(
    workspace: Workspace,
    signal?: AbortSignal,
  ): Promise<Pick<BenchmarkRun, 'output' | 'ending'> | undefined>;
  /** Runs all benchmarks once, prepared before if they were not. Throws only an AbortError, when the signal ended it. */
  run(
    workspace: Workspace,
    limits: { readonly runMs: number },
    signal?: AbortSignal,
  ): Promise<BenchmarkRun>;
}
