import { styleText } from 'node:util';
import { clip, plain } from './plain.ts';

export type Format = Parameters<typeof styleText>[0];

/** A piece of a line: a stranger's text or ours, and how it looks. */
export type Piece = string | readonly [text: string, format: Format];

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

const columnsOf = (character: string): number => {
  if (/\p{M}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
};

/** As much of the text as fits into `columns` cells of a terminal, and the cells it takes. */
function fitted(text: string, columns: number): readonly [string, number] {
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = used + columnsOf(character);
    if (next > columns) return [kept, columns];
    kept += character;
    used = next;
  }
  return [kept, used];
}

/** One line of at most `columns` cells; nothing in it can move the cursor or change a colour. */
export function terminalLine(pieces: readonly Piece[], columns: number, colour: boolean): string {
  let line = '';
  let left = columns;
  for (const piece of pieces) {
    const [text, format] = typeof piece === 'string' ? [piece, undefined] : piece;
    const clean = plain(clip(text, 1000)).replace(/[\n\t]/g, ' ');
    const [kept, used] = fitted(clean, left);
    left -= used;
    line +=
      colour && format !== undefined ? styleText(format, kept, { validateStream: false }) : kept;
  }
  return line;
}
