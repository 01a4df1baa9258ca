/**
 * Every seam of the engine. Adapters implement these, tests fake these, and
 * nothing else is mocked. All values are readonly; a failing test run is a
 * value, not an exception (see errors.ts for what is thrown).
 */

// ── The program under repair ────────────────────────────────────────────────

/** Repository-relative POSIX path → new content, or `null` for a deleted file. */
export type FileChanges = ReadonlyMap<string, string | null>;

/** One command line, run by a shell in the workspace's root. */
export interface Command {
  /** A shell line; our own arguments in it are quoted by `shellQuote`. */
  readonly line: string;
  /** Added to the allowlisted environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Standard output and error are cut in the middle beyond this many bytes. */
  readonly maxOutputBytes?: number;
  /** Measure processor time to the millisecond, where that can be done; it costs a process more. */
  readonly fine?: boolean;
  /** A step of ours beside the project's own: not what is measured. */
  readonly aside?: boolean;
  /** Run on this core alone, by the system's number of it, where that can be done. */
  readonly core?: number;
}

/** What one process tree used, by the kernel's accounting; `null` where it could not be measured. */
export interface ResourceUsage {
  /** From when the command line took over. */
  readonly wallMs: number;
  /** User and system time. */
  readonly cpuMs: number | null;
  /** The system's part of it; absent where the two were not told apart. */
  readonly systemMs?: number | null;
  /** How fine these two are. */
  readonly cpuTickMs?: number;
  readonly peakRssBytes: number | null;
  readonly minorFaults: number | null;
  readonly majorFaults: number | null;
}

/** How a process ended. A non-zero exit or a kill is a result like any other. */
export interface Execution {
  /** `exited`: by itself. Otherwise the limit that ended it. */
  readonly end: 'exited' | 'timed-out' | 'out-of-memory' | 'aborted';
  /** `null` when a signal or a limit ended it. */
  readonly exitCode: number | null;
  /** Both streams interleaved, cut in the middle beyond the limit. */
  readonly output: string;
  readonly usage: ResourceUsage;
}

/** A private, disposable copy of the base with some files changed. Disposing removes every trace. */
export interface Workspace extends AsyncDisposable {
  /** Does it hold the base as it is? */
  readonly isBase: boolean;
  /** Absolute path at which processes inside see the project (the checkout's own path where possible). */
  readonly root: string;
  /** The same of the repository's toplevel: `root`, or a folder above it. */
  readonly toplevel: string;
  /** A host folder, empty at first, that is readable and writable at the same path inside: for reports. */
  readonly outbox: string;
  exec(command: Command, signal?: AbortSignal): Promise<Execution>;
}

export interface Workspaces {
  readonly isolation: Isolation;
  /** A workspace holding the base plus `changes`. Protected files are always the base's. */
  open(changes: FileChanges): Promise<Workspace>;
  /** The base's content of one file, or `undefined` where there is none. */
  read(path: string): Promise<string | undefined>;
  /** The base's files: tracked, and untracked ones that git does not ignore; sorted POSIX paths. */
  files(): Promise<readonly string[]>;
}

/** What stands between the code under test and the machine; the report quotes it. */
export interface Isolation {
  /** `bubblewrap` ⊃ `namespaces` ⊃ `process` in strength. */
  readonly level: 'bubblewrap' | 'namespaces' | 'process';
  readonly workspace: 'overlay' | 'reflink' | 'copy';
  readonly network: 'none' | 'host';
  readonly system: 'read-only' | 'writable';
  readonly processes: 'private' | 'shared';
  /** What is weaker than the best level, and how to get it; empty at the best level. */
  readonly notes: readonly string[];
}

// ── Tests as the signal ─────────────────────────────────────────────────────

export interface TestCase {
  /** Unique in the suite and stable across runs: `file::name` where both are known. */
  readonly id: string;
  readonly name: string;
  /** Repository-relative POSIX path, where the runner says it. */
  readonly file?: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** Failure message with its stack, without ANSI codes, at most 4,000 characters. */
  readonly message?: string;
  /** Of a case that stands for a file: it declares tests, so that only they can speak for it. */
  readonly declaresTests?: true;
}

/** Which part of the suite to run. */
export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'files'; readonly files: readonly string[] }
  /** Exactly these tests (runners that cannot select one test run its whole file). */
  | { readonly kind: 'tests'; readonly tests: readonly TestCase[] };

/** The outcome of running (a part of) the suite once. */
export interface TestRun {
  /**
   * `reported`: per-test verdicts from a structured report;
   * `exit-status`: the command has no report, one case stands for the whole suite;
   * `timed-out`: the run was ended by its limit, `cases` holds what was known by then;
   * `unreadable`: no report, or one that contradicts the exit status: never a pass;
   * `build-failed`: the build step failed, no test ran.
   */
  readonly kind: 'reported' | 'exit-status' | 'timed-out' | 'unreadable' | 'build-failed';
  readonly cases: readonly TestCase[];
  /** What the runner printed, cut in the middle. */
  readonly output: string;
  readonly usage: ResourceUsage;
  /** Of a build step that failed, or a suite that is judged by its exit status: how it ended, in a few words. */
  readonly ending?: string;
}

