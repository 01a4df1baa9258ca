import { AnyMap, eachMapping, type TraceMap } from '@jridgewell/trace-mapping';

/** One script as the coverage preload wrote it. */
export interface CoveredScript {
  readonly url: string;
  readonly source: string;
  readonly map?: string | undefined;
  readonly functions: readonly { readonly ranges: readonly CountedRange[] }[];
}

interface CountedRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** A stretch of source that ran, as offsets, and how often. */
type Stretch = readonly [start: number, end: number, count: number];

// Jest and Vitest put the module into a function on its first line, after the map was made.
const WRAPPER =
  /^(?:\(\{"Object\.<anonymous>":function\([^)]*\)\{|'use strict';async \([^)]*\)=>\{\{)/;
const INLINE = /\/\/[#@] sourceMappingURL=data:application\/json[^,]*?(;base64)?,([^\s'"]+)\s*/g;

/** Line by its number from 1 → how often it ran (1, where V8 was not told to count). */
export type LineCounts = ReadonlyMap<number, number>;

/** Absolute path → lines that ran, in the files that were written by people. */
export function executedLines(script: CoveredScript): ReadonlyMap<string, LineCounts> {
  const stretches = executedStretches(script.functions.flatMap((one) => one.ranges));
  const map = readMap(script);
  if (map === undefined) return new Map([[script.url, plainLines(script.source, stretches)]]);
  return mappedLines(script, map, stretches);
}

/** The innermost range decides what each stretch counts. */
export function executedStretches(ranges: readonly CountedRange[]): readonly Stretch[] {
  const sorted = [...ranges].sort(
    (a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset,
  );
  const stretches: [number, number, number][] = [];
  const open: CountedRange[] = [];
  let at = 0;
  const advance = (to: number): void => {
    const last = stretches.at(-1);
    const count = open.at(-1)?.count ?? 0;
    if (to > at && count > 0) {
      if (last?.[1] === at && last[2] === count) last[1] = to;
      else stretches.push([at, to, count]);
    }
    at = Math.max(at, to);
  };
  const closeUntil = (offset: number): void => {
    for (let top = open.at(-1); top !== undefined && top.endOffset <= offset; top = open.at(-1)) {
      advance(top.endOffset);
      open.pop();
    }
  };
  for (const range of sorted) {
    closeUntil(range.startOffset);
    advance(range.startOffset);
    open.push(range);
  }
  closeUntil(Number.POSITIVE_INFINITY);
  return stretches;
}

/** Lines with something of their own to run: no comment, no lone bracket. */
function plainLines(source: string, stretches: readonly Stretch[]): LineCounts {
  const lines = new Map<number, number>();
  let offset = 0;
  for (const [index, text] of source.split('\n').entries()) {
    const end = offset + text.length;
    if (!/^\s*(?:\/\/|\/?\*)/.test(text)) {
      const ran = stretches.filter(
        ([from, to]) =>
          from < end &&
          to > offset &&
          /[\w$'"`]/.test(text.slice(Math.max(0, from - offset), to - offset)),
      );
      const most = ran.reduce((count, stretch) => Math.max(count, stretch[2]), 0);
      if (most > 0) lines.set(index + 1, most);
    }
    offset = end + 1;
  }
  return lines;
}

function readMap({ url, source, map }: CoveredScript): TraceMap | undefined {
  const inline = [...source.matchAll(INLINE)].at(-1);
  const text =
    map ??
    (inline?.[2] === undefined
      ? undefined
      : inline[1] === undefined
        ? decodeURIComponent(inline[2])
        : Buffer.from(inline[2], 'base64').toString('utf8'));
  if (text === undefined) return undefined;
  try {
    return AnyMap(text, `file://${url}`);
  } catch {
    return undefined;
  }
}

function mappedLines(
  { source, url }: CoveredScript,
  map: TraceMap,
  stretches: readonly Stretch[],
): ReadonlyMap<string, LineCounts> {
  const starts = lineStarts(source);
  const wrapper = WRAPPER.exec(source)?.[0].length ?? 0;
  const result = new Map<string, Map<number, number>>();
  eachMapping(map, (mapping) => {
    if (mapping.source === null || mapping.originalLine === null) return;
    const shift = mapping.generatedLine === 1 ? wrapper : 0;
    const offset = (starts[mapping.generatedLine - 1] ?? 0) + mapping.generatedColumn + shift;
    const count = countAt(stretches, offset);
    if (count === 0) return;
    const file = originalPath(mapping.source, url);
    const lines = result.get(file) ?? new Map<number, number>();
    const most = Math.max(count, lines.get(mapping.originalLine) ?? 0);
    result.set(file, lines.set(mapping.originalLine, most));
  });
  return result;
}

function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

/** 0 where it did not run. */
function countAt(stretches: readonly Stretch[], offset: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to, count] = stretches[middle] ?? [0, 0, 0];
    if (offset < from) high = middle - 1;
    else if (offset >= to) low = middle + 1;
    else return count;
  }
  return 0;
}

function originalPath(source: string, url: string): string {
  if (source.startsWith('file://')) return decodeURIComponent(source.slice('file://'.length));
  return source.startsWith('/') ? source : url;
}
