import { existsSync } from 'node:fs';
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
  /** Folders that appear empty: the runner's files, which would reach later steps. */
  readonly hidden: readonly string[];
}

const LONGEST_MS = 20 * 60_000;

/** No git hooks are to be installed; the rest is what CI systems set. */
const SETTINGS = { CI: 'true', HUSKY: '0' };

function wall(bwrap: string, { checkout, folder, hidden }: SetUp): readonly string[] {
  const git = join(checkout, '.git');
  return [
    bwrap,
    ...['--bind', '/', '/', '--dev-bind', '/dev', '/dev', '--proc', '/proc'],
    ...hidden.filter(existsSync).flatMap((path) => ['--tmpfs', path]),
    ...['--bind', checkout, checkout],
    ...(existsSync(git) ? ['--ro-bind', git, git] : []),
    // Other processes' environments hold our secrets.
    ...['--unshare-pid', '--die-with-parent', '--new-session', '--chdir', folder, '--'],
  ];
}

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
  const { exitCode, stdout, stderr } = await run(argv, env, folder);
  if (exitCode === 0) return works;
  const words = `${stdout}\n${stderr}`.trim().split('\n').slice(-5).join(' ⏎ ').slice(-600);
  throw new BrokenEnvironment(
    `The setup command ended with ${exitCode ?? 'a signal'}: ${words || 'it printed nothing.'}`,
    'Correct `setup-command`; it runs without secrets and cannot write to .git.',
  );
}

function run(argv: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
  const [file = '/bin/false', ...args] = argv;
  return runTool(file, args, { cwd, env, timeoutMs: LONGEST_MS });
}
