import { access, appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExecaError, execa } from 'execa';
import { BrokenEnvironment } from '../src/errors.ts';
import type { RealCase } from './cases-catalogue.ts';

/**
 * The git directory of a local snapshot: `<mirror>/<owner>+<name>/repo[/.git]`.
 * @throws BrokenEnvironment when there is none; nothing is ever downloaded.
 */
export async function snapshotOf(mirror: string, repo: string): Promise<string> {
  const folder = join(mirror, repo.replace('/', '+'), 'repo');
  for (const candidate of [join(folder, '.git'), folder]) {
    const isGit = await access(join(candidate, 'HEAD')).then(
      () => true,
      () => false,
    );
    if (isGit) return candidate;
  }
  throw new BrokenEnvironment(
    `There is no git directory of ${repo} under ${folder}.`,
    `Clone it there (git clone --bare), or leave its cases out with --only.`,
  );
}

/** Git on a snapshot with an index and a work tree of ours: the snapshot itself is only read. */
const reading =
  (gitDir: string, workTree: string, indexFile: string) => (args: readonly string[]) =>
    execa('git', ['-c', 'core.autocrlf=false', '-c', 'core.bare=false', ...args], {
      cwd: workTree,
      env: { GIT_DIR: gitDir, GIT_WORK_TREE: workTree, GIT_INDEX_FILE: indexFile },
    });

/** Writes `paths` as they are in `commit` into `workTree`; a path that the commit lacks is deleted. */
export async function takeFiles(
  gitDir: string,
  commit: string,
  paths: readonly string[],
  workTree: string,
): Promise<void> {
  const index = `${workTree}.index`;
  const git = reading(gitDir, workTree, index);
  for (const path of paths) {
    const there = await git(['cat-file', '-e', `${commit}:${path}`]).then(
      () => true,
      () => false,
    );
    if (there) await git(['checkout', '-q', commit, '--', path]);
    else await rm(join(workTree, path), { force: true });
  }
  await rm(index, { force: true });
}

/**
 * Makes `target` a repository of one commit: the base's tree with the fix's
 * tests. The later history stays out, since it holds the answer.
 */
export async function layRedRepository(
  gitDir: string,
  entry: RealCase,
  target: string,
): Promise<void> {
  await mkdir(target, { recursive: true });
  const index = `${target}.index`;
  const git = reading(gitDir, target, index);
  await git(['read-tree', entry.base_sha]);
  await git(['checkout-index', '--all', '--force']).catch(forgiveAbsentFiles);
  await rm(index, { force: true });
  await takeFiles(gitDir, entry.fix_sha, entry.test_files, target);
  await commitAll(target, `${entry.repo} at ${entry.base_sha.slice(0, 10)}, red`);
}

/** Snapshots may lack their largest files: what needs them fails before and after the fix alike. */
function forgiveAbsentFiles(failure: unknown): void {
  const said = failure instanceof ExecaError ? String(failure.stderr).trim().split('\n') : [];
  const absent = said.every((line) => line.startsWith('error: unable to read sha1 file of'));
  if (said.length === 0 || !absent) throw failure;
}

async function commitAll(target: string, message: string): Promise<void> {
  const identity = ['-c', 'user.name=cases', '-c', 'user.email=cases@localhost'];
  const git = (args: readonly string[]) =>
    execa('git', ['-c', 'core.autocrlf=false', ...identity, ...args], { cwd: target });
  await git(['init', '-q', '-b', 'main']);
  // Forced: some projects track files that their own .gitignore names.
  await git(['add', '--all', '--force']);
  await git(['commit', '-q', '--no-gpg-sign', '--no-verify', '-m', message]);
}

/** Keeps set-up products out of `git status`, as a person's own exclude file would. */
export async function exclude(target: string, patterns: readonly string[]): Promise<void> {
  await appendFile(join(target, '.git/info/exclude'), `${patterns.join('\n')}\n`);
}
