import { randomUUID } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { assetPath } from '../assets.ts';
import { BrokenEnvironment } from '../errors.ts';
import type { Command, Execution, Isolation } from '../ports.ts';
import { CHAIN_LOCALE, chain, type Host, MARKER } from './chain.ts';
import { allowedEnvironment, type Environment } from './environment.ts';
import type { Shadow } from './mounts.ts';
import { runConfined } from './process.ts';
import { remedies } from './remedies.ts';
import { findSecrecy } from './secrecy.ts';
import { type Technique, techniques } from './technique.ts';
import { findTools, holdsSetpcap } from './tools.ts';
import type { View } from './view.ts';

export interface SandboxOptions {
  /** The repository's toplevel. */
  readonly checkout: string;
  /** A folder of ours, hidden from processes. */
  readonly scratch: string;
  readonly environment: Environment;
  /** Names of variables that pass besides the allowlist. */
  readonly passEnv?: readonly string[];
  /** Limit for each process's data and for the private memory of a whole tree; three quarters of the machine's by default. */
  readonly memoryBytes?: number;
  /** Exactly this level, instead of the strongest that works. */
  readonly level?: Isolation['level'];
  /** Files to show in place of others. */
  readonly shadows?: readonly Shadow[];
  /** Paths that must stay visible even where their surroundings are hidden. */
  readonly needed?: readonly string[];
}

/** Where repository code runs. */
export interface Sandbox {
  readonly isolation: Omit<Isolation, 'workspace'>;
  /** Whether it mounts overlays, or needs copies. */
  readonly overlay: boolean;
  run(view: View, command: Command, signal?: AbortSignal): Promise<Execution>;
}

const OUTPUT_BYTES = 1024 * 1024;
const TRIAL: Command = { line: 'true', timeoutMs: 10_000 };

/**
 * Finds the strongest isolation that works here by running `true` in it. `trial`
 * gives the view to try on, as an overlay or as a folder.
 *
 * Throws BrokenEnvironment when nothing works, or not the level asked for.
 */
export async function createSandbox(
  options: SandboxOptions,
  trial: (overlay: boolean) => Promise<View>,
): Promise<Sandbox> {
  const host = await inspectHost(options);
  const wanted = techniques(host.tools, host.uid).filter(
    ({ level }) => options.level === undefined || level === options.level,
  );
  const complaints: string[] = [];
  for (const technique of wanted) {
    const run = runner(technique, host, options);
    const complaint = await complaintOf(run(await trial(technique.overlay), TRIAL));
    if (complaint === undefined) {
      const notes = await remedies(technique, host.tools, host.uid, options.level);
      return { isolation: describe(technique, notes), overlay: technique.overlay, run };
    }
    complaints.push(complaint);
  }
  throw new BrokenEnvironment(
    `No sandbox${options.level ? ` of level ${options.level}` : ''} works on this machine: ${complaints.at(-1) ?? 'its tools are missing'}`,
    (await remedies(undefined, host.tools, host.uid, options.level)).join(' '),
  );
}

const runner =
  (technique: Technique, host: Host, options: SandboxOptions): Sandbox['run'] =>
  (view, command, signal) => {
    const marker = randomUUID();
    const shared = technique.level === 'process';
    const allowed = allowedEnvironment(options.environment, options.passEnv);
    const env: Environment = {
      ...allowed,
      ...goSettings(allowed, shared ? undefined : view.outbox),
      TMPDIR: shared ? view.temporary : '/tmp',
      ...command.env,
      ...(shared ? { [MARKER]: marker } : {}),
    };
    const { line, fine = false, core } = command;
    const run = { line, locale: env.LC_ALL ?? '', fine, core };
    return runConfined(
      {
        argv: chain(technique, host, view, run),
        cwd: shared ? view.root : '/',
        env: { ...env, ...CHAIN_LOCALE },
        reach: shared ? { kind: 'host', marker: `${MARKER}=${marker}` } : { kind: 'namespace' },
        timeoutMs: command.timeoutMs,
        maxOutputBytes: command.maxOutputBytes ?? OUTPUT_BYTES,
        memoryBytes: host.memoryBytes,
      },
      signal,
    );
  };

/**
 * Go does not build without writing to its cache, and the home folder is read-only; and what it
 * remembers of an earlier run's tests is no run (https://pkg.go.dev/cmd/go#hdr-Test_packages).
 */
const goSettings = ({ GOFLAGS }: Environment, writable: string | undefined): Environment => ({
  GOFLAGS: [GOFLAGS, '-count=1'].filter(Boolean).join(' '),
  ...(writable !== undefined && { GOCACHE: join(writable, 'orps-go-build') }),
});

async function inspectHost(options: SandboxOptions): Promise<Host> {
  const { checkout, scratch, environment, shadows = [], needed = [] } = options;
  // Not userInfo(): containers run users that no password file knows.
  const [uid, gid] = [process.getuid?.() ?? -1, process.getgid?.() ?? -1];
  const emptyFile = join(scratch, 'empty');
  const stageFolder = join(scratch, 'stage');
  await Promise.all([writeFile(emptyFile, ''), mkdir(stageFolder)]);
  const own = [dirname(assetPath('any')), dirname(process.execPath)];
  const [tools, secrecy, maySetCapabilities, { uid: owner }] = await Promise.all([
    findTools(environment.PATH),
    findSecrecy({
      environment,
      home: environment.HOME ?? '/root',
      checkout,
      scratch,
      needed: [...own, ...needed],
    }),
    holdsSetpcap(),
    stat(checkout),
  ]);
  const memoryBytes = options.memoryBytes ?? Math.floor(totalmem() * 0.75);
  return {
    tools,
    uid,
    gid,
    secrecy,
    shadows,
    emptyFile,
    stageFolder,
    memoryBytes,
    maySetCapabilities,
    // Root without capabilities could not write next to what another user owns.
    keptCapabilities: uid === 0 && owner !== 0 ? ['dac_override'] : [],
  };
}

const describe = (technique: Technique, notes: readonly string[]): Sandbox['isolation'] => {
  const { level } = technique;
  return level === 'process'
    ? { level, network: 'host', system: 'writable', processes: 'shared', notes }
    : { level, network: 'none', system: 'read-only', processes: 'private', notes };
};

/** Why a trial failed, or nothing. */
async function complaintOf(trial: Promise<Execution>): Promise<string | undefined> {
  try {
    const { end, exitCode, output } = await trial;
    if (end === 'exited' && exitCode === 0) return undefined;
    return `the trial ended with ${exitCode ?? end}: ${output.trim()}`;
  } catch (error) {
    if (error instanceof BrokenEnvironment) return error.message;
    throw error;
  }
}
