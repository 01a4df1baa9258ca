import { git, gitOutput } from './git-command.ts';

const SUBMODULE = '160000';

const list = async (folder: string, flags: readonly string[]): Promise<readonly string[]> =>
  (await gitOutput(folder, ['ls-files', '-z', ...flags])).split('\0').filter(Boolean);

/** Tracked files below a folder and untracked ones that are not ignored, as far as they exist; relative to it, sorted. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const [tracked, untracked, deleted] = await Promise.all([
    list(folder, ['--stage']),
    list(folder, ['--others', '--exclude-standard']),
    list(folder, ['--deleted']),
  ]);
  const paths = tracked
    .filter((entry) => !entry.startsWith(SUBMODULE))
    .map((entry) => entry.slice(entry.indexOf('\t') + 1));
  const gone = new Set(deleted);
  // An untracked repository inside shows as a folder.
  const files = [...paths, ...untracked].filter((path) => !gone.has(path) && !path.endsWith('/'));
  return [...new Set(files)].sort();
}

/** Whether git ignores this path, which is relative to `folder`; a tracked file never is. */
export const isIgnored = async (folder: string, path: string): Promise<boolean> =>
  (await git(folder, ['check-ignore', '--quiet', '--', path])).exitCode === 0;
