import { estimateTokenCount } from 'tokenx';
import { describeTask, describeTree } from '../context/builder.ts';
import { Desk, putSources, SHARE } from '../context/desk.ts';
import { importsOf } from '../context/imports.ts';
import { type RelevantFile, relevantFiles, wordsOf } from '../context/relevance.ts';
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
  const evidence = { ...options, subjects: [], suspicion: new Map(), isTest: options.isProtected };
  const sources = (await relevantFiles(evidence)).filter(({ path }) => !options.isProtected(path));
  const paths = sources.map(({ path }) => path);
  for (const example of await examples(options, paths)) {
    desk.put(example, (await options.read(example)) ?? '', TOP, SHARE.test / EXAMPLES);
  }
  await putSources(desk, options, await withNamedPlaces(sources, options));
  return [
    ...head,
    `# Files that may matter\n\nFirst examples of the repository's tests, then code that the task may be about. Line numbers stand before each line and are not part of it.\n\n<files>\n${unclosed(desk.parts.join('\n\n'))}\n</files>`,
  ].join('\n\n');
}

const DEFINITION =
  /^\s*(?:(?:export|default|async|static|public|private|protected|pub|override)\s+)*(?:(?:def|function\*?|fn|func|class|const|let|var)\s+([\w$]+)|(?:#|get |set )?([A-Za-z_$][\w$]*)\s*\([^)]*\)\s*\{\s*$)/;
/** So many places of a file are worth seeing. */
const MOST_PLACES = 10;

/** The words of a name or a sentence: `mergeMappings` → merge, mapping. */
const piecesOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 2)
      .map((word) => word.replace(/(?:ing|e?s)$/, '')),
  );

/** No stack trace tells where: definitions whose names share words with the task may. */
async function withNamedPlaces(
  sources: readonly RelevantFile[],
  { goal, read }: TesterOptions,
): Promise<readonly RelevantFile[]> {
  const wanted = piecesOf(goal);
  return Promise.all(
    sources.map(async (source) => {
      const lines = ((await read(source.path)) ?? '').split('\n');
      const places = lines
        .map((text, at) => {
          const [, name, method] = DEFINITION.exec(text) ?? [];
          const shared = [...piecesOf(name ?? method ?? '')].filter((word) => wanted.has(word));
          return { line: at + 1, shared: shared.length };
        })
        .filter(({ shared }) => shared > 0)
        .sort((a, b) => b.shared - a.shared || a.line - b.line)
        .slice(0, MOST_PLACES)
        .map(({ line }) => line);
      return { ...source, lines: [...source.lines, ...places] };
    }),
  );
}

/** Tests of the same code, else those that share words with the task, else the first. */
async function examples(
  { goal, files, read }: TesterOptions,
  sources: readonly string[],
): Promise<readonly string[]> {
  const known = new Set(files);
  /** The likelier the code, the better its tests as examples. */
  const worth = new Map(sources.slice(0, 5).map((path, rank) => [path, 3 / (rank + 1)]));
  const numbers = new Set([...goal.matchAll(/#(\d+)/g)].map(([, number]) => Number(number)));
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
      // Some suites name their tests after the issues that they are about.
      const number = Number(path.match(/(\d+)\.\w+$/)?.[1] ?? Number.NaN);
      const score = hits + own.length + (numbers.has(number) ? 3 : 0);
      return { path, score: declaresTests(content) ? score : -1 };
    }),
  );
  return scored
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, EXAMPLES)
    .map(({ path }) => path);
}
