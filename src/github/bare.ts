import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { git, gitOutput } from '../workspace/git-command.ts';
import { type Remote, remoteGit } from './remote.ts';

/**
 * A repository of our own over the checkout's objects. Nothing that programs may
 * have written into the checkout's configuration or hooks takes part in what the
 * token is used for.
 */
export async function openBare(checkout: string, scratch: string) {
  const asked = await git(checkout, ['rev-parse', '--git-common-dir']);
  const folder = await mkdtemp(join(scratch, 'orps-git-'));
  await gitOutput(folder, ['init', '--quiet', '--bare', '--template=', '.']);
  // A job that only publishes may do without a checkout: what it needs is fetched.
  if (asked.exitCode === 0) {
    const common = resolve(checkout, asked.stdout.replace(/\n$/, ''));
    await writeFile(join(folder, 'objects/info/alternates'), `${join(common, 'objects')}\n`);
    // A shallow checkout knows of commits whose parents it lacks.
    await copyFile(join(common, 'shallow'), join(folder, 'shallow')).catch(() => undefined);
  }
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Sees to it that a commit is there. */
export async function provideCommit(folder: string, remote: Remote, sha: string): Promise<void> {
  if ((await git(folder, ['cat-file', '-e', `${sha}^{commit}`])).exitCode === 0) return;
  const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags', remote.url, sha];
  await remoteGit(folder, remote, fetch, `commit ${sha.slice(0, 12)}`);
}

/** Fetches a commit of the server into the checkout's objects, unless it is there; nothing is checked out. */
export async function bringCommit(
  checkout: string,
  scratch: string,
  remote: Remote,
  sha: string,
): Promise<void> {
  if ((await git(checkout, ['cat-file', '-e', `${sha}^{tree}`])).exitCode === 0) return;
  await fetchCommit(checkout, scratch, remote, sha);
}

/** Checks out another commit of the server, detached; what is installed beside the tracked files stays. */
export async function moveCheckout(
  checkout: string,
  scratch: string,
  remote: Remote,
  sha: string,
): Promise<void> {
  await fetchCommit(checkout, scratch, remote, sha);
  await gitOutput(checkout, ['checkout', '--quiet', '--force', '--detach', sha]);
}

async function fetchCommit(
  checkout: string,
  scratch: string,
  remote: Remote,
  sha: string,
): Promise<void> {
  await using bare = await openBare(checkout, scratch);
  const doing = `commit ${sha.slice(0, 12)}`;
  const kept = 'refs/heads/wanted';
  const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags'];
  await remoteGit(bare.folder, remote, [...fetch, remote.url, `+${sha}:${kept}`], doing);
  await gitOutput(checkout, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--update-shallow',
    bare.folder,
    kept,
  ]);
}