export interface TestLimits {
  /** The whole run. */
  readonly runMs: number;
  /** One test, where the runner can end a single one. */
  readonly testMs?: number;
  /**
   * Files may run without the runner above them, in the process that also reports: quicker, and
   * easier to forge, so only where the whole suite has its say afterwards.
   */
  readonly alone?: boolean;
  /** End a run of a Node runner in which no test began or ended for so long. */
  readonly quietMs?: number;
  /**
   * End a Node process whose main thread is stuck in a loop for `testMs` of processor time. It
   * costs a thread a process, so it is for suites that are known to hang.
   */
  readonly endStuck?: boolean;
  /** Stop at the first failing test where the runner can: enough when one failure already decides. */
  readonly failFast?: boolean;
  /**
   * One test file after another, so that none disturbs another. Where instructions are counted,
   * which takes every test 20 times as long, also without the runner's own limit for a test.
   */
  readonly measuring?: 'times' | 'counts';
}

export interface TestRunner {
  readonly kind: 'jest' | 'vitest' | 'mocha' | 'node' | 'pytest' | 'command';
  /** The line a person would type, for the report. */
  readonly commandLine: string;
  /** The step that must precede the tests because they read built files. */
  readonly build?: string;
  /** Steps of the line that was given, or of its script, that are not run, as one line. */
  readonly omitted?: string;
  /** Runs the build step, if any, once; `undefined` when there is none or it succeeded. */
  prepare(workspace: Workspace, signal?: AbortSignal): Promise<TestRun | undefined>;
  run(
    workspace: Workspace,
    selection: Selection,
    limits: TestLimits,
    signal?: AbortSignal,
  ): Promise<TestRun>;
  /** Lines executed by each of some tests; empty where the runner cannot tell. */
  trace(
    workspace: Workspace,
    tests: TraceRequest,
    limits: TestLimits,
    signal?: AbortSignal,
  ): Promise<Spectrum>;
}

export interface TraceRequest {
  readonly failing: readonly TestCase[];
  readonly passing: readonly TestCase[];
  /** Tell also how often each line runs; it takes longer. */
  readonly counting?: boolean;
}

/** Program spectrum: which lines ran in which (groups of) tests. */
export interface Spectrum {
  readonly rows: readonly SpectrumRow[];
}

