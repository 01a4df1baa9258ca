import { structuredPatch } from 'diff';
import type { FileChanges } from '../ports.ts';
import { unclosed } from '../search/prompts.ts';
import { excerpt } from './excerpt.ts';

/** For all changed files together: the originals stand in the same prompt. */
const BUDGET_TOKENS = 1_500;

/** Changed files in their new state, around every place that a patch changed; '' when there is none to show. */
export async function showChanged(
  changes: FileChanges,
  readBase: (path: string) => Promise<string | undefined>,
): Promise<string> {
  const parts: string[] = [];
  for (const [path, content] of changes) {
    if (content === null) continue;
    const places = changedLines((await readBase(path)) ?? '', content);
    const part = excerpt(path, content, places, BUDGET_TOKENS / changes.size);
    if (part) parts.push(part);
  }
  return parts.length === 0
    ? ''
    : `The changed files as they are now:\n\n<files>\n${unclosed(parts.join('\n\n'))}\n</files>`;
}

/** 1-based lines of the new text that are new, or stand where others were taken away. */
function changedLines(before: string, after: string): readonly number[] {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 0 });
  return hunks.flatMap(({ newStart, newLines }) =>
    Array.from({ length: Math.max(1, newLines) }, (_, at) => Math.max(1, newStart + at)),
  );
}
