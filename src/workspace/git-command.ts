import { BrokenEnvironment, WrongUse } from '../errors.ts';
import { looksSecret } from '../sandbox/environment.ts';
import { runTool, type ToolResult } from '../sandbox/process.ts';

// Set when we run inside a git hook, they would point git at another repository.
const FOREIGN = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_NAMESPACE'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_COMMON_DIR'],
];

/** What a filter or helper that somebody configured must not see. */
const secrets = (): Readonly<Record<string, undefined>> =>
  Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => looksSecret(name) || name.startsWith('INPUT_'))
      .map((name) => [name, undefined]),
  );

/** Optional locks off: asking must not refresh the user's index. */
const ENVIRONMENT = {
  ...Object.fromEntries(FOREIGN.map((name) => [name, undefined])),
  ...{ LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
};

/** For GIT_CONFIG_GLOBAL: a user's own configuration is not read. */
export const NOWHERE = '/dev/null';

const SETTINGS = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.quotePath=false'];

/** Runs git in a folder, without hooks, monitors or prompts. A failure is a value, but for those below. */
export async function git(
  folder: string,
  args: readonly string[],
  input?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ToolResult> {
  // Then nothing else could say that the checkout of a container's other user is meant.
  const trusted = process.env.GIT_CONFIG_GLOBAL === NOWHERE ? ['safe.directory=*'] : [];
  const settings = [...SETTINGS, ...trusted].flatMap((setting) => ['-c', setting]);
  const result = await runTool('git', [...settings, ...args], {
    cwd: folder,
    env: { ...secrets(), ...ENVIRONMENT, ...env },
    inheritEnv: true,
    ...(input === undefined ? {} : { input }),
  });
  if (result.exitCode === null) {
    throw new BrokenEnvironment(
      `git could not run in ${folder}: ${result.stderr.trim()}`,
      'Install git and see that it is on PATH and that the folder can be entered.',
    );
  }
  if (result.stderr.includes('dubious ownership')) {
    throw new BrokenEnvironment(
      `git does not trust ${folder}, which belongs to another user.`,
      `Run \`git config --global --add safe.directory '${folder}'\`.`,
    );
  }
  return result;
}

/** Standard output of a git command that has no reason to fail in a healthy repository. */
export async function gitOutput(
  folder: string,
  args: readonly string[],
  input?: string,
  env?: Readonly<Record<string, string>>,
): Promise<string> {
  const result = await git(folder, args, input, env);
  if (result.exitCode === 0) return result.stdout;
  if (result.stderr.includes('must be run in a work tree')) {
    throw new WrongUse(
      `${folder} is a bare repository, or git's own folder: no files are checked out there.`,
      'Run orps in a checkout; `git clone` makes one of a bare repository.',
    );
  }
  if (result.stderr.includes('not a git repository')) {
    throw new WrongUse(
      `${folder} is not in the working tree of a git repository.`,
      'Run orps in a checkout, or make one with `git init`, `git add --all` and `git commit`.',
    );
  }
  throw new BrokenEnvironment(
    `git ${args[0]} failed in ${folder}: ${result.stderr.trim()}`,
    'Run that git command by hand to see what is wrong with the checkout.',
  );
}
