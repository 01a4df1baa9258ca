import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import { allowedEnvironment, type Environment } from './environment.ts';
import { runTool } from './process.ts';
import { findTools } from './tools.ts';

export interface SetUp {
  /** A shell line of the workflow's author. */
  readonly line: string;
  /** Toplevel of the checkout, which it may write to, but for git's own files. */
  readonly checkout: string;
  /** The project's folder, where it runs. */
  readonly folder: string;
  readonly environment: Environment;
  /** What it may read and not write, and what must be the same afterwards: our own program. */
  readonly kept: readonly string[];
  /** Folders that appear empty: the runner's files, which would reach later steps. */
  readonly hidden: readonly string[];
}

const LONGEST_MS = 20 * 60_000;

/** No git hooks are to be installed; the rest is what CI systems set. */
const SETTINGS = { CI: 'true', HUSKY: '0' };

/** The system's own programs, git among them; what installers write to lies elsewhere. */
const SYSTEM = ['/usr', '/etc', '/bin', '/sbin', '/lib', '/lib64', '/boot'];

/** Sockets of the host's services, such as Docker's. */
const SOCKETS = ['/run', '/var/run'];

const isFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const readOnly = (paths: readonly string[]): readonly string[] =>
  paths.filter(existsSync).flatMap((path) => ['--ro-bind', path, path]);

function wall(bwrap: string, setUp: SetUp): readonly string[] {
  const { checkout, folder, hidden } = setUp;
  return [
    bwrap,
    ...['--bind', '/', '/', '--dev-bind', '/dev', '/dev', '--proc', '/proc'],
    ...readOnly(['/proc/sys', ...SYSTEM.filter(isFolder)]),
    ...(isFolder('/usr/local') ? ['--bind', '/usr/local', '/usr/local'] : []),
    ...SOCKETS.filter(isFolder).flatMap((path) => ['--tmpfs', path]),
    ...resolverOf(),
    ...hidden.filter(existsSync).flatMap((path) => ['--tmpfs', path]),
    ...['--bind', checkout, checkout],
    ...readOnly(keptBy(setUp)),
    // Other processes' environments hold our secrets.
    ...['--unshare-pid', '--die-with-parent', '--new-session', '--chdir', folder, '--'],
  ];
}

/** Where `/etc/resolv.conf` leads into `/run`, names would not be found without it. */
function resolverOf(): readonly string[] {
  try {
    const real = realpathSync('/etc/resolv.conf');
    return real.startsWith('/run/') ? ['--ro-bind', real, real] : [];
  } catch {
    return [];
  }
}

const keptBy = ({ checkout, kept }: SetUp): readonly string[] => [join(checkout, '.git'), ...kept];

/** Tells a folder from another one at its place: the folder above may have been moved. */
const identityOf = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? 'nothing' : `${found.dev}:${found.ino}:${found.birthtimeNs}`;
};

/**
 * Installs what the project needs, by code that whoever wrote the project or its
 * dependencies wrote: with the network, and with none of our secrets.
 * Says `false` where nothing keeps it from looking at other processes. Throws
 * BrokenEnvironment with its last words when it fails.
 */
export async function runSetUp(setUp: SetUp): Promise<boolean> {
  const { line, folder, environment } = setUp;
  const tools = await findTools(environment.PATH);
  const env = { ...allowedEnvironment(environment), ...SETTINGS };
  const walled = tools.bwrap === undefined ? undefined : wall(tools.bwrap, setUp);
  const works =
    walled !== undefined &&
    (await run([...walled, tools.sh, '-c', 'true'], env, folder)).exitCode === 0;
  const weaker = tools.setpriv === undefined ? [] : [tools.setpriv, '--no-new-privs', '--'];
  const argv = [...(works ? walled : weaker), tools.sh, '-ec', line];
  const before = keptBy(setUp).map(identityOf);
  const { exitCode, stdout, stderr } = await run(argv, env, folder);
  keptBy(setUp).forEach((path, at) => {
    if (identityOf(path) === before[at]) return;
    throw new BrokenEnvironment(
      `The setup command put something else in the place of ${path}.`,
      'Look at what it installs: nothing that is needed does that.',
    );
  });
  if (exitCode === 0) return works;
  throw new BrokenEnvironment(
    `The setup command \`${line}\` ended with ${exitCode === null ? 'a signal' : `exit status ${exitCode}`}.`,
    'Correct `setup-command`; it runs without secrets and cannot write to .git.',
    { output: `${stdout}\n${stderr}` },
  );
}

function run(argv: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
  const [file = '/bin/false', ...args] = argv;
  return runTool(file, args, { cwd, env, timeoutMs: LONGEST_MS });
}
