/** What the first group of a pattern takes of a text, each once; `undefined` where it was not read. */
export const wordsIn = (
  text: string | undefined,
  pattern: RegExp,
): ReadonlySet<string> | undefined =>
  text === undefined
    ? undefined
    : new Set([...text.matchAll(pattern)].map(([, word = '']) => word));
