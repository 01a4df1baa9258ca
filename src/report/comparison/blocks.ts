/** The paragraphs of a comment, and which of them there is room for. */

const FOLD = '<details>';

export const folded = (title: string, body: string): string =>
  `${FOLD}<summary>${title}</summary>\n\n${body}\n\n</details>`;

export const BETWEEN = '\n\n';
export const SHORTENED = '\n\nThis comment would be too long: what is missing is in the raw data.';

/** As many blocks as fit: all, else the warnings and then, from the first, those that are not folded. */
export function within(blocks: readonly string[], most: number): readonly string[] {
  const lengthOf = (some: readonly string[]): number => some.join(BETWEEN).length;
  if (lengthOf(blocks) <= most) return blocks;
  const isWarning = (block: string): boolean => block.startsWith(WARNING);
  const open = blocks.filter((block) => !block.startsWith(FOLD));
  const upTo = (at: number) => open.filter((block, place) => place <= at || isWarning(block));
  const fitting = open.findLastIndex((_, at) => lengthOf(upTo(at)) <= most);
  return [...upTo(fitting).filter(fitsWithin(most)), SHORTENED.trim()];
}

/** Of warnings alone, too, no more than there is room for. */
function fitsWithin(most: number): (block: string) => boolean {
  let room = most;
  return (block) => {
    room -= block.length + BETWEEN.length;
    return room + BETWEEN.length >= 0;
  };
}

export const WARNING = '⚠️';
