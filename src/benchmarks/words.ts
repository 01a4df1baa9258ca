import type { Source } from './sources.ts';

/** What the first group of a pattern takes of these files; `undefined` where one was not read: it may have any. */
export function wordsIn(
  sources: readonly Source[],
  pattern: RegExp,
): ReadonlySet<string> | undefined {
  const words = new Set<string>();
  for (const { text } of sources) {
    if (text === undefined) return undefined;
    for (const [, word = ''] of text.matchAll(pattern)) words.add(word);
  }
  return words;
}
