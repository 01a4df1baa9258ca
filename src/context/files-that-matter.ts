import type { TestCase } from '../ports.ts';
import { unclosed } from '../search/prompts.ts';
import { Desk, putSources, SHARE } from './desk.ts';
import { framesIn } from './frames.ts';
import { type Evidence, type RelevantFile, relevantFiles } from './relevance.ts';
import { dataNamedIn } from './test-data.ts';

/** Longer test files are shown only around the failing tests. */
const WHOLE_TEST_LINES = 200;

/** What all data together may take. */
const SHARE_OF_DATA = 0.2;

const INTRODUCTION =
  'First the files of these tests and the data that they name, then what they run, import or name, what matters most first. Line numbers stand before each line and are not part of it.';

/** Failing tests' sources first: they say what is wanted; then what may be to blame. */
export async function describeFiles(evidence: Evidence, budgetTokens: number): Promise<string> {
  const ranked = await relevantFiles(evidence);
  const tests = testsBehind(evidence);
  const desk = new Desk(budgetTokens);
  const behind = ranked.filter(({ path }) => tests.has(path));
  for (const { path, lines } of behind) await putTest(desk, evidence, path, lines);
  await putData(desk, evidence, behind, budgetTokens);
  const sources = ranked.filter(({ path }) => !tests.has(path) && !evidence.isTest(path));
  await putSources(desk, evidence, sources);
  return `# The files that matter, before any patch\n\n${INTRODUCTION}\n\n<files>\n${unclosed(desk.parts.join('\n\n'))}\n</files>`;
}

async function putTest(
  desk: Desk,
  { read, subjects }: Evidence,
  path: string,
  lines: readonly number[],
): Promise<void> {
  const content = await read(path);
  if (content === undefined) return;
  const mattering = [...lines, ...linesNaming(content, subjects)];
  desk.put(path, content, mattering, SHARE.test, WHOLE_TEST_LINES);
}

/** What the failing tests feed to the code, as far as it is short. */
async function putData(
  desk: Desk,
  { read, files }: Evidence,
  tests: readonly RelevantFile[],
  budgetTokens: number,
): Promise<void> {
  const least = desk.left - budgetTokens * SHARE_OF_DATA;
  const named = new Set<string>();
  for (const { path } of tests) {
    for (const data of dataNamedIn(path, (await read(path)) ?? '', files)) named.add(data);
  }
  for (const data of named) {
    if (desk.left <= least) return;
    desk.put(data, (await read(data)) ?? '', [], SHARE.data);
  }
}

/** Files of failing tests, and test support that their stack traces name. */
function testsBehind({ subjects, root, files, isTest }: Evidence): ReadonlySet<string> {
  const known = new Set(files);
  const traced = subjects.flatMap((test) => framesIn(test.message ?? '', root, known));
  return new Set([
    ...subjects.flatMap((test) => test.file ?? []),
    ...traced.map(({ path }) => path).filter(isTest),
  ]);
}

/** Where a test file speaks of a failing test by its name. */
function linesNaming(content: string, subjects: readonly TestCase[]): readonly number[] {
  const names = subjects.map(
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
