import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAbsolute } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { execa } from 'execa';
import { BrokenEnvironment } from '../errors.ts';
import type { Execution } from '../ports.ts';
import { type Capture, captureOutput } from './capture.ts';
import { endTree, type Reach, sweep } from './ending.ts';
import { firstEnd } from './limits.ts';
import { ownTool } from './tools.ts';
import { readControl } from './usage.ts';

/** The outcome of one of our own tools. */
export interface ToolResult {
  /** `null` when it could not be started or was ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ToolOptions {
  readonly cwd?: string;
  /** `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Start from our own environment instead of an empty one. */
  readonly inheritEnv?: boolean;
  readonly input?: string;
  readonly timeoutMs?: number;
}

/** Runs a trusted tool (git, cp, …) to its end. Never throws: a failure is a value. */
export async function runTool(
  file: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  const { cwd, env = {}, inheritEnv = false, input, timeoutMs = 120_000 } = options;
  const result = await execa(isAbsolute(file) ? file : ownTool(file), args, {
    reject: false,
    stripFinalNewline: false,
    extendEnv: inheritEnv,
    env,
    timeout: timeoutMs,
    forceKillAfterDelay: 1_000,
    maxBuffer: 256 * 1024 * 1024,
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  });
  return {
    exitCode: result.exitCode ?? null,
    stdout: result.stdout ?? '',
    stderr: result.stderr || (result.failed ? String(result.shortMessage) : ''),
  };
}

/** A command of the repository, wrapped by its sandbox. */
export interface ConfinedCommand {
  /** The chain of sandbox tools that ends in the command line. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly reach: Reach;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** Of the whole tree; beyond it the tree is ended. */
  readonly memoryBytes: number;
}

const CONTROL_BYTES = 64 * 1024;
const DRAIN_MS = 1_000;

/** Of a command that was not even started. */
export const NEVER_RAN: Execution = {
  end: 'aborted',
  exitCode: null,
  output: '',
  usage: { wallMs: 0, ...readControl('').usage },
};

/** Runs repository code. When this resolves, for whatever reason, none of its processes is left. */
export async function runConfined(
  command: ConfinedCommand,
  signal?: AbortSignal,
): Promise<Execution> {
  if (signal?.aborted) return NEVER_RAN;
  const start = performance.now();
  const running = await launch(command);
  const end = await firstEnd(running.exited, running.pid, command, signal);
  const ended = performance.now();
  if (end === 'exited') await sweep(running.pid, command.reach);
  else await endTree(running.pid, command.reach, running.exited);
  const wallMs = ended - (running.began() ?? start);
  await running.drained();

  const report = readControl(running.control.text());
  if (end === 'exited' && !report.started) throw notStarted(command.argv[0], report.complaint);
  return {
    end,
    exitCode: end === 'exited' ? running.exitCode() : null,
    output: running.output.text(),
    usage: { wallMs, ...report.usage },
  };
}

interface Running {
  readonly pid: number;
  readonly exited: Promise<void>;
  /** When the sandbox stood and the command line took over; its setting up is not the command's time. */
  readonly began: () => number | undefined;
  readonly exitCode: () => number | null;
  readonly output: Capture;
  readonly control: Capture;
  /** Resolves when everything printed has arrived. */
  readonly drained: () => Promise<void>;
}

function start(file: string, args: readonly string[], { cwd, env }: ConfinedCommand) {
  try {
    return spawn(file, args, {
      // Its own process group, so that a signal to ours does not end it unmeasured.
      detached: true,
      // The input is held open for our lifetime: its end tells the wrapper at host level that we died.
      stdio: 'pipe',
      cwd,
      env,
    });
  } catch (error) {
    // Some errors are thrown and not told by an event: arguments that are too long, for one.
    throw notStarted(file, String(error));
  }
}

async function launch(command: ConfinedCommand): Promise<Running> {
  const [file, ...args] = command.argv;
  // Nothing of execa is needed here, and its own work is noticeable beside a short test.
  const child = start(file, args, command);
  const { pid } = child;
  if (pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    throw notStarted(file, error.message);
  }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const output = captureOutput(command.maxOutputBytes);
  const control = captureOutput(CONTROL_BYTES);
  let began: number | undefined;
  child.stderr.once('data', () => {
    began = performance.now();
  });
  const closed = Promise.all([drain(child.stdout, output), drain(child.stderr, control)]);
  return {
    pid,
    exited,
    began: () => began,
    exitCode: () => child.exitCode,
    output,
    control,
    drained: () => settle(closed, [child.stdin, child.stdout, child.stderr]),
  };
}

async function drain(stream: Readable, capture: Capture): Promise<void> {
  stream.on('data', (chunk: Uint8Array) => capture.push(chunk));
  await finished(stream).catch(() => undefined);
}

/** A process out of our reach may hold a pipe open; what it prints is of no interest. */
async function settle(
  closed: Promise<unknown>,
  streams: readonly (Readable | Writable)[],
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, DRAIN_MS);
  await Promise.race([closed, promise]);
  clearTimeout(timer);
  for (const stream of streams) stream.destroy();
}

const notStarted = (tool: string, complaint: string): BrokenEnvironment =>
  new BrokenEnvironment(
    `The sandbox could not start a process (${tool}): ${complaint || 'it gave no reason'}`,
    'Run again with a weaker isolation level; docs/isolation.md says what each level needs.',
  );