export interface SpectrumRow {
  /** Did the tests of this row fail? */
  readonly failed: boolean;
  /** How many tests this row stands for. */
  readonly tests: number;
  /** Repository-relative path → 1-based line numbers that ran, ascending. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
  /** Of the same lines, how often each ran, where that was asked for. */
  readonly counts?: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

// ── The search ──────────────────────────────────────────────────────────────

/** R and C of one node: the programmer's reasoning and the patch it came to. */
export interface Proposal {
  readonly reasoning: string;
  /** What was done, by name, where it was not the strategy that was asked for. */
  readonly manner?: string;
  /** Complete changed files relative to the base (not to the parent). */
  readonly changes: FileChanges;
}

/** Why there is no proposal; the candidate fails with this reason. */
export interface Refusal {
  readonly refused: string;
  /** There is nothing more to propose for this parent: not a candidate, not a failure. */
  readonly exhausted?: boolean;
}

/** F of one node: all that execution said. */
export interface Feedback {
  /**
   * `rejected`: never ran (touches protected files, does not parse, changes nothing);
   * `build-failed`; `failing`: target tests still fail; `broke`: target tests pass, others that
   * passed on the base do not; `plausible`: target tests pass and nothing that passed broke.
   */
  readonly verdict: 'rejected' | 'build-failed' | 'failing' | 'broke' | 'plausible';
  /** One sentence for people: why this verdict. */
  readonly reason: string;
  readonly failToPass: Tally;
  readonly passToPass: Tally;
  /** Tests that speak against the candidate, with their messages; at most 8. */
  readonly failures: readonly TestCase[];
  /** Ids of the task's tests that still fail, all of them; absent where nothing ran. */
  readonly stillFailing?: readonly string[];
  /** success of PAPER.md on [0, 1]. */
  readonly success: number;
  /** Relative to the base; `null` where not measured. */
  readonly profile: RelativeProfile | null;
  /** Static metrics of the changed functions relative to the base; `null` where none can be read. */
  readonly statics: RelativeStatics | null;
}

export interface Tally {
  readonly passed: number;
  readonly total: number;
}

/** Ratios head/base of resource usage; 1 means unchanged, `null` not measured. */
export interface RelativeProfile {
  readonly wall: number | null;
  readonly cpu: number | null;
  readonly peakRss: number | null;
  readonly pageFaults: number | null;
  /** Absent where they were not counted. */
  readonly instructions?: number;
  readonly branchMisses?: number;
}

/** Ratios head/base, means over the changed functions; 1 means unchanged. */
export interface RelativeStatics {
  readonly lines: number;
  readonly nodes: number;
  readonly cyclomatic: number;
  readonly cognitive: number;
}

/** K and ρ of one node. */
export interface Review {
  readonly critique: string;
  /** ρ, 1 to 5. */
  readonly processReward: number;
  /** The critic finds nothing left to improve: the node leaves the beam, finished early. */
  readonly finished: boolean;
}

/** One node on the way from the root, as programmer and critic see it. */
export interface ChainLink {
  readonly id: string;
  readonly strategy: string;
  readonly proposal: Proposal;
  readonly feedback: Feedback;
  readonly review: Review;
}

/** What the programmer is asked: continue this chain (empty in round 0) in this manner. */
export interface Assignment {
  /** The candidate's name, unique in the run and the same on every replay: `0.3`, then `0.3/1.2`. */
  readonly id: string;
  /** Position among the siblings of its parent, from 0. */
  readonly sample: number;
  readonly strategy: string;
  /** Ancestors, oldest first. */
  readonly chain: readonly ChainLink[];
}

export interface Programmer {
  /** `AbortSignal` ends it early; throws only BudgetSpent, ModelUnavailable or AbortError. */
  propose(assignment: Assignment, signal: AbortSignal): Promise<Proposal | Refusal>;
}

export interface Critic {
  review(
    link: Omit<ChainLink, 'review'>,
    chain: readonly ChainLink[],
    signal: AbortSignal,
  ): Promise<Review | Refusal>;
}

/** Runs one candidate through the stages. Equal changes are executed once. */
export interface Evaluator {
  /** `order`: the candidate's place in its round; of several that wait, the lowest is executed first. */
  evaluate(changes: FileChanges, order: number, signal: AbortSignal): Promise<Feedback>;
}

// ── Models ──────────────────────────────────────────────────────────────────

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ModelRequest {
  /** Names the call within the run, the same on every replay: `0.3/propose`, `0.3/review`, `0.3/propose/repair`. */
  readonly key: string;
  readonly messages: readonly Message[];
  readonly temperature: number;
  readonly maxOutputTokens: number;
  readonly seed?: number;
}

export interface ModelReply {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars; `null` when no price is known. */
  readonly costUsd: number | null;
  readonly durationMs: number;
}

export interface Model {
  readonly name: string;
  /** Throws ModelUnavailable when retrying is of no use. */
  complete(request: ModelRequest, signal: AbortSignal): Promise<ModelReply>;
}

// ── What the programmer gets to read ────────────────────────────────────────

export interface ContextBuilder {
  /**
   * Task, failing tests and the files that matter with line numbers; the same for every call of a
   * run, so that providers' prompt caches hit.
   */
  describe(): Promise<string>;
  /** A patch as a unified diff against the base, cut to a readable length. */
  describeChanges(changes: FileChanges): Promise<string>;
  /** Files as a patch left them, with line numbers, where they differ from what `describe` showed. */
  showChanged(changes: FileChanges): Promise<string>;
}

// ── Keeping and showing ─────────────────────────────────────────────────────

/** Append-only memory of a run. An entry counts once `record` resolved: it is on the disk. */
export interface Journal {
  /** The value kept under this key by an earlier life of the run. */
  recall(key: string): unknown;
  /** Does it hold an entry whose key starts like this? Asking is no work. */
  holds(prefix: string): boolean;
  record(key: string, value: unknown): Promise<void>;
}

/** What happens during a run, as it happens; views of it must never slow it down. */
export type SearchEvent =
  | { readonly kind: 'stage'; readonly name: string }
  | {
      readonly kind: 'baseline';
      readonly failing: number;
      readonly passing: number;
      readonly flaky: number;
    }
  | { readonly kind: 'round'; readonly round: number; readonly candidates: number }
  | {
      readonly kind: 'proposed';
      readonly id: string;
      readonly parent: string | null;
      readonly strategy: string;
    }
  | {
      readonly kind: 'evaluated';
      readonly id: string;
      readonly verdict: Feedback['verdict'];
      readonly reason: string;
      readonly failToPass: Tally;
      readonly passToPass: Tally;
    }
  | {
      readonly kind: 'scored';
      readonly id: string;
      readonly processReward: number;
      readonly outcomeReward: number;
      readonly stepScore: number;
    }
  | { readonly kind: 'failed'; readonly id: string; readonly reason: string }
  | { readonly kind: 'selected'; readonly round: number; readonly beam: readonly string[] }
  | {
      readonly kind: 'usage';
      readonly calls: number;
      readonly tokens: number;
      readonly costUsd: number | null;
      readonly elapsedMs: number;
      readonly budgetMs: number | null;
    }
  | {
      readonly kind: 'verification';
      readonly run: number;
      readonly of: number;
      readonly passed: boolean;
    }
  | { readonly kind: 'pair'; readonly done: number; readonly of: number }
  | { readonly kind: 'note'; readonly text: string };

export type Observer = (event: SearchEvent) => void;
