import { estimateTokenCount } from 'tokenx';
import { describeTask, describeTree } from '../context/builder.ts';
import { Desk, putSources, SHARE } from '../context/desk.ts';
import { importsOf } from '../context/imports.ts';
import { relevantFiles, wordsOf } from '../context/relevance.ts';
import { declaresTests } from '../measure/test-file.ts';
import { unclosed } from '../search/prompts.ts';
import { isTestPath } from './new-test.ts';

export interface TesterOptions {
  readonly goal: string;
  /** Absolute path of the repository as its tests see it. */
  readonly root: string;
  readonly files: readonly string[];
  readonly read: (path: string) => Promise<string | undefined>;
  readonly isProtected: (path: string) => boolean;
  readonly testCommand: string;
  readonly passing: number;
  readonly budgetTokens: number;
}

/** So many of the repository's tests show its style. */
const EXAMPLES = 3;
/** So many test files are looked into for the best examples. */
const SEARCHED_TESTS = 200;

/** Of a long example its beginning is enough. */
const TOP = [40];

/** What whoever writes a test for a task gets to read: the task, examples of tests, and the code that the task may be about. */
export async function describeForTests(options: TesterOptions): Promise<string> {
  const { goal, files, passing, testCommand } = options;
  const suite = `# The suite\n\nNone fails, ${passing} pass; run with \`${testCommand}\`.`;
  const head = [describeTask({ goal }), suite, describeTree({ files })];
  const spent = estimateTokenCount(head.join('\n\n'));
  const desk = new Desk(Math.max(1_000, options.budgetTokens - spent));
  const evidence = { ...options, failures: [], suspicion: new Map(), isTest: options.isProtected };
  const sources = (await relevantFiles(evidence)).filter(({ path }) => !options.isProtected(path));
  const paths = sources.map(({ path }) => path);
  for (const example of await examples(options, paths)) {
    desk.put(example, (await options.read(example)) ?? '', TOP, SHARE.test / EXAMPLES);
  }
  await putSources(desk, options, sources);
  return [
    ...head,
    `# Files that may matter\n\nFirst examples of the repository's tests, then code that the task may be about. Line numbers stand before each line and are not part of it.\n\n<files>\n${unclosed(desk.parts.join('\n\n'))}\n</files>`,
  ].join('\n\n');
}

/** Tests of the same code, else those that share words with the task, else the first. */
async function examples(
  { goal, files, read }: TesterOptions,
  sources: readonly string[],
): Promise<readonly string[]> {
  const known = new Set(files);
  /** The likelier the code, the better its tests as examples. */
  const worth = new Map(sources.slice(0, 5).map((path, rank) => [path, 3 / (rank + 1)]));
  const words = new Set(wordsOf(`${goal} ${sources.slice(0, 3).join(' ')}`));
  const tests = files.filter(isTestPath).slice(0, SEARCHED_TESTS);
  const scored = await Promise.all(
    tests.map(async (path) => {
      const content = (await read(path)) ?? '';
      const hits = importsOf(path, content, known).reduce(
        (sum, imported) => sum + (worth.get(imported) ?? 0),
        0,
      );
      const own = wordsOf(path.replace(/\.\w+$/, '')).filter((word) => words.has(word));
      return { path, score: declaresTests(content) ? hits + own.length : -1 };
    }),
  );
  return scored
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, EXAMPLES)
    .map(({ path }) => path);
}
