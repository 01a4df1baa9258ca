import { lstat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path/posix';
import type { Source } from './benchmarks/sources.ts';
import type { TwoTrees } from './comparison/two-trees.ts';
import type { Workload } from './comparison/workload.ts';
import { plainWords } from './measure/script-chain.ts';
import { parseShellLine, type Segment, type Word } from './measure/shell-line.ts';
import type { ComparedWorkload } from './report/comparison/comparison.ts';
import { inTicks } from './report/plain.ts';
import { counted } from './report/wording.ts';
import { languageOf } from './syntax/language.ts';
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

/** Of what runs on both sides, where the head changed what that is. */
export function notesOnOtherCommands(
  run: readonly Workload[],
  onBase: readonly Workload[],
): readonly string[] {
  const linesOf = ({ build, commandLine }: Workload) => [...(build ? [build] : []), commandLine];
  const known = new Set(run.flatMap(linesOf));
  const others = new Set(onBase.flatMap(linesOf).filter((line) => !known.has(line)));
  return [...others]
    .slice(0, MOST_OTHERS)
    .map(
      (line) => `The base by itself would run ${inTicks(line)}: both sides ran what the head says.`,
    );
}

const MOST_OTHERS = 3;

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
  const name = inTicks(baseName, 60);
  const since = `(${counted(ahead, 'commit')})`;
  const parted = `\`--base ${mergeBase.slice(0, 12)}\``;
  if (mergeBase !== tip) {
    return [
      `${name} has gone on without the head ${since}: its own changes count as the head's, undone. ${parted}, where the two parted, compares the head's changes alone.`,
    ];
  }
  return head === undefined
    ? [
        `The working tree is on an earlier commit of ${name}, which has gone on ${since}: its own changes count as the working tree's, undone. ${parted} compares the uncommitted changes alone.`,
      ]
    : [
        `The head is an earlier commit of ${name}, which has gone on ${since}: these are compared, undone. Change --base and --head about to measure what they do.`,
      ];
}

type Ran = Pick<ComparedWorkload, 'kind' | 'command' | 'build' | 'parts' | 'named'>;

/**
 * What a command names may be what changed: then nobody knows that both sides do the same.
 * Or it is of no commit, so that both sides run the same file, whatever the head changes.
 */
export async function notesOnCommand(
  { kind, command, build, parts, named }: Ran,
  { directory, files, changed }: Folder,
): Promise<readonly string[]> {
  const steps = parseShellLine(command) ?? [];
  const paths = new Set(steps.flatMap(({ words }) => words.map(({ text }) => normalize(text))));
  // Of tests that are told one by one, those of changed files are named already.
  const isTold = kind !== 'tests' || parts.length + named.totals.changed + named.leftOut > 0;
  const others = isTold ? [] : changed.map(({ path }) => path).filter((path) => paths.has(path));
  const ignored = build === null ? await ignoredAmong(runBy(steps), directory, new Set(files)) : [];
  return [
    ...ignored.map(
      (path) =>
        `${inTicks(path)}, which the command names, is in no commit: both sides run the same file. Name the step that makes it as the build command, so that each makes its own.`,
    ),
    ...others.map(
      (path) =>
        `${inTicks(path)}, which the command names, is another file on the head: the two sides may do different work.`,
    ),
  ];
}

interface Folder {
  /** Absolute path of the project's folder. */
  readonly directory: string;
  /** Its files that git does not ignore. */
  readonly files: readonly string[];
  readonly changed: readonly Source[];
}

const SCRIPT = /\.(?:jar|sh|rb|php|pl|lua)$/;

/** The programs of a line, and the scripts and archives that they are handed. */
const runBy = (steps: readonly Segment[]): ReadonlySet<string> =>
  new Set(
    steps
      .flatMap((step) => {
        const [program, ...rest] = plainWords(step);
        const isCode = ({ text }: Word) => languageOf(text) !== undefined || SCRIPT.test(text);
        return [...(program ? [program] : []), ...rest.filter(isCode)];
      })
      .map(({ text }) => normalize(text)),
  );

/** What is installed is the same on both sides by intention. */
const INSTALLED = /(?:^|\/)(?:node_modules|\.?\w*env\w*|\.tox|\.nox|vendor)\//;

async function ignoredAmong(
  paths: ReadonlySet<string>,
  directory: string,
  known: ReadonlySet<string>,
): Promise<readonly string[]> {
  const own = [...paths].filter(
    (path) => !isAbsolute(path) && !path.startsWith('..') && !known.has(path),
  );
  const found = await Promise.all(
    own.map(async (path) => {
      const entry = await lstat(join(directory, path)).catch(() => undefined);
      return entry?.isFile() === true && !INSTALLED.test(path) ? [path] : [];
    }),
  );
  return found.flat();
}

const ofSubmodule = (path: string): string =>
  `The submodule \`${path}\` is another commit on the head: both sides ran what is checked out there, so that what it changes is not measured.`;
