import { join } from 'node:path';
import { BrokenEnvironment } from '../errors.ts';
import { code } from '../report/markdown-text.ts';
import { git, gitOutput } from '../workspace/git-command.ts';
import { openBare, provideCommit } from './bare.ts';
import { type Remote, remoteGit, remoteTip } from './remote.ts';

/** One commit to put on a branch of ours. */
export interface BranchOrder {
  /** Toplevel of the checkout; neither its files nor its index are touched. */
  readonly checkout: string;
  /** A folder of ours for passing files. */
  readonly scratch: string;
  readonly remote: Remote;
  readonly branch: string;
  /** The commit that the patch is relative to. */
  readonly base: string;
  readonly patch: string;
  /** Without the trailer that marks the commit as ours. */
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** `issue-5`: what the branch is for. */
  readonly cause: string;
  /** Is it a whole repair? What is less never takes the place of one. */
  readonly whole: boolean;
  /** Why the changed paths may not be published, or nothing. */
  readonly refuse: (files: readonly ChangedFile[]) => string | undefined;
}

export interface ChangedFile {
  /** Relative to the toplevel. */
  readonly path: string;
  /** The base has no such file. */
  readonly isNew: boolean;
}

export interface PushedBranch {
  readonly branch: string;
  readonly sha: string;
  /** The branch that was asked for holds somebody's work, which was left alone. */
  readonly evaded: string | undefined;
  /** The branch holds a whole repair from before, which this patch, being less, did not replace. */
  readonly kept: boolean;
}

const TRAILER = 'Orps-Cause';
const RESULT = 'Orps-Result';
const WHOLE = 'fixed';

/** Nothing but plain files and deletions may come out of a patch. */
function oddMode(raw: string): string | undefined {
  const entries = raw.split('\0').filter(Boolean);
  for (let index = 0; index < entries.length; index += 2) {
    const [, mode] = (entries[index] ?? '').split(' ');
    if (mode !== undefined && !['100644', '100755', '000000'].includes(mode)) {
      return `The patch makes ${code(entries[index + 1] ?? '', 200)} a link or a submodule.`;
    }
  }
  return undefined;
}

/** Of `git diff-tree -z`: `:000000 100644 … A`, then the path. */
function filesIn(raw: string): readonly ChangedFile[] {
  const entries = raw.split('\0').filter(Boolean);
  return entries.flatMap((entry, index) =>
    index % 2 === 1 ? [{ path: entry, isNew: entries[index - 1]?.endsWith(' A') ?? false }] : [],
  );
}

async function commitPatch(folder: string, order: BranchOrder): Promise<string> {
  const { base, patch, message, author, cause, whole, refuse } = order;
  const env = {
    GIT_INDEX_FILE: join(folder, 'patch.index'),
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
  await gitOutput(folder, ['read-tree', base], undefined, env);
  const applied = await git(folder, ['apply', '--cached', '--whitespace=nowarn', '-'], patch, env);
  if (applied.exitCode !== 0) {
    throw new BrokenEnvironment(
      `The patch does not fit commit ${base.slice(0, 12)}: ${code(applied.stderr, 300)}`,
      'The checkout is not what the search started from; run again.',
    );
  }
  const tree = (await gitOutput(folder, ['write-tree'], undefined, env)).trim();
  const raw = await gitOutput(folder, ['diff-tree', '-r', '-z', '--no-renames', base, tree]);
  const objection = oddMode(raw) ?? refuse(filesIn(raw));
  if (objection !== undefined) {
    throw new BrokenEnvironment(objection, 'Look at it, and apply by hand what is right.');
  }
  const text = `${message.trim()}\n\n${TRAILER}: ${cause}\n${RESULT}: ${whole ? WHOLE : 'improved'}\n`;
  return (await gitOutput(folder, ['commit-tree', tree, '-p', base], text, env)).trim();
}

/** What a commit is made of, besides its times. (Not `show`: to a shallow repository it has no parents.) */
async function contentOf(folder: string, sha: string): Promise<string> {
  const raw = await gitOutput(folder, ['cat-file', 'commit', sha]);
  return raw.replace(/^(author|committer) (.*) \d+ [+-]\d{4}$/gm, '$1 $2');
}

const isSame = async (folder: string, one: string, other: string): Promise<boolean> =>
  (await contentOf(folder, one)) === (await contentOf(folder, other));

/** Whose the branch's tip is, and what it came to. A branch that somebody has pushed to is theirs, and never overwritten. */
async function ownerOf(
  folder: string,
  { remote, branch, author, cause }: BranchOrder,
  tip: string,
): Promise<'theirs' | 'ours' | 'ours-and-whole'> {
  const fetch = ['fetch', '--quiet', '--depth=1', remote.url, tip];
  await remoteGit(folder, remote, fetch, `the question for the branch ${branch}`);
  const trailer = (key: string): string => `%(trailers:key=${key},valueonly,separator=%x2C)`;
  const format = `--format=%ce%n${trailer(TRAILER)}%n${trailer(RESULT)}`;
  const shown = await gitOutput(folder, ['show', '--no-patch', format, tip]);
  const [email, forCause, result] = shown.split('\n');
  if (email !== author.email || forCause?.trim() !== cause) return 'theirs';
  return result?.trim() === WHOLE ? 'ours-and-whole' : 'ours';
}

/** A branch that other runs keep moving is given up after so many looks at it. */
const LOOKS = 3;

/**
 * Puts the patch as one commit on top of its base onto a branch of ours on the
 * server, in place of what we had put there before. Throws GitHubRefused with
 * what to change when the server does not take it.
 */
export async function pushBranch(order: BranchOrder): Promise<PushedBranch> {
  await using bare = await openBare(order.checkout, order.scratch);
  const { folder } = bare;
  const { remote } = order;
  await provideCommit(folder, remote, order.base);
  const sha = await commitPatch(folder, order);
  for (let look = 1; ; look++) {
    const tip = await remoteTip(folder, remote, order.branch);
    const owner = tip === undefined ? undefined : await ownerOf(folder, order, tip);
    if (tip !== undefined && owner !== 'theirs') {
      const kept = owner === 'ours-and-whole' && !order.whole;
      const same = kept || (await isSame(folder, tip, sha));
      if (same) return { branch: order.branch, sha: tip, evaded: undefined, kept };
    }
    const evades = owner === 'theirs';
    const branch = evades ? `${order.branch}-${sha.slice(0, 7)}` : order.branch;
    const expected = evades ? undefined : tip;
    if (await push(folder, remote, { branch, sha, expected, last: look === LOOKS })) {
      return { branch, sha, evaded: evades ? order.branch : undefined, kept: false };
    }
  }
}

interface Push {
  readonly branch: string;
  readonly sha: string;
  /** Where the branch was when it was looked at. */
  readonly expected: string | undefined;
  readonly last: boolean;
}

/** `false`: the branch has moved since it was looked at, by another run for the same cause. */
async function push(folder: string, remote: Remote, { branch, sha, expected = '', last }: Push) {
  const name = `refs/heads/${branch}`;
  const lease = `--force-with-lease=${name}:${expected}`;
  const args = ['push', '--quiet', lease, remote.url, `${sha}:${name}`];
  try {
    await remoteGit(folder, remote, args, `the push of ${branch}`);
    return true;
  } catch (error) {
    const tip = await remoteTip(folder, remote, branch).catch(() => expected);
    // The answer may have been lost, and not the push.
    if (tip === sha) return true;
    if (last || (tip ?? '') === expected) throw error;
    return false;
  }
}
