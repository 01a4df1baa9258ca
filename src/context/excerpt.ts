import { estimateTokenCount } from 'tokenx';

/** A file of up to this many lines is shown whole if it fits. */
const LONGEST_WHOLE = 500;
/** Lines kept around each line that matters. */
const MARGIN = 30;
/** A gap shorter than this is shown rather than cut. */
const SMALLEST_GAP = 15;

/**
 * A file as the programmer reads it: line numbers, and only the neighbourhood
 * of the lines that matter where the whole is long or would exceed `budgetTokens`.
 * `undefined` when not even that fits.
 */
export function excerpt(
  path: string,
  content: string,
  mattering: readonly number[],
  budgetTokens: number,
  wholeUpTo = LONGEST_WHOLE,
): string | undefined {
  const lines = content.replace(/\r\n/g, '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const whole = render(path, lines, [[1, lines.length]]);
  const fits = estimateTokenCount(whole) <= budgetTokens;
  if (fits && (lines.length <= wholeUpTo || mattering.length === 0)) return whole;
  for (const margin of [8, 4, 2, 1, 0.5, 0.2].map((factor) => factor * MARGIN)) {
    const ranges = rangesAround(mattering, lines.length, margin);
    const part = render(path, lines, ranges);
    if (ranges.length > 0 && estimateTokenCount(part) <= budgetTokens) return part;
  }
  return fits ? whole : undefined;
}

type Range = readonly [from: number, to: number];

/** The head (imports) and the surroundings of the given lines, merged where they nearly touch. */
function rangesAround(mattering: readonly number[], length: number, margin: number): Range[] {
  const head: Range = [1, Math.min(length, 15)];
  const around = mattering
    .filter((line) => line >= 1 && line <= length)
    .map((line): Range => [Math.max(1, line - margin), Math.min(length, line + margin)]);
  const merged: [number, number][] = [];
  for (const [from, to] of [head, ...around].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1] + SMALLEST_GAP) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return around.length === 0 ? [] : merged;
}

function render(path: string, lines: readonly string[], ranges: readonly Range[]): string {
  const width = String(lines.length).length;
  const parts = ranges.map(([from, to], index) => {
    const shown = lines
      .slice(from - 1, to)
      .map((line, at) => `${String(from + at).padStart(width)}| ${line}`);
    return [...gap((ranges[index - 1]?.[1] ?? 0) + 1, from - 1), ...shown].join('\n');
  });
  const [first] = ranges;
  const whole = ranges.length === 1 && first?.[1] === lines.length;
  const note = whole ? `${lines.length} lines` : `excerpt of ${lines.length} lines`;
  const rest = gap((ranges.at(-1)?.[1] ?? 0) + 1, lines.length);
  return [`${path} (${note})`, ...parts, ...rest].join('\n');
}

const gap = (from: number, to: number): readonly string[] =>
  from > to ? [] : [`[lines ${from} to ${to} not shown]`];
