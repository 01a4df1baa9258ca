import { declaresTests } from '../measure/test-file.ts';
import { type Edit, parseEdits, withoutThinking } from '../search/edits.ts';
import type { NewFiles } from '../workspace/workspaces.ts';
import { isNewTestPath, shadowedBy } from './new-test.ts';

/** What a tester answered. */
export type TesterReply =
  | { readonly kind: 'tests'; readonly reasoning: string; readonly tests: NewFiles }
  /** There is nothing that a test could show, in the tester's words. */
  | { readonly kind: 'no-test'; readonly why: string }
  | { readonly kind: 'unusable'; readonly problem: string };

export interface Place {
  readonly exists: (path: string) => Promise<boolean>;
  readonly files: readonly string[];
  /** The user's own limits on what may be changed. */
  readonly isClosed: (path: string) => boolean;
}

/** Within its line: what a pattern may start with at every line must not run over all of them. */
const NO_TEST = /^[^\w\n]*NO TEST\b[^\w\n]*/im;
const MOST_FILES = 5;
const MOST_CHARACTERS = 60_000;

/** Only whole new files, where tests belong. */
export async function readTests(reply: string, place: Place): Promise<TesterReply> {
  const { edits, prose, problem } = parseEdits(reply);
  if (edits.length === 0 && NO_TEST.test(reply)) {
    const words = withoutThinking(reply).replace(NO_TEST, '');
    return { kind: 'no-test', why: words.trim() };
  }
  if (problem !== undefined) return { kind: 'unusable', problem };
  const tests = new Map<string, string>();
  for (const { path, search, replace } of edits) {
    const objection = await objectionTo({ path, search, replace }, tests, place);
    if (objection !== undefined) return { kind: 'unusable', problem: objection };
    tests.set(path, replace.endsWith('\n') ? replace : `${replace}\n`);
  }
  const characters = [...tests.values()].reduce((sum, text) => sum + text.length, 0);
  return tests.size > MOST_FILES || characters > MOST_CHARACTERS
    ? {
        kind: 'unusable',
        problem: `It is too much: at most ${MOST_FILES} files with ${MOST_CHARACTERS} characters together.`,
      }
    : { kind: 'tests', reasoning: prose, tests };
}

async function objectionTo(
  { path, search, replace }: Edit,
  before: NewFiles,
  { exists, files, isClosed }: Place,
): Promise<string | undefined> {
  if (before.has(path)) return `${path} is given twice.`;
  if (search.trim() !== '' || (await exists(path))) {
    return `${path} is not a new file: give whole new files, with an empty SEARCH part.`;
  }
  if (!isNewTestPath(path)) {
    return `${path} is no test by its name and place: put the test where the repository has such tests.`;
  }
  const shadowed = shadowedBy(path, files);
  if (shadowed !== undefined) return `${path} could be taken for ${shadowed}: choose another name.`;
  if (!declaresTests(replace))
    return `${path} holds no test: give test files alone, without helpers.`;
  return isClosed(path)
    ? `${path} is where nothing may be changed, by the settings protected-paths and editable-paths (--protect, --editable).`
    : undefined;
}
