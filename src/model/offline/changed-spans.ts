import { structuredPatch } from 'diff';

/** What an earlier edit left behind in the new text. Offsets in UTF-16 units, end exclusive. */
export interface ChangedSpan {
  readonly start: number;
  readonly end: number;
}

export interface TextChange {
  readonly spans: readonly ChangedSpan[];
  /** The line of the new text that a line of the old text became (the nearest one where it is gone). */
  lineAfter(line: number): number;
}

/** The part of a changed line range that really differs, without its common ends. */
function trimmed(before: string, after: string, start: number): ChangedSpan {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  const limit = Math.min(before.length, after.length) - head;
  while (tail < limit && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { start: start + head, end: start + after.length - tail };
}

/** Compares two texts line by line, so that a second edit can keep clear of the first. */
export function compareTexts(before: string, after: string): TextChange {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 0 });
  const lineStarts = [0];
  for (const line of after.split('\n')) lineStarts.push((lineStarts.at(-1) ?? 0) + line.length + 1);
  const spans = hunks.map((hunk) => {
    const part = (sign: string) =>
      hunk.lines
        .filter((line) => line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    // A hunk without new lines names the line before it.
    const first = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    return trimmed(part('-'), part('+'), lineStarts[first - 1] ?? after.length);
  });
  const lineAfter = (line: number): number => {
    let shift = 0;
    for (const hunk of hunks) {
      const lastOld = hunk.oldStart + Math.max(hunk.oldLines, 1) - 1;
      if (line > lastOld) shift += hunk.newLines - hunk.oldLines;
    }
    return line + shift;
  };
  return { spans, lineAfter };
}
