import { normalize } from 'node:path/posix';
import type { Source } from './benchmarks/sources.ts';
import type { TwoTrees } from './comparison/two-trees.ts';
import { parseShellLine } from './measure/shell-line.ts';
import type { ComparedWorkload } from './report/comparison/comparison.ts';
import { oneLine } from './report/plain.ts';
import { counted } from './report/wording.ts';
import { parting } from './workspace/commits.ts';

type Compared = Pick<TwoTrees, 'base' | 'head' | 'changed' | 'submodules'>;

/**
 * What a reader must know of the two commits to believe what is measured: that they
 * are the same, that the base has gone on by itself, or that a submodule differs.
 * `sha` is what is checked out.
 */
export async function notesOnCommits(
  toplevel: string,
  sha: string,
  trees: Compared,
  baseName: string,
): Promise<readonly string[]> {
  const alike = sameness(trees);
  return [
    ...(alike === undefined ? await baseGoneOn(toplevel, sha, trees, baseName) : [alike]),
    ...trees.submodules.map(ofSubmodule),
  ];
}

function sameness({ base, head, changed, submodules }: Compared): string | undefined {
  if (head === undefined || changed.length > 0 || submodules.length > 0) return undefined;
  const what = base === head ? 'are the same commit' : 'hold the same files';
  return `Base and head ${what} (${base.slice(0, 12)}): identical code is compared.`;
}

async function baseGoneOn(
  toplevel: string,
  sha: string,
  { base, head }: Compared,
  baseName: string,
): Promise<readonly string[]> {
  const tip = head ?? sha;
  const { mergeBase, ahead } = await parting(toplevel, base, tip);
  if (mergeBase === undefined || ahead === 0) return [];
  const name = oneLine(baseName.replaceAll('`', ''), 60);
  const since = `(${counted(ahead, 'commit')})`;
  const parted = `\`--base ${mergeBase.slice(0, 12)}\``;
  if (mergeBase !== tip) {
    return [
      `\`${name}\` has gone on without the head ${since}: its own changes count as the head's, undone. ${parted}, where the two parted, compares the head's changes alone.`,
    ];
  }
  return head === undefined
    ? [
        `The working tree is on an earlier commit of \`${name}\`, which has gone on ${since}: its own changes count as the working tree's, undone. ${parted} compares the uncommitted changes alone.`,
      ]
    : [
        `The head is an earlier commit of \`${name}\`, which has gone on ${since}: these are compared, undone. Change --base and --head about to measure what they do.`,
      ];
}

/** What a command runs may be what changed: then nobody knows that both sides do the same. */
export function notesOnCommand(
  { kind, command, parts, named }: Pick<ComparedWorkload, 'kind' | 'command' | 'parts' | 'named'>,
  changed: readonly Source[],
): readonly string[] {
  // Of tests that are told one by one, those of changed files are named already.
  if (kind !== 'tests' || parts.length + named.totals.changed > 0) return [];
  const words = new Set(
    parseShellLine(command)?.flatMap((one) => one.words.map(({ text }) => normalize(text))),
  );
  return changed
    .filter(({ path }) => words.has(path))
    .map(
      ({ path }) =>
        `\`${oneLine(path.replaceAll('`', ''), 100)}\`, which the command names, is another file on the head: the two sides may do different work.`,
    );
}

const ofSubmodule = (path: string): string =>
  `The submodule \`${path}\` is another commit on the head: both sides ran what is checked out there, so that what it changes is not measured.`;
