/** The paragraphs of a comment, and which of them there is room for. */

const FOLD = '<details>';

export const folded = (title: string, body: string): string =>
  `${FOLD}<summary>${title}</summary>\n\n${body}\n\n</details>`;

export const BETWEEN = '\n\n';
export const SHORTENED = '\n\nThis comment would be too long: what is missing is in the raw data.';

/** As many blocks as fit: all, else the warnings with what they are about, and then, from the first, those that are not folded. */
export function within(blocks: readonly string[], most: number): readonly string[] {
  const lengthOf = (some: readonly string[]): number => some.join(BETWEEN).length;
  if (lengthOf(blocks) <= most) return blocks;
  const open = blocks.filter((block) => !block.startsWith(FOLD));
  const warnings = warningsIn(open, most / 2);
  const upTo = (at: number) => open.filter((_, place) => place <= at || warnings.has(place));
  const fitting = open.findLastIndex((_, at) => lengthOf(upTo(at)) <= most);
  return [...upTo(fitting), SHORTENED.trim()];
}

export const WARNING = '⚠️';
const HEADING = /^(?:Tests|Benchmarks), /;

/** Places of the warnings, and of the lines that say what ran, as far as there is room for them. */
function warningsIn(blocks: readonly string[], room: number): ReadonlySet<number> {
  const places = new Set<number>();
  let left = room;
  for (const [at, block] of blocks.entries()) {
    if (!block.startsWith(WARNING)) continue;
    const heading = blocks.findLastIndex((one, place) => place < at && HEADING.test(one));
    const fresh = [heading, at].filter((place) => place >= 0 && !places.has(place));
    left -= fresh.reduce((sum, place) => sum + (blocks[place]?.length ?? 0) + BETWEEN.length, 0);
    if (left < 0) break;
    for (const place of fresh) places.add(place);
  }
  return places;
}
