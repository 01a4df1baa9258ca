import { randomUUID } from 'node:crypto';
import { WrongUse } from '../errors.ts';
import { git, gitOutput } from './git-command.ts';

/** The commit that a name stands for; throws WrongUse where there is none. `option` is what gave the name. */
export async function commitOf(toplevel: string, ref: string, option?: string): Promise<string> {
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const { exitCode, stdout } = await git(toplevel, asked);
  if (exitCode === 0) return stdout.trim();
  const given = option === undefined ? '' : ` (${option})`;
  throw new WrongUse(
    `There is no commit ${JSON.stringify(ref)}${given} in ${toplevel}.`,
    await wayTo(toplevel, ref),
  );
}

/** How what is missing is named, or brought. */
async function wayTo(toplevel: string, ref: string): Promise<string> {
  const asked = ['for-each-ref', '--format=%(refname:short)', '--count=1', `refs/remotes/*/${ref}`];
  const remote = (await git(toplevel, asked)).stdout.trim();
  if (remote !== '') return `The branch of the remote is here: name it as \`${remote}\`.`;
  const { stdout } = await git(toplevel, ['rev-parse', '--is-shallow-repository']);
  return stdout.trim() === 'true'
    ? `This clone is shallow and lacks most commits and branches: ${DEEPEN} brings them, and a branch is then named as \`origin/NAME\`. In GitHub Actions, give actions/checkout \`fetch-depth: 0\`.`
    : 'Name a branch, a tag or a commit that is here; `git fetch` brings what is not.';
}

const DEEPEN = "`git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'`";

/** Nothing that the repository or its owner configured may run, and every byte has to arrive. */
const PLAIN = [
  ...['--binary', '--full-index', '--no-renames', '--no-ext-diff', '--no-textconv'],
  ...['--no-color', '--src-prefix=a/', '--dst-prefix=b/', '--ignore-submodules=all'],
];

/**
 * Writes the patch that turns `from` into `to` to a file: its text may be of any
 * encoding. `from` may be the working tree, as `undefined`; `paths`, relative to the
 * toplevel, are all where there are none.
 */
export async function writeDifference(
  toplevel: string,
  from: string | undefined,
  to: string,
  file: string,
  paths: readonly string[] = [],
): Promise<void> {
  const sides = from === undefined ? ['-R', to] : [from, to];
  const what = [`--output=${file}`, ...sides, '--', ...paths];
  await gitOutput(toplevel, ['--literal-pathspecs', 'diff', ...PLAIN, ...what]);
}

/** Paths that differ, relative to the toplevel, sorted; `head` may be the working tree, as `undefined`. */
export async function changedPaths(
  toplevel: string,
  base: string,
  head: string | undefined,
): Promise<readonly string[]> {
  const sides = head === undefined ? [base] : [base, head];
  const flags = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=all'];
  const output = await gitOutput(toplevel, ['diff', ...flags, ...sides, '--']);
  return output.split('\0').filter(Boolean).sort();
}

/** Paths of submodules that are another commit in one than in the other. */
export async function changedSubmodules(
  toplevel: string,
  base: string,
  head: string,
): Promise<readonly string[]> {
  const flags = ['-r', '--raw', '-z', '--no-renames', '--ignore-submodules=none'];
  const output = await gitOutput(toplevel, ['diff-tree', ...flags, base, head]);
  return [...output.matchAll(/:160000 160000 [^\0]*\0([^\0]+)\0/g)].map(([, path = '']) => path);
}

/** Where two commits parted, and how many commits the base has since; no commit where none is known. */
export async function parting(
  toplevel: string,
  base: string,
  head: string,
): Promise<{ readonly mergeBase: string | undefined; readonly ahead: number }> {
  const { exitCode, stdout } = await git(toplevel, ['merge-base', base, head]);
  if (exitCode !== 0) return { mergeBase: undefined, ahead: 0 };
  const ahead = await gitOutput(toplevel, ['rev-list', '--count', `${head}..${base}`]);
  return { mergeBase: stdout.trim(), ahead: Number(ahead) };
}

/** Whether a commit has this folder, relative to the toplevel; '' is the toplevel. */
export async function hasFolder(toplevel: string, sha: string, folder: string): Promise<boolean> {
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${sha}:${folder}`];
  return (await git(toplevel, asked)).exitCode === 0;
}

const askedOf = (sha: string, paths: readonly string[]): string =>
  paths.map((path) => `${sha}:${path}\n`).join('');

/** Files that a commit has, as text, by their paths. No path may hold a line feed. */
export async function readAt(
  toplevel: string,
  sha: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  // No file can hold the line that stands before each.
  const mark = `${randomUUID()}\n`;
  const asked = ['cat-file', `--batch=${mark.trimEnd()}`];
  const output = await gitOutput(toplevel, asked, askedOf(sha, paths));
  const [, ...texts] = output.split(mark);
  return new Map(texts.map((text, at) => [paths[at] ?? '', text.slice(0, -1)]));
}

/** The sizes of these files in a commit, in bytes; `undefined` for what it lacks. No path may hold a line feed. */
export async function sizesAt(
  toplevel: string,
  sha: string,
  paths: readonly string[],
): Promise<readonly (number | undefined)[]> {
  const asked = ['cat-file', '--batch-check=%(objecttype) %(objectsize)'];
  const output = await gitOutput(toplevel, asked, askedOf(sha, paths));
  // Of what is missing it says so instead; a folder, or a submodule, is no file.
  const lines = output.split('\n').slice(0, paths.length);
  return lines.map((line) => {
    const size = /^blob (\d+)$/.exec(line)?.[1];
    return size === undefined ? undefined : Number(size);
  });
}

/** Those of the paths that are files of a commit; such as hold a line feed are taken to be none. */
export async function presentAt(
  toplevel: string,
  sha: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const asked = paths.filter((path) => !path.includes('\n'));
  const sizes = await sizesAt(toplevel, sha, asked);
  return new Set(asked.filter((_, at) => sizes[at] !== undefined));
}
