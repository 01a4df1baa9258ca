import { estimateTokenCount } from 'tokenx';
import type { HotLine } from '../measure/heat.ts';
import type { ContextBuilder, FileChanges, TestCase } from '../ports.ts';
import type { Aim } from '../search/aims.ts';
import { unclosed, withoutMiddle } from '../search/prompts.ts';
import { DEFAULT_GOAL, PERFORMANCE, PERFORMANCE_GOAL } from '../task/goal.ts';
import { showChanged } from './changed-files.ts';
import { describeFiles } from './files-that-matter.ts';
import { type Evidence, isSource } from './relevance.ts';

export interface ContextOptions extends Evidence {
  readonly aim: Aim;
  /** Where speed is the goal: the lines that run most often; else none. */
  readonly hottest?: readonly HotLine[];
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
/** The reader's desk: task, failing tests, and the files that matter, within a token budget. */
export function createContextBuilder(options: ContextOptions): ContextBuilder {
  let described: Promise<string> | undefined;
  return {
    describe: () => {
      described ??= describeRepository(options);
      return described;
    },
    describeChanges: async (changes) => cut(unclosed(await options.renderPatch(changes))),
    showChanged: (changes) => showChanged(changes, options.read),
  };
}

async function describeRepository(options: ContextOptions): Promise<string> {
  const tests = options.aim === PERFORMANCE ? describeSlowTests(options) : describeTests(options);
  const head = [describeTask(options), tests, describeTree(options)];
  const spent = estimateTokenCount(head.join('\n\n'));
  const files = await describeFiles(options, Math.max(1_000, options.budgetTokens - spent));
  return [...head, files].join('\n\n');
}

export const describeTask = ({ goal }: Pick<ContextOptions, 'goal'>): string => {
  const task = `# The task\n\n<task>\n${unclosed(goal)}\n</task>`;
  const more = NO_WORDS.get(goal);
  return more === undefined ? task : `${task}\n\n${more}`;
};

/** What to go by where nobody has said anything. */
const NO_WORDS: ReadonlyMap<string, string> = new Map([
  [DEFAULT_GOAL, 'There is no issue text: the failing tests are the specification.'],
  [PERFORMANCE_GOAL, 'Nobody has said what is slow: look at what the slowest tests run.'],
]);

function describeTests({ subjects, passing, testCommand, root }: ContextOptions): string {
  const shown = subjects.slice(0, DETAILED_TESTS).map((test) => describeFailure(test, root));
  const more = subjects.slice(DETAILED_TESTS).map((test) => `- ${test.id}`);
  const rest = more.length === 0 ? [] : [`Also failing:\n${more.slice(0, 40).join('\n')}`];
  const count = `${subjects.length} failing, ${passing} passing; run with \`${testCommand}\`.`;
  return `# The failing tests, before any patch\n\n${count}\n\n<tests>\n${unclosed([...shown, ...rest].join('\n\n'))}\n</tests>`;
}

const HOT = '\nOf the code, these lines run most often in them (how long each takes is not told):';

function describeSlowTests({
  subjects,
  passing,
  testCommand,
  hottest = [],
}: ContextOptions): string {
  const slow = subjects.map(({ id, durationMs }) => `${durationMs.toFixed(1)} ms  ${id}`);
  const hot = hottest.map(({ path, line, runs }) => `${runs} times  ${path}:${line}`);
  const count = `${passing} passing, and they have to stay so; run with \`${testCommand}\`. These take longest:`;
  return `# The slowest tests, before any patch\n\n${count}\n\n<tests>\n${unclosed([...slow, ...(hot.length === 0 ? [] : [HOT, ...hot])].join('\n'))}\n</tests>`;
}

function describeFailure(test: TestCase, root: string): string {
  const message = (test.message ?? '(no message)').replaceAll(`${root}/`, '');
  return `FAILED ${test.id}\n${withoutMiddle(message, MESSAGE_CHARACTERS)}`;
}

export function describeTree({ files }: Pick<ContextOptions, 'files'>): string {
  // Code first: when the list is cut, pictures and data go.
  const ordered = [...files].sort((a, b) => Number(isSource(b)) - Number(isSource(a)));
  const shown = ordered.slice(0, LISTED_FILES).join('\n');
  const more = files.length > LISTED_FILES ? `\n[… ${files.length - LISTED_FILES} more]` : '';
  return `# Files of the repository\n\n<files>\n${unclosed(shown)}${more}\n</files>`;
}

const cut = (diff: string): string =>
  diff.length <= DIFF_CHARACTERS ? diff : `${diff.slice(0, DIFF_CHARACTERS)}\n[… diff cut]`;
