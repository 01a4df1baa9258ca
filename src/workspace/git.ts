import { BrokenEnvironment, WrongUse } from '../errors.ts';
import { git, gitOutput } from './git-command.ts';

/** Real absolute path of the working tree around a folder; throws WrongUse where there is none. */
export const toplevelOf = async (folder: string): Promise<string> =>
  (await gitOutput(folder, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '');

/** Real absolute path of the `.git` that git would use in a folder; throws WrongUse where there is none. */
export const gitFolderOf = async (folder: string): Promise<string> =>
  (await gitOutput(folder, ['rev-parse', '--absolute-git-dir'])).replace(/\n$/, '');

/** The commit that is checked out, and its branch unless it is detached; throws WrongUse before the first commit. */
export async function headOf(
  toplevel: string,
): Promise<{ readonly sha: string; readonly branch?: string }> {
  const [commit, branch] = await Promise.all([
    git(toplevel, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    git(toplevel, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
  ]);
  if (commit.exitCode !== 0) {
    throw new WrongUse(
      `The repository ${toplevel} has no commit yet.`,
      'Commit the files: `git add --all` and `git commit`.',
    );
  }
  const name = branch.exitCode === 0 ? branch.stdout.trim() : undefined;
  return { sha: commit.stdout.trim(), ...(name === undefined ? {} : { branch: name }) };
}

/** Parents of a commit, which a shallow checkout need not hold. */
export async function parentsOf(toplevel: string, sha: string): Promise<readonly string[]> {
  const text = await gitOutput(toplevel, ['cat-file', 'commit', sha]);
  const [head = ''] = text.split('\n\n', 1);
  return [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, parent = '']) => parent);
}

/** Tracked files that differ from HEAD or are staged, relative to the toplevel, sorted. */
export async function dirtyFiles(toplevel: string): Promise<readonly string[]> {
  // Looking into a submodule would run what its own configuration names.
  const modules = '--ignore-submodules=all';
  const flags = ['--porcelain', '-z', '--untracked-files=no', '--no-renames', modules];
  const entries = (await gitOutput(toplevel, ['status', ...flags])).split('\0');
  return entries
    .map((entry) => entry.slice(3))
    .filter(Boolean)
    .sort();
}

/**
 * Applies a diff that is relative to the toplevel to the working tree around `folder`.
 * Throws BrokenEnvironment, with nothing written, when it does not fit.
 */
export async function applyToCheckout(folder: string, patch: string): Promise<void> {
  const toplevel = await toplevelOf(folder);
  const result = await git(toplevel, ['apply', '--whitespace=nowarn', '-'], patch);
  if (result.exitCode === 0) return;
  throw new BrokenEnvironment(
    `The patch does not fit the checkout ${toplevel}: ${result.stderr.trim()}`,
    'The checkout is not what the search started from: restore it and apply again.',
  );
}

const IDENTITY = ['user.name=orps', 'user.email=orps@localhost', 'commit.gpgSign=false'];

// Else git may go on packing a large repository in the background, below whoever reads it next.
const QUIET = ['gc.auto=0', 'maintenance.auto=false'];

/** Makes a repository of our own out of a folder, with everything in its first commit. */
export async function commitAll(folder: string, message: string): Promise<void> {
  const settings = [...IDENTITY, ...QUIET].flatMap((setting) => ['-c', setting]);
  await gitOutput(folder, ['init', '--quiet', '--initial-branch=main']);
  await gitOutput(folder, ['add', '--all']);
  await gitOutput(folder, [...settings, 'commit', '--quiet', '--allow-empty', '-m', message]);
}
