import { realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Environment } from './environment.ts';

/** What processes must not see of the host, and what they need to see all the same. */
export interface Secrecy {
  /** Folders that appear empty. */
  readonly emptyFolders: readonly string[];
  /** Files that appear empty. */
  readonly emptyFiles: readonly string[];
  /** Paths below those folders that stay visible, read-only. */
  readonly shown: readonly string[];
}

export interface SecrecyOptions {
  readonly environment: Environment;
  readonly home: string;
  readonly checkout: string;
  readonly scratch: string;
  /** Paths that must stay visible: our own assets, the interpreter, a repository's common git folder. */
  readonly needed: readonly string[];
}

const SYSTEM_FOLDERS = ['/tmp', '/var/tmp', '/run'];

/** Where people's and runners' credentials lie, relative to the home folder. */
const CREDENTIALS = [
  ...['.ssh', '.aws', '.gnupg', '.docker', '.kube', '.azure', '.password-store', '.terraform.d'],
  ...['.config/gh', '.config/gcloud', '.config/hub', '.config/git/credentials', '.config/op'],
  ...['.netrc', '.npmrc', '.yarnrc', '.yarnrc.yml', '.pypirc', '.git-credentials', '.pgpass'],
  ...['.cargo/credentials', '.cargo/credentials.toml', '.gem/credentials', '.m2/settings.xml'],
  ...['.gradle/gradle.properties', '.local/share/keyrings', '.bash_history', '.zsh_history'],
  ...['.claude', '.codex', '.gemini', '.copilot'],
];

/** Whether `path` is `folder` or lies below it. */
export const within = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const existing = async (paths: readonly string[]): Promise<readonly string[]> => {
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => undefined)));
  return [...new Set(real.filter((path) => path !== undefined))];
};

/** A tool's folder and the tree it needs: `x/node_modules/.bin` with `x/node_modules`, `venv/bin` with `venv`. */
const withPrefix = (folder: string): readonly string[] =>
  /\/(bin|sbin|shims|\.bin)$/.test(folder) ? [folder, dirname(folder)] : [folder];

/** Folders of tools: those on PATH, and those that interpreters there are links to. */
async function toolFolders(environment: Environment): Promise<readonly string[]> {
  const { PATH = '', VIRTUAL_ENV } = environment;
  const folders = PATH.split(':').filter((folder) => folder.startsWith('/'));
  if (VIRTUAL_ENV?.startsWith('/')) folders.push(join(VIRTUAL_ENV, 'bin'));
  const interpreters = folders.flatMap((folder) =>
    ['node', 'python', 'python3'].map((name) => join(folder, name)),
  );
  const linked = (await existing(interpreters)).map((path) => dirname(path));
  return [...folders, ...linked].flatMap(withPrefix);
}

/** Looks at the host once. Paths that do not exist are left out; links are followed. */
export async function findSecrecy(options: SecrecyOptions): Promise<Secrecy> {
  const { environment, home, checkout, scratch } = options;
  const { RUNNER_TEMP } = environment;
  const candidates = CREDENTIALS.map((name) => join(home, name));
  if (RUNNER_TEMP !== undefined) candidates.push(RUNNER_TEMP);
  const hidden = await existing([...SYSTEM_FOLDERS, scratch, ...candidates]);
  const needed = await existing([...(await toolFolders(environment)), ...options.needed]);

  const covers = (path: string): readonly string[] =>
    hidden.filter((folder) => folder !== path && within(folder, path));
  // The checkout is shown by its workspace; what it holds needs no second look.
  const covered = needed.filter(
    (path) => covers(path).length > 0 && !hidden.includes(path) && !within(checkout, path),
  );
  const shown = covered.filter(
    (path) => !covered.some((other) => other !== path && within(other, path)),
  );
  const visible = [...shown, checkout];
  const bare = hidden.filter((path) =>
    covers(path).every((folder) =>
      visible.some((shownPath) => within(folder, shownPath) && within(shownPath, path)),
    ),
  );
  const kinds = await Promise.all(
    bare.map(async (path) => ({ path, isFolder: (await stat(path)).isDirectory() })),
  );
  return {
    emptyFolders: kinds.filter(({ isFolder }) => isFolder).map(({ path }) => path),
    emptyFiles: kinds.filter(({ isFolder }) => !isFolder).map(({ path }) => path),
    shown,
  };
}
