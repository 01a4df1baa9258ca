import type { Source, Written } from '../benchmarks/sources.ts';
import type { ResourceUsage, Workspace } from '../ports.ts';

/** Of tests and benchmarks, then of what the kernel and counters tell. */
export const UNITS = ['ms', 'ns/op', 'op/s', 'B/op', 'allocs/op', 'bytes', 'count'] as const;

/** What a run tells of beside itself: a test with its duration, or a benchmark with its reading. */
export interface Part {
  /** Unique in a run and the same in every run: `file::name` where both are known. */
  readonly id: string;
  readonly name: string;
  /** Repository-relative POSIX path, where the runner says it. */
  readonly file?: string | undefined;
  readonly value: number;
  /** `ms` for a test; a benchmark has its own. */
  readonly unit: (typeof UNITS)[number];
  readonly better: 'lower' | 'higher';
  /** Did what it measures also work? */
  readonly passed: boolean;
}

/** The finest difference that a part's value can show, in its unit: Jest and Mocha report whole milliseconds; that of a benchmark's reading is not worth a word. */
export const RESOLUTIONS: Readonly<Record<Workload['kind'], number>> = { tests: 1, benchmarks: 0 };

/** One run. */
export interface WorkRun {
  /** `useless`: nothing can be read from it, `why` says the reason in one sentence. */
  readonly kind: 'complete' | 'failing' | 'useless';
  readonly why: string;
  /** Was it ended by its limit? */
  readonly timedOut?: boolean;
  /** Did it end well, and leave nothing that could be read? */
  readonly unread?: boolean;
  readonly parts: readonly Part[];
  readonly usage: ResourceUsage;
  /** What the command printed, cut in the middle. */
  readonly output: string;
}

/** How a run is measured: by its times, or by counting its instructions, which takes far longer. */
export type Manner = 'times' | 'counts';

/** What is run on both sides: a test suite or a benchmark suite. */
export interface Workload {
  readonly kind: 'tests' | 'benchmarks';
  /** The line that a person would type. */
  readonly commandLine: string;
  /** The line that makes what it needs, once a side, and is in no figure. */
  readonly build?: string | undefined;
  /** Steps of the line that was given that are not run. */
  readonly omitted?: string | undefined;
  /** The finest difference that a part's value can show, in its unit; 0 where it is none worth a word. */
  readonly resolution: number;
  /** Node processes that a run like this one starts, as far as can be told: each costs a counted run seconds. */
  nodeProcesses(run: WorkRun): number;
  /** Builds what the command needs, once a side; says why it could not be built. */
  prepare(
    workspace: Workspace,
    signal: AbortSignal,
  ): Promise<{ readonly why: string; readonly output: string } | undefined>;
  /** Whether a part is written in one of these files. */
  writtenIn(sources: readonly Source[]): Written;
  /** The same for some test files only; absent where that cannot be asked for. */
  only?(files: readonly string[]): Workload;
  run(workspace: Workspace, manner: Manner, limitMs: number, signal: AbortSignal): Promise<WorkRun>;
}
