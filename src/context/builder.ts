import { estimateTokenCount } from 'tokenx';
import type { ContextBuilder, FileChanges, TestCase } from '../ports.ts';
import { unclosed } from '../search/prompts.ts';
import { DEFAULT_GOAL } from '../task/goal.ts';
import { calleesOf } from './definitions.ts';
import { excerpt } from './excerpt.ts';
import { framesIn } from './frames.ts';
import { type Evidence, isSource, relevantFiles } from './relevance.ts';

export interface ContextOptions extends Evidence {
  /** For the whole of `describe()`. */
  readonly budgetTokens: number;
  readonly testCommand: string;
  readonly passing: number;
  readonly renderPatch: (changes: FileChanges) => Promise<string>;
}

const DETAILED_TESTS = 6;
const MESSAGE_CHARACTERS = 2_500;
const DIFF_CHARACTERS = 12_000;
const LISTED_FILES = 80;
/** Longer test files are shown only around the failing tests. */
const WHOLE_TEST_LINES = 200;
/** No single file may take more than this share of the budget, so that others have room. */
const LARGEST_SHARE = 0.6;

/** Below this share of the best file's score a file is hardly suspected … */
const FAINT = 0.25;
/** … and is shown only while this share of the budget is not used: tokens cost money. */
const SHARE_OF_FAINT = 0.5;

/** The reader's desk: task, failing tests, and the files that matter, within a token budget. */
export function createContextBuilder(options: ContextOptions): ContextBuilder {
  let described: Promise<string> | undefined;
  return {
    describe: () => {
      described ??= describeRepository(options);
      return described;
    },
    describeChanges: async (changes) => cut(unclosed(await options.renderPatch(changes))),
    showChanged: (changes) => showChanged(options, changes),
  };
}

async function describeRepository(options: ContextOptions): Promise<string> {
  const head = [describeTask(options), describeTests(options), describeTree(options)];
  const spent = estimateTokenCount(head.join('\n\n'));
  const files = await describeFiles(options, Math.max(1_000, options.budgetTokens - spent));
  return [...head, files].join('\n\n');
}

const describeTask = ({ goal }: ContextOptions): string => {
  const task = `# The task\n\n<task>\n${unclosed(goal)}\n</task>`;
  return goal === DEFAULT_GOAL
    ? `${task}\n\nThere is no issue text: the failing tests are the specification.`
    : task;
};

function describeTests({ failures, passing, testCommand, root }: ContextOptions): string {
  const shown = failures.slice(0, DETAILED_TESTS).map((test) => describeFailure(test, root));
  const more = failures.slice(DETAILED_TESTS).map((test) => `- ${test.id}`);
  const rest = more.length === 0 ? [] : [`Also failing:\n${more.slice(0, 40).join('\n')}`];
  const count = `${failures.length} failing, ${passing} passing; run with \`${testCommand}\`.`;
  return `# The failing tests\n\n${count}\n\n<tests>\n${unclosed([...shown, ...rest].join('\n\n'))}\n</tests>`;
}

function describeFailure(test: TestCase, root: string): string {
  const message = (test.message ?? '(no message)').replaceAll(`${root}/`, '');
  const half = MESSAGE_CHARACTERS / 2;
  const short =
    message.length <= MESSAGE_CHARACTERS
      ? message
      : `${message.slice(0, half)}\n[…]\n${message.slice(-half)}`;
  return `FAILED ${test.id}\n${short}`;
}

function describeTree({ files }: ContextOptions): string {
  // Code first: when the list is cut, pictures and data go.
  const ordered = [...files].sort((a, b) => Number(isSource(b)) - Number(isSource(a)));
  const shown = ordered.slice(0, LISTED_FILES).join('\n');
  const more = files.length > LISTED_FILES ? `\n[… ${files.length - LISTED_FILES} more]` : '';
  return `# Files of the repository\n\n<files>\n${unclosed(shown)}${more}\n</files>`;
}

/** Failing tests' sources first: they say what is wanted; then what may be to blame. */
async function describeFiles(options: ContextOptions, budgetTokens: number): Promise<string> {
  const ranked = await relevantFiles(options);
  const tests = testsBehind(options);
  const ordered = [
    ...ranked.filter(({ path }) => tests.has(path)),
    ...ranked.filter(({ path }) => !tests.has(path) && !options.isTest(path)),
  ];
  const parts: string[] = [];
  let left = budgetTokens;
  const most = Math.max(0, ...ordered.filter(({ path }) => !tests.has(path)).map((f) => f.score));
  for (const { path, lines, score } of ordered) {
    const isFaint = !tests.has(path) && score < FAINT * most;
    if (isFaint && left < budgetTokens * (1 - SHARE_OF_FAINT)) continue;
    const content = await options.read(path);
    if (content === undefined || left < 200) continue;
    const mattering = tests.has(path)
      ? [...lines, ...linesNaming(content, options.failures)]
      : [...lines, ...calleesOf(content, lines)];
    const share = tests.has(path) ? LARGEST_SHARE / 2 : LARGEST_SHARE;
    const part = excerpt(
      path,
      content,
      mattering,
      Math.min(left, budgetTokens * share),
      tests.has(path) ? WHOLE_TEST_LINES : undefined,
    );
    if (part === undefined) continue;
    parts.push(part);
    left -= estimateTokenCount(part);
  }
  return `# The files that matter\n\nFirst the files of failing tests, then what they run, import or name, most suspicious first. Line numbers stand before each line and are not part of it.\n\n<files>\n${unclosed(parts.join('\n\n'))}\n</files>`;
}

/** Files of failing tests, and test support that their stack traces name. */
function testsBehind({ failures, root, files, isTest }: ContextOptions): ReadonlySet<string> {
  const known = new Set(files);
  const traced = failures.flatMap((test) => framesIn(test.message ?? '', root, known));
  return new Set([
    ...failures.flatMap((test) => test.file ?? []),
    ...traced.map(({ path }) => path).filter(isTest),
  ]);
}

/** Where a test file speaks of a failing test by its name. */
function linesNaming(content: string, failures: readonly TestCase[]): readonly number[] {
  const names = failures.map(
    (test) =>
      test.name
        .replace(/\[.*$/, '')
        .split(/[>.: ]{2,}|\./)
        .at(-1) ?? '',
  );
  return content
    .split('\n')
    .flatMap((line, at) =>
      names.some((name) => name.length > 3 && line.includes(name)) ? [at + 1] : [],
    )
    .slice(0, 12);
}

/** Changed files in their new state: around the lines that are new. */
async function showChanged(options: ContextOptions, changes: FileChanges): Promise<string> {
  const budget = options.budgetTokens / 4 / Math.max(1, changes.size);
  const parts: string[] = [];
  for (const [path, content] of changes) {
    if (content === null) continue;
    const before = new Set(((await options.read(path)) ?? '').split('\n'));
    const fresh = content.split('\n').flatMap((line, at) => (before.has(line) ? [] : [at + 1]));
    const part = excerpt(path, content, fresh.length > 0 ? fresh : [1], budget);
    if (part) parts.push(part);
  }
  return parts.length === 0
    ? ''
    : `The changed files as they are now:\n\n<files>\n${unclosed(parts.join('\n\n'))}\n</files>`;
}

const cut = (diff: string): string =>
  diff.length <= DIFF_CHARACTERS ? diff : `${diff.slice(0, DIFF_CHARACTERS)}\n[… diff cut]`;
